import { useMemo } from "react";
import { fetchSavedChart } from "../../api/charts";
import type { ChartDefinition, SavedChartDetail } from "../../api/charts";
import { text } from "../../api/reading";
import { useResource } from "../../api/useResource";
import { Notice } from "../../components/Notice";
import { PageHead } from "../../components/PageHead";
import { Skeleton } from "../../components/Skeleton";
import { Link } from "../../navigation/Link";
import { navigate, useLocation } from "../../navigation/location";
import { Problem } from "../../results/Problem";
import { ChartDesk } from "./ChartDesk";
import { KINDS, kindOf, showOf } from "./kinds";
import { chartAddress, readChartAddress, savedChartAddress } from "./state/address";
import type { ChartLooks } from "./state/address";

const ABOVE = [{ label: "Product analytics", href: "/product" }];

/** A chart of product analytics: what is counted stands in the address, so that Back undoes every change. */
export function ChartPage({ kind: id }: { kind: string }): JSX.Element {
    const { query } = useLocation();
    const kind = kindOf(id);
    const read = useMemo(() => readChartAddress(id, query), [id, query]);
    const definition = useMemo((): ChartDefinition => (kind === undefined ? read.definition : { ...kind.starter, ...read.definition }), [kind, read]);
    if (kind === undefined) {
        return (
            <>
                <h1 className="aside">{id}</h1>
                <Notice tone="warn" title={`There is no chart of the kind ${id}.`} actions={<Link href="/product">All kinds of charts</Link>}>
                    There are {KINDS.map((each) => each.label.toLowerCase()).join(", ")}.
                </Notice>
            </>
        );
    }
    return (
        <ChartDesk
            kind={kind} definition={definition} looks={read.looks} unread={read.unread} saved={null}
            onChange={(next, looks) => navigate(chartAddress(next, looks))}
        />
    );
}

/** A saved chart as it is saved. A change leads to a chart of one's own; the saved one stays as it is. */
export function SavedChartPage({ id }: { id: string }): JSX.Element {
    const saved = useResource(`chart ${id}`, (signal) => fetchSavedChart(id, signal), { freshFor: 60_000 });
    if (saved.error !== null && saved.value === undefined) return <><PageHead above={ABOVE} title={`Chart ${id}`} /><Problem error={saved.error} what="chart" onRetry={saved.reload} actions={<Link href="/product">All charts</Link>} /></>;
    if (saved.value === undefined) return <ChartSkeleton />;
    return <LoadedChart saved={saved.value} />;
}

/** What is counted on the left, and the chart beside it. */
function ChartSkeleton(): JSX.Element {
    return (
        <div className="page-skeleton" role="status" aria-busy="true" aria-label="The chart is loading">
            <PageHead above={ABOVE} title="" />
            <div className="product-desk">
                <div className="panel"><Skeleton shape="table" /></div>
                <div className="panel chart-panel"><div className="figures skeleton-figures"><Skeleton shape="number" /></div><Skeleton shape="chart" /></div>
            </div>
        </div>
    );
}

function LoadedChart({ saved }: { saved: SavedChartDetail }): JSX.Element {
    const { query } = useLocation();
    const kind = kindOf(text(saved.definition["chart"]) || saved.kind);
    const { looks: own } = useMemo(() => readChartAddress("", query), [query]);
    const [definition, show] = useMemo(() => showOf(kind, { ...saved.definition, chart: kind?.id ?? saved.kind }), [saved, kind]);
    const looks = own.show === "" ? { ...own, show } : own;
    if (kind === undefined) return <><h1 className="aside">{saved.title}</h1><Notice tone="warn" title={`This page can't show charts of the kind ${saved.kind} yet.`}>The chart runs by the API and by <code>soundings chart run</code>.</Notice></>;
    function change(next: ChartDefinition, nextLooks: ChartLooks): void {
        // The address of the saved chart says no picture where it is the saved one; the usual one in place of that is another chart.
        const same = JSON.stringify(next) === JSON.stringify(definition) && (nextLooks.show !== "" || show === "");
        navigate(same ? savedChartAddress(saved.id, nextLooks.show === show ? { ...nextLooks, show: "" } : nextLooks) : chartAddress({ ...next, title: text(next["title"]) || saved.title }, { ...nextLooks, from: saved.id }));
    }
    return <ChartDesk kind={kind} definition={definition} looks={looks} unread={[]} saved={saved} onChange={change} />;
}

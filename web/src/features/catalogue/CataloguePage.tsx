import { useMemo } from "react";
import type { ReactNode } from "react";
import { fetchCatalogueSources } from "../../api/freshness";
import type { CatalogueSource } from "../../api/freshness";
import { fetchExploreNames } from "../../api/models";
import { fetchPipelineTables } from "../../api/pipelines";
import { useSession } from "../../api/SessionContext";
import { useResource } from "../../api/useResource";
import type { Resource } from "../../api/useResource";
import { Icon } from "../../components/Icon";
import { Notice } from "../../components/Notice";
import { Skeleton } from "../../components/Skeleton";
import { tableAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";
import { navigateQuery, useLocation } from "../../navigation/location";
import { valueOf, withValue } from "../../navigation/query";
import { useTitle } from "../../navigation/useTitle";
import { Problem } from "../../results/Problem";
import { ago } from "../../words/ago";
import { counted } from "../../words/numbers";
import { dataTime } from "../../words/periods";
import { plainText } from "../../words/plainText";
import { CatalogueNav } from "./CatalogueNav";

const TITLES = { sources: "Sources", tables: "Tables", explores: "Explores" } as const;
const TEXTS = {
    sources: "What comes in from outside, whose it is, and up to when it is complete.",
    tables: "Every table of the warehouse that the project knows: from outside, or made by its pipelines.",
    explores: "Where questions start: the subjects that fields can be picked from.",
} as const;

/** What data there is: sources, tables, explores. */
export function CataloguePage({ view }: { view: "sources" | "tables" | "explores" }): JSX.Element {
    useTitle(TITLES[view]);
    return (
        <>
            <header className="page-head"><h1>Catalogue</h1><p className="page-text">{TEXTS[view]}</p></header>
            <CatalogueNav here={view} />
            {view === "sources" ? <Sources /> : view === "tables" ? <Tables /> : <Explores />}
        </>
    );
}

function Sources(): JSX.Element {
    const { project: { timezone } } = useSession();
    const sources = useResource("catalogue sources", fetchCatalogueSources, { freshFor: 30_000 });
    return (
        <Listed resource={sources} what="list of sources" label="Sources" words={(source) => `${source.label} ${source.name} ${source.owner ?? ""}`} empty="No source is described yet. A YAML file in the project's folder pipelines names one, with its owner and how fresh it has to be.">
            {(shown) => (
                <table className="result tabular plain-head">
                    <thead><tr><th scope="col">Source</th><th scope="col">State</th><th scope="col">Complete through</th><th scope="col">Owner</th><th scope="col" className="right">Explores</th></tr></thead>
                    <tbody>
                        {[...shown].sort((left, right) => Number(right.late) - Number(left.late) || left.label.localeCompare(right.label)).map((source) => (
                            <tr key={source.name}>
                                <th scope="row"><Link href={tableAddress(source.name)}>{source.label}</Link> <span className="muted">{source.label === source.name ? "" : source.name}</span></th>
                                <td><SourceState source={source} /></td>
                                <td>{source.completeThrough !== null ? dataTime(source.completeThrough, timezone) : source.changedAt !== null ? `changed ${ago(source.changedAt, Date.now())}` : <Missing title="not known" />}</td>
                                <td>{source.owner ?? <Missing title="no owner" />}</td>
                                <td className="right">{source.explores.length}</td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            )}
        </Listed>
    );
}

function SourceState({ source }: { source: CatalogueSource }): JSX.Element {
    if (source.late) return <span className="state-word warn"><Icon name="warning" size={14} /> Late</span>;
    if (source.keptByHand) return <span className="state-word muted"><Icon name="person" size={14} /> Kept by hand</span>;
    if (source.completeThrough === null) return <span className="state-word muted" title={source.problem}><Icon name="info" size={14} /> Not known</span>;
    return <span className="state-word good"><Icon name="check" size={14} /> Fresh</span>;
}

function Missing({ title }: { title: string }): JSX.Element {
    return <span className="null" title={title}>∅</span>;
}

interface TableEntry {
    readonly name: string;
    readonly kind: string;
    readonly owner: string;
    readonly description: string;
    readonly rows: number | null;
    readonly completeTo: string | null;
}

function Tables(): JSX.Element {
    const { project: { timezone } } = useSession();
    const made = useResource("pipeline tables", fetchPipelineTables, { freshFor: 15_000 });
    const sources = useResource("catalogue sources", fetchCatalogueSources, { freshFor: 30_000 });
    // Half of the list would be counted as if it were all.
    const isWaiting = sources.value === undefined && sources.error === null;
    const value = useMemo((): TableEntry[] | undefined => (made.value === undefined || isWaiting ? undefined : [
        ...made.value.map((table) => ({ name: table.table, kind: table.type === "model" ? table.kind : table.type, owner: table.owner, description: table.description, rows: table.rows, completeTo: table.completeTo })),
        ...(sources.value ?? []).map((source) => ({ name: source.name, kind: "from outside", owner: source.owner ?? "", description: source.label === source.name ? "" : source.label, rows: null, completeTo: source.completeThrough })),
    ].sort((left, right) => left.name.localeCompare(right.name))), [made.value, sources.value, isWaiting]);
    return (
        <Listed resource={{ ...made, value }} what="list of tables" label="Tables" words={(table) => `${table.name} ${table.owner} ${table.description} ${table.kind}`} empty="The project knows no table yet." madeUp={sources.value === undefined ? " made by pipelines; those from outside could not be read" : value === undefined || value.length === made.value?.length ? "" : `: ${made.value?.length ?? 0} made by pipelines, ${value.length - (made.value?.length ?? 0)} from outside`}>
            {(shown) => (
                <table className="result tabular plain-head">
                    <thead><tr><th scope="col">Table</th><th scope="col">Kind</th><th scope="col">What it holds</th><th scope="col" className="right">Rows</th><th scope="col">Complete through</th><th scope="col">Owner</th></tr></thead>
                    <tbody>
                        {shown.map((table) => (
                            <tr key={table.name}>
                                <th scope="row"><Link href={tableAddress(table.name)}>{table.name}</Link></th><td>{table.kind}</td><td title={plainText(table.description)}>{plainText(table.description)}</td>
                                <td className="right">{table.rows === null ? <Missing title="not known" /> : table.rows.toLocaleString("en-US")}</td><td>{table.completeTo === null ? <Missing title="not known" /> : dataTime(table.completeTo, timezone)}</td><td>{table.owner === "" ? <Missing title="no owner" /> : table.owner}</td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            )}
        </Listed>
    );
}

function Explores(): JSX.Element {
    const explores = useResource("explores", fetchExploreNames, { freshFor: 300_000 });
    return (
        <Listed resource={explores} what="list of explores" label="Explores" words={(explore) => `${explore.label} ${explore.name} ${explore.group} ${explore.description}`} empty="The project has no explore that you may see.">
            {(shown) => (
                <table className="result plain-head">
                    <thead><tr><th scope="col">Explore</th><th scope="col">Group</th><th scope="col">What it is about</th></tr></thead>
                    <tbody>
                        {[...shown].sort((left, right) => left.group.localeCompare(right.group) || left.label.localeCompare(right.label)).map((explore) => (
                            <tr key={`${explore.model} ${explore.name}`}><th scope="row"><Link href={`/catalogue/explores/${encodeURIComponent(explore.model)}/${encodeURIComponent(explore.name)}`}>{explore.label}</Link></th><td>{explore.group}</td><td title={explore.description}>{explore.description}</td></tr>
                        ))}
                    </tbody>
                </table>
            )}
        </Listed>
    );
}

interface ListedProps<Item> {
    readonly resource: Pick<Resource<readonly Item[]>, "value" | "error" | "loading" | "reload">;
    readonly what: string;
    readonly label: string;
    readonly words: (item: Item) => string;
    readonly empty: string;
    /** What the number of all of them is made up of. */
    readonly madeUp?: string;
    readonly children: (shown: readonly Item[]) => ReactNode;
}

/** A list with a search that stands in the address. */
function Listed<Item>({ resource, what, label, words, empty, madeUp = "", children }: ListedProps<Item>): JSX.Element {
    const { query } = useLocation();
    const search = valueOf(query, "q") ?? "";
    const parts = search.toLowerCase().split(/\s+/).filter((part) => part !== "");
    if (resource.error !== null && resource.value === undefined) return <Problem error={resource.error} what={what} onRetry={resource.reload} />;
    const all = resource.value;
    if (all?.length === 0) return <Notice title="Nothing is here yet.">{empty}</Notice>;
    const shown = (all ?? []).filter((item) => parts.every((part) => words(item).toLowerCase().includes(part)));
    return (
        <>
            <label className="metric-search">
                <Icon name="search" />
                <input type="search" className="input" value={search} placeholder={`Search ${label.toLowerCase()}`} aria-label={`Search ${label.toLowerCase()}`} onChange={(event) => navigateQuery(withValue(query, "q", event.target.value === "" ? undefined : event.target.value), "replace")} />
                <span className="muted" role="status">{all === undefined ? "" : search === "" ? counted(all.length, label.toLowerCase().replace(/s$/, "")) + madeUp : `${shown.length} of ${all.length}`}</span>
            </label>
            {all === undefined ? <div className="panel" role="status" aria-busy="true" aria-label={`${label} are loading`}><Skeleton shape="table" /></div>
                : shown.length === 0 ? <Notice title={`Nothing matches “${search}”.`}>Names, owners and descriptions are searched.</Notice> : <div className="table-scroll" tabIndex={0} role="region" aria-label={label}>{children(shown)}</div>}
        </>
    );
}

import { lazy, Suspense, useContext, useMemo, useRef, useState } from "react";
import type { QueryResult } from "../api/result";
import { Skeleton } from "../components/Skeleton";
import { civilNow } from "../words/periods";
import { Chart } from "./Chart";
import { Colours } from "./ColoursContext";
import { Cohorts } from "./Cohorts";
import { columnsOf, valuesBehind } from "./columns";
import { CrossFilterContext } from "./CrossFilterContext";
import { describe } from "./describe";
import type { ChartDescription, Source } from "./description";
import type { Drawn } from "./drawn";
import type { EngineOption } from "./engine";
import { Figure } from "./Figure";
import { withHappenings } from "./happenings";
import { ResultTable } from "./ResultTable";
import type { DrawnChart } from "./options";
import { specialType } from "./specialTypes";
import { summarise } from "./summary";
import { useCellMenu } from "./useCellMenu";
import { useHappenings } from "./useHappenings";
import type { VisSettings } from "./vis";

/** Comes with the first chart of these types: most pages have none. */
const SpecialPicture = lazy(async () => {
    try {
        return { default: (await import("./SpecialPicture")).SpecialPicture };
    } catch {
        return { default: NotFetched };
    }
});

export interface PictureProps {
    readonly result: QueryResult;
    readonly vis: VisSettings;
    readonly label: string;
    /** Whether the sentence about the picture is seen, too, not only heard. */
    readonly showSummary?: boolean;
    readonly onSort?: (field: string, descending: boolean) => void;
}

/** A drawn chart whose numbers have the menus of their cells. */
function PressedChart({ result, vis, chart, draw, summary }: Pick<PictureProps, "result" | "vis"> & { chart: DrawnChart; draw: Draw | undefined; summary: string }): JSX.Element {
    const { menus, menu } = useCellMenu(result);
    const cross = useContext(CrossFilterContext);
    const anchor = useRef<HTMLSpanElement>(null);
    const [at, setAt] = useState({ x: 0, y: 0 });
    const columns = useMemo(() => columnsOf(result, vis), [result, vis]);

    function open(source: Source, place: { readonly x: number; readonly y: number }): void {
        const row = result.rows[source.row];
        const column = columns.find((each) => each.id === source.column);
        if (row === undefined || column === undefined) return;
        if (cross?.direct === true) {
            const values = valuesBehind(result.dimensions, result.pivotFields, column, row).filter(([field]) => cross.offers(field));
            if (values.length > 0) return cross.apply(values);
        }
        if (menus === null || !menus.leads(column, row)) return;
        const drawing = anchor.current?.parentElement?.querySelector<HTMLElement>(".chart-place");
        setAt({ x: place.x + (drawing?.offsetLeft ?? 0), y: place.y + (drawing?.offsetTop ?? 0) });
        // The menu looks for its place when it opens.
        requestAnimationFrame(() => {
            if (anchor.current !== null) menus.open(column, row, anchor.current);
        });
    }

    return (
        <div className="pressed-chart">
            <Chart chart={chart} {...(draw === undefined ? {} : { draw })} summary={summary} patterned={vis.patterned} {...(menus === null && cross === null ? {} : { onSource: open })} />
            <span
                className="press-anchor" ref={anchor} tabIndex={-1} aria-hidden="true" style={{ left: at.x, top: at.y }}
                onFocus={(event) => event.currentTarget.parentElement?.querySelector<HTMLElement>(".chart-place")?.focus()}
            />
            {menu}
        </div>
    );
}

function hasTimeAxis(result: QueryResult): boolean {
    return result.dimensions.length === 1 && result.dimensions[0]?.grain !== null;
}

type Draw = (drawn: Drawn) => EngineOption;

/** A result as its settings want it seen. */
export function Picture(props: PictureProps): JSX.Element {
    const type = specialType(props.vis.type);
    if (type === null) return <PlainPicture {...props} />;
    return <Suspense fallback={<div className="picture"><Skeleton shape="chart" /></div>}><SpecialPicture {...props} type={type} /></Suspense>;
}

function PlainPicture(props: PictureProps): JSX.Element {
    const { result, vis } = props;
    const colours = useContext(Colours);
    const happenings = useHappenings(vis.happenings && hasTimeAxis(result), result.timezone);
    const described = useMemo(() => {
        const ran = new Date(result.ranAt === "" ? Date.now() : result.ranAt);
        return describe(result, vis, { now: civilNow(Number.isNaN(ran.getTime()) ? new Date() : ran, result.timezone), colours });
    }, [result, vis, colours]);
    const chart = useMemo(() => (described.kind === "cartesian" ? withHappenings(described, happenings) : described), [described, happenings]);
    return <DescribedPicture {...props} chart={chart} />;
}

function NotFetched(): JSX.Element {
    return <p className="picture-note">The code of this picture could not be fetched. Load the page again.</p>;
}

/** The picture of a description; `draw` where it is none of the plain ones. */
export function DescribedPicture({ result, vis, label, showSummary = false, onSort, chart, draw }: PictureProps & { readonly chart: ChartDescription; readonly draw?: Draw }): JSX.Element {
    const summary = useMemo(() => summarise(chart, result), [chart, result]);
    const table = <ResultTable result={result} vis={vis} label={`${label}, table`} {...(onSort === undefined ? {} : { onSort })} />;
    if (chart.kind === "table") return <div className="picture">{table}</div>;
    if (chart.kind === "none") return <div className="picture"><p className="picture-note">{chart.reason}</p>{table}</div>;
    if (chart.kind === "single") return <div className="picture"><Figure value={chart} heading={showSummary ? "" : label} /></div>;
    if (chart.kind === "cohort") {
        return (
            <div className="picture">
                <Cohorts table={chart} label={label} />
                {showSummary && <p className="picture-summary">{summary}</p>}
            </div>
        );
    }
    return (
        <div className="picture">
            <PressedChart result={result} vis={vis} chart={chart} draw={draw} summary={summary} />
            {chart.leftOut !== "" && <p className="picture-note">{chart.leftOut}</p>}
            {showSummary && <p className="picture-summary">{summary}</p>}
        </div>
    );
}

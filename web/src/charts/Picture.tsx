import { useContext, useMemo, useRef, useState } from "react";
import type { QueryResult } from "../api/result";
import { civilNow } from "../words/periods";
import { Chart } from "./Chart";
import { Colours } from "./ColoursContext";
import { Cohorts } from "./Cohorts";
import { columnsOf, valuesBehind } from "./columns";
import { CrossFilterContext } from "./CrossFilterContext";
import { describe } from "./describe";
import type { Source } from "./description";
import { Figure } from "./Figure";
import { withHappenings } from "./happenings";
import { ResultTable } from "./ResultTable";
import type { DrawnChart } from "./options";
import { summarise } from "./summary";
import { useCellMenu } from "./useCellMenu";
import { useHappenings } from "./useHappenings";
import type { VisSettings } from "./vis";

interface Props {
    readonly result: QueryResult;
    readonly vis: VisSettings;
    readonly label: string;
    /** Whether the sentence about the picture is seen, too, not only heard. */
    readonly showSummary?: boolean;
    readonly onSort?: (field: string, descending: boolean) => void;
}

/** A drawn chart whose numbers have the menus of their cells. */
function PressedChart({ result, vis, chart, summary }: Pick<Props, "result" | "vis"> & { chart: DrawnChart; summary: string }): JSX.Element {
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
            <Chart chart={chart} summary={summary} patterned={vis.patterned} {...(menus === null && cross === null ? {} : { onSource: open })} />
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

/** A result as its settings want it seen. */
export function Picture({ result, vis, label, showSummary = false, onSort }: Props): JSX.Element {
    const colours = useContext(Colours);
    const happenings = useHappenings(vis.happenings && hasTimeAxis(result), result.timezone);
    const described = useMemo(() => {
        const ran = new Date(result.ranAt === "" ? Date.now() : result.ranAt);
        return describe(result, vis, { now: civilNow(Number.isNaN(ran.getTime()) ? new Date() : ran, result.timezone), colours });
    }, [result, vis, colours]);
    const chart = useMemo(() => (described.kind === "cartesian" ? withHappenings(described, happenings) : described), [described, happenings]);
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
            <PressedChart result={result} vis={vis} chart={chart} summary={summary} />
            {chart.leftOut !== "" && <p className="picture-note">{chart.leftOut}</p>}
            {showSummary && <p className="picture-summary">{summary}</p>}
        </div>
    );
}

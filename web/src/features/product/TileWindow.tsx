import { useMemo, useRef } from "react";
import { CHART_RANGE } from "../../api/charts";
import type { AskedChart, ChartDefinition, ChartPoint, SavedChartDetail } from "../../api/charts";
import { isObject, text } from "../../api/reading";
import type { Resource } from "../../api/useResource";
import { Happened } from "../../charts/Happened";
import { PictureExportContext } from "../../charts/PictureExport";
import type { PictureExport } from "../../charts/PictureExport";
import { Dialog } from "../../components/Dialog";
import { Menu } from "../../components/Menu";
import type { MenuItem } from "../../components/Menu";
import { Tabs } from "../../components/Tabs";
import type { NamedChartFilter } from "../../filters/chartFilters";
import { Counted, Figures, PictureOf } from "./AnswerPane";
import type { ChartKind } from "./kinds";
import { PeoplePanel } from "./PeoplePanel";
import { PointTable } from "./pictures/PointTable";
import { readFilters, readRange } from "./state/definition";
import { readNotation, writeNotation } from "./state/notation";
import { filterWords, rangeWords } from "./state/words";
import { TilePicture } from "./TilePicture";
import { useMarked } from "./useMarked";
import { whoIs } from "./who";

interface Props {
    readonly title: string;
    readonly kind: ChartKind;
    readonly saved: SavedChartDetail;
    readonly answer: Resource<AskedChart>;
    readonly filters: readonly NamedChartFilter[];
    /** "chart", "table", "sql", "explain", or "people/" and a number of it. */
    readonly view: string;
    /** What it can be taken along as. */
    readonly files: readonly MenuItem[];
    readonly onView: (view: string) => void;
    readonly onPick: ((point: ChartPoint) => void) | null;
    readonly onClose: () => void;
}

/** A chart of a dashboard over the whole page, with its table, its SQL, what it means, and the people behind a number. */
export function TileWindow({ title, kind, saved, answer, filters, view, files, onView, onPick, onClose }: Props): JSX.Element {
    const { value } = answer;
    const point = useMemo(() => readPoint(view), [view]);
    const described = useMemo(() => (value === undefined || value.answer.kind !== kind.id ? undefined : kind.describe(value.answer, value.asked, text(value.asked["show"]))), [value, kind]);
    const marked = useMarked(described?.picture ?? null, true);
    const who = useMemo(() => (point === null || value === undefined ? "" : whoIs(point, kind, value.asked, text(value.asked["show"]), value.answer)), [point, kind, value]);
    const drawn: PictureExport = useRef(null);
    const tabs = [
        { id: "chart", label: "Chart" }, { id: "table", label: "Table" },
        ...(value !== undefined && value.answer.sql.length > 0 ? [{ id: "sql", label: "SQL" }] : []), { id: "explain", label: "Explain" },
    ];
    const shown = tabs.some((tab) => tab.id === view) ? view : "chart";
    const state = <TilePicture kind={kind} saved={saved} problem={null} onRetry={answer.reload} answer={answer} filters={filters} onPick={onPick} label={title} />;
    const extra = files.length === 0 ? undefined : <Menu label="Download" icon="download" items={files.map((item) => ({ ...item, label: item.label.replace(/^Download /, "") }))} />;

    function panel(): JSX.Element {
        // Whatever is no answer looks as in the tile.
        if (value === undefined || described === undefined || described.isEmpty || answer.outdated) return state;
        switch (shown) {
            case "table": return <><PointTable table={described.table} label={`${title}, table`} onPick={onPick} /><Happened happenings={marked.happenings} /></>;
            case "sql": return <pre className="keep-text" tabIndex={0} aria-label="SQL of the chart">{value.answer.sql.join(";\n\n")}</pre>;
            case "explain": return <><Counted answer={value.answer} /><Asked asked={value.asked} filters={filters} /></>;
            default: return (
                <>
                    {described.figures.length > 0 && <Figures figures={described.figures} onPick={onPick} />}
                    {marked.picture !== null && marked.picture.is !== "cohorts"
                        ? <PictureOf picture={marked.picture} view={described} onPick={onPick} />
                        : <PointTable table={described.table} label={`${title}, table`} onPick={onPick} />}
                    {described.summary !== "" && <p className="picture-summary">{described.summary}{marked.said}</p>}
                </>
            );
        }
    }

    return (
        <Dialog title={title} size="full" onClose={onClose}>
            <PictureExportContext.Provider value={drawn}>
                <Tabs label="Views" tabs={tabs} chosen={shown} onChoose={onView} extra={extra}>
                    <div className={point === null ? "tile-window" : "tile-window with-people"}>
                        <div className="tile-window-main">{panel()}</div>
                        {point !== null && value !== undefined && <PeoplePanel key={writeNotation(point)} definition={value.asked} point={point} who={who} onClose={() => onView("chart")} />}
                    </div>
                </Tabs>
            </PictureExportContext.Provider>
        </Dialog>
    );
}

/** Of which event a condition is asked, where that is not each one that is counted. */
const WHERE: Readonly<Record<string, string>> = { funnel: "At the first step", retention: "At the start", impact: "At the treatment", revenue_ltv: "At the first event" };

/** Over which time and under which conditions it is counted, and what of that comes from the dashboard. */
function Asked({ asked, filters }: { asked: ChartDefinition; filters: readonly NamedChartFilter[] }): JSX.Element {
    const from = (field: string) => filters.filter((filter) => filter.field === field && filter.expression.trim() !== "").map((filter) => filter.title).join(" and ");
    const said = [
        { words: rangeWords(readRange(asked)), from: from(CHART_RANGE) },
        ...readFilters(asked["filters"]).map((filter) => ({ words: `${WHERE[text(asked["chart"])] ?? "Where"} ${filterWords(filter).join(" ")}`, from: from(filter.property) })),
    ];
    return <ul className="asked">{said.map((each) => <li key={each.words}>{each.words}{each.from !== "" && <span className="muted">, by the dashboard's filter {each.from}</span>}</li>)}</ul>;
}

function readPoint(view: string): ChartPoint | null {
    if (!view.startsWith("people/")) return null;
    try {
        const read = readNotation(decodeURIComponent(view.slice("people/".length)));
        return isObject(read) ? read : null;
    } catch {
        // An address that somebody cut.
        return null;
    }
}

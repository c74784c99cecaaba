import { useEffect, useMemo, useRef, useState } from "react";
import { fetchSavedChart, runSavedChart } from "../../api/charts";
import type { AskedChart, ChartPoint, SavedChartDetail } from "../../api/charts";
import { object, text } from "../../api/reading";
import { may } from "../../api/session";
import { useSession } from "../../api/SessionContext";
import { useResource } from "../../api/useResource";
import type { Resource } from "../../api/useResource";
import { PictureExportContext } from "../../charts/PictureExport";
import type { PictureExport } from "../../charts/PictureExport";
import type { MenuItem } from "../../components/Menu";
import { navigateHash } from "../../navigation/location";
import { DataAgeChip } from "../../results/DataChip";
import { saveFile } from "../../results/Downloads";
import type { ChartTileProps } from "../../results/chartTile";
import { TileFrame } from "../../results/TileFrame";
import type { TileState } from "../../results/TileFrame";
import { answerFile, tableFile } from "./files";
import { kindOf, showOf } from "./kinds";
import type { ChartKind } from "./kinds";
import { chartAddress, PLAIN, savedChartAddress } from "./state/address";
import { writeNotation } from "./state/notation";
import { savedQuestion } from "./tileFile";
import { TilePicture } from "./TilePicture";
import { TileWindow } from "./TileWindow";

/** A saved chart as a tile of a dashboard, of what the dashboard's filters let through. */
export function ChartTile(props: ChartTileProps): JSX.Element {
    const { tile, onState } = props;
    const saved = useResource(`chart ${tile.chartID}`, (signal) => fetchSavedChart(tile.chartID, signal), { freshFor: 60_000 });
    const isGone = saved.error !== null && saved.value === undefined;
    useEffect(() => {
        if (isGone) onState(tile.id, "failed");
    }, [onState, tile.id, isGone]);
    if (saved.value !== undefined) return <Drawn {...props} saved={saved.value} />;
    const picture = <TilePicture kind={undefined} saved={null} problem={saved.error} onRetry={saved.reload} answer={null} filters={[]} onPick={null} label={tile.title} />;
    return props.bare ? picture : <TileFrame tile={tile} href="" items={[{ label: "Try again", icon: "refresh", onSelect: saved.reload }]} foot={null}>{picture}</TileFrame>;
}

function Drawn({ tile, saved, filters, bare, unreached, refreshes, enlarged, onState }: ChartTileProps & { readonly saved: SavedChartDetail }): JSX.Element {
    const session = useSession();
    const { kind, definition } = useMemo(() => savedQuestion(saved), [saved]);
    const asking = JSON.stringify([definition, filters.map(({ field, expression, kind: grammar }) => [field, expression, grammar])]);
    const answer = useResource(kind === undefined ? undefined : `chart tile ${saved.id} ${asking}`, (signal) => runSavedChart(saved.id, definition, filters, signal), { keepPrevious: true, freshFor: 300_000 });
    useReports(tile.id, answer, refreshes, onState);
    const picture: PictureExport = useRef(null);
    const [problem, setProblem] = useState("");
    const open = (view: string) => navigateHash(`tile-${encodeURIComponent(tile.id)}/${view}`);
    // Looking at single people takes more than reading charts.
    const pick = bare || !may(session, "explore") ? null : (point: ChartPoint) => open(`people/${encodeURIComponent(writeNotation(point))}`);

    const shown = <TilePicture kind={kind} saved={saved} problem={null} onRetry={answer.reload} answer={answer} filters={filters} onPick={pick} label={tile.title || saved.title} />;
    if (bare) return shown;
    const counted = answer.value;
    const title = tile.title || saved.title;
    const href = openAddress(saved, counted, filters.length > 0, may(session, "explore"));
    const files = may(session, "download") && kind !== undefined && counted !== undefined ? fileItems(kind, counted, title, picture, setProblem) : [];
    const items: MenuItem[] = [
        { label: "Open the chart", icon: kind?.icon ?? "line", href },
        { label: "Enlarge", icon: "expand", onSelect: () => open("chart") },
        { label: "Show table", icon: "table", onSelect: () => open("table") },
        ...(counted !== undefined && counted.answer.sql.length > 0 ? [{ label: "Show SQL", icon: "text", onSelect: () => open("sql") } as const] : []),
        { label: "Explain", icon: "info", onSelect: () => open("explain") },
        { label: "Refresh", icon: "refresh", onSelect: answer.reload },
        ...files,
    ];
    const foot = (
        <>
            {problem !== "" && <span className="download-problem" role="alert">{problem}</span>}
            {unreached !== "" && <span>{unreached}</span>}
            {counted !== undefined && <DataAgeChip age={counted.answer.data} title={title} onOpen={() => open("explain")} />}
        </>
    );
    return (
        <>
            <PictureExportContext.Provider value={picture}>
                <TileFrame tile={tile} title={title} href={href} items={items} foot={foot}>{shown}</TileFrame>
            </PictureExportContext.Provider>
            {enlarged !== "" && kind !== undefined && (
                <TileWindow title={title} kind={kind} answer={answer} filters={filters} saved={saved} view={enlarged} files={files} onView={open} onPick={pick} onClose={() => navigateHash("")} />
            )}
        </>
    );
}

/** Asks again when the dashboard does, and tells it how the tile stands. */
function useReports(tile: string, answer: Resource<AskedChart>, refreshes: number, onState: (tile: string, state: TileState) => void): void {
    const { reload } = answer;
    const seen = useRef(refreshes);
    useEffect(() => {
        if (refreshes !== seen.current) reload();
        seen.current = refreshes;
    }, [refreshes, reload]);
    const failed = answer.error !== null && answer.error.kind !== "cancelled" && (answer.value === undefined || answer.outdated);
    const state: TileState = answer.loading ? "loading" : failed ? "failed" : "ready";
    useEffect(() => onState(tile, state), [onState, tile, state]);
}

/** The page of the chart as it is shown: filtered, it is one of the reader's own, unless that takes more than the saved one. */
function openAddress(saved: SavedChartDetail, counted: AskedChart | undefined, isFiltered: boolean, mayExplore: boolean): string {
    const isExplore = text(object(saved.definition["source"])["model"]) !== "";
    if (!isFiltered || counted === undefined || (isExplore && !mayExplore)) return savedChartAddress(saved.id);
    const [definition, show] = showOf(kindOf(saved.kind), counted.asked);
    return chartAddress({ ...definition, title: text(definition["title"]) || saved.title }, { ...PLAIN, show, from: saved.id });
}

function fileItems(kind: ChartKind, counted: AskedChart, title: string, picture: PictureExport, onProblem: (sentence: string) => void): MenuItem[] {
    const view = () => kind.describe(counted.answer, counted.asked, text(counted.asked["show"]));
    const isDrawn = ["chart", "scatter"].includes(view().picture?.is ?? "");
    return [
        { label: "Download CSV", icon: "download", onSelect: () => saveFile(tableFile(view().table), title, "csv") },
        { label: "Download JSON", icon: "download", onSelect: () => saveFile(answerFile(counted.answer), title, "json") },
        ...(isDrawn ? [{
            label: "Download picture", icon: "download" as const, onSelect: () => {
                const file = picture.current?.() ?? null;
                onProblem(file === null ? "There is no drawn picture to take along." : "");
                if (file !== null) saveFile(file.content, title, file.extension);
            },
        }] : []),
    ];
}

import { useEffect, useMemo, useRef } from "react";
import type { Tile, TileMerge } from "../../api/content";
import type { DashboardRun } from "../../api/dashboardRun";
import { fetchMergeVis } from "../../api/merges";
import { readQueryBody } from "../../api/queries";
import { may } from "../../api/session";
import { useSession } from "../../api/SessionContext";
import { useResource } from "../../api/useResource";
import { readVis } from "../../charts/vis";
import { Dialog } from "../../components/Dialog";
import type { MenuItem } from "../../components/Menu";
import { Tabs } from "../../components/Tabs";
import { navigateHash } from "../../navigation/location";
import { AnswerView } from "../../results/AnswerView";
import { saveFile } from "../../results/Downloads";
import type { ActiveFilter } from "../../results/EmptyAnswer";
import { resultFile } from "../../results/resultFile";
import { TileFrame } from "../../results/TileFrame";
import type { TileState } from "../../results/TileFrame";

interface Props {
    readonly dashboard: string;
    readonly tile: Tile;
    readonly merge: TileMerge;
    readonly run: DashboardRun;
    /** What a press on a mark of another tile filters it by, which `run` asks for; "" for nothing. */
    readonly crossed: string;
    /** The values of the filters that it obeys. */
    readonly filters: readonly ActiveFilter[];
    /** What filters the dashboard and not this tile; "" for nothing. */
    readonly unreached: string;
    /** How it stands over the whole page; "" for in its place alone. */
    readonly enlarged: string;
    /** Each increase asks again. */
    readonly refreshes: number;
    readonly onState: (tile: string, state: TileState) => void;
}

/** No explore stands behind merged rows. */
const NO_QUERY = readQueryBody({});

/** A tile with the results of several queries side by side. */
export function MergedTile({ dashboard, tile, merge, run, crossed, filters, unreached, enlarged, refreshes, onState }: Props): JSX.Element {
    const session = useSession();
    const isSaved = merge.id !== "";
    const asked = JSON.stringify(filters.map((filter) => [filter.subject.id, filter.expression]));
    const answer = useResource(`merged ${dashboard}/${tile.id} ${merge.id} ${asked}${crossed}`, (signal) => run.answer(tile.id, signal, false), {
        freshFor: 300_000, keepPrevious: true, reloadWith: (signal) => run.answer(tile.id, signal, true),
    });
    const savedVis = useResource(isSaved ? `merge ${merge.id}` : undefined, (signal) => fetchMergeVis(merge.id, signal)).value;
    const vis = useMemo(() => readVis({ ...savedVis, ...merge.visConfig }), [savedVis, merge]);

    const { reload } = answer;
    const seen = useRef(refreshes);
    useEffect(() => {
        if (refreshes !== seen.current) reload();
        seen.current = refreshes;
    }, [refreshes, reload]);
    const failed = (answer.error !== null && answer.error.kind !== "cancelled" && answer.value === undefined) || (answer.value?.errors.length ?? 0) > 0;
    const state: TileState = failed ? "failed" : answer.loading ? "loading" : "ready";
    useEffect(() => onState(tile.id, state), [onState, tile.id, state]);

    const open = (view: string) => navigateHash(`tile-${encodeURIComponent(tile.id)}/${view}`);
    const isTable = ["", "table", "looker_grid"].includes(vis.type);
    const hasSQL = typeof answer.value?.sql === "string";
    const rows = may(session, "download") && answer.value !== undefined && answer.value.errors.length === 0 ? answer.value : null;
    const items: MenuItem[] = [
        { label: "Enlarge", icon: "expand", onSelect: () => open("chart") },
        { label: "Show table", icon: "table", onSelect: () => open("table") },
        ...(hasSQL ? [{ label: "Show SQL", icon: "text", onSelect: () => open("sql") } as const] : []),
        { label: "Refresh", icon: "refresh", onSelect: reload },
        ...(rows === null ? [] : [{ label: "Download CSV", icon: "download", onSelect: () => saveFile(resultFile(rows), tile.title, "csv") } as const]),
    ];
    const tabs = [...(isTable ? [] : [{ id: "chart", label: "Chart" }]), { id: "table", label: "Table" }, ...(hasSQL ? [{ id: "sql", label: "SQL" }] : [])];
    const shown = enlarged === "sql" || enlarged === "table" ? enlarged : isTable ? "table" : "chart";
    const view = (as: "chart" | "table" | "sql") => <AnswerView query={NO_QUERY} answer={answer} vis={vis} label={tile.title} view={as} filters={filters} />;
    return (
        <>
            <TileFrame tile={tile} href="" items={items} foot={<span>Several queries, put side by side{unreached !== "" && `. ${unreached}`}</span>}>{view("chart")}</TileFrame>
            {enlarged !== "" && (
                <Dialog title={tile.title} size="full" onClose={() => navigateHash("")}>
                    <Tabs label="Views" tabs={tabs} chosen={shown} onChoose={open}>{view(shown)}</Tabs>
                </Dialog>
            )}
        </>
    );
}

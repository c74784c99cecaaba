import { useEffect, useMemo, useRef } from "react";
import type { Tile, TileMerge } from "../../api/content";
import type { DashboardRun } from "../../api/dashboardRun";
import { fetchMergeVis } from "../../api/merges";
import { readQueryBody } from "../../api/queries";
import { useResource } from "../../api/useResource";
import { readVis } from "../../charts/vis";
import { Dialog } from "../../components/Dialog";
import { Markdown } from "../../components/Markdown";
import { Menu } from "../../components/Menu";
import type { MenuItem } from "../../components/Menu";
import { Tabs } from "../../components/Tabs";
import { navigateHash } from "../../navigation/location";
import { AnswerView } from "../../results/AnswerView";
import type { ActiveFilter } from "../../results/EmptyAnswer";
import { plainText } from "../../words/plainText";
import type { TileState } from "./QueryTile";
import { TileNote } from "./TileNote";

interface Props {
    readonly dashboard: string;
    readonly tile: Tile;
    readonly merge: TileMerge;
    readonly run: DashboardRun;
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
export function MergedTile({ dashboard, tile, merge, run, filters, unreached, enlarged, refreshes, onState }: Props): JSX.Element {
    const isSaved = merge.id !== "";
    const asked = JSON.stringify(filters.map((filter) => [filter.subject.id, filter.expression]));
    const answer = useResource(`merged ${dashboard}/${tile.id} ${merge.id} ${asked}`, (signal) => run.answer(tile.id, signal, false), {
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
    const items: MenuItem[] = [
        { label: "Enlarge", icon: "expand", onSelect: () => open("chart") },
        { label: "Show table", icon: "table", onSelect: () => open("table") },
        ...(hasSQL ? [{ label: "Show SQL", icon: "text", onSelect: () => open("sql") } as const] : []),
        { label: "Refresh", icon: "refresh", onSelect: reload },
    ];
    const tabs = [...(isTable ? [] : [{ id: "chart", label: "Chart" }]), { id: "table", label: "Table" }, ...(hasSQL ? [{ id: "sql", label: "SQL" }] : [])];
    const shown = enlarged === "sql" || enlarged === "table" ? enlarged : isTable ? "table" : "chart";
    const view = (as: "chart" | "table" | "sql") => <AnswerView query={NO_QUERY} answer={answer} vis={vis} label={tile.title} view={as} filters={filters} />;
    return (
        <section className="tile" aria-label={tile.title} id={`tile-${tile.id}`}>
            <header className="tile-head">
                {!tile.titleHidden && <h2>{tile.title}</h2>}
                {tile.note !== "" && tile.notePlace === "hover" && <TileNote note={tile.note} title={tile.title} />}
                <Menu label={`Actions for ${tile.title}`} icon="more" iconOnly look="quiet" items={items} />
            </header>
            {tile.note !== "" && tile.notePlace === "above" && <div className="tile-note" title={plainText(tile.note)}><Markdown text={tile.note} /></div>}
            <div className="tile-body">{view("chart")}</div>
            <footer className="tile-foot">
                <span>Several queries, put side by side{unreached !== "" && `. ${unreached}`}</span>
                {tile.note !== "" && tile.notePlace === "below" && <div className="tile-note" title={plainText(tile.note)}><Markdown text={tile.note} /></div>}
            </footer>
            {enlarged !== "" && (
                <Dialog title={tile.title} size="full" onClose={() => navigateHash("")}>
                    <Tabs label="Views" tabs={tabs} chosen={shown} onChoose={open}>{view(shown)}</Tabs>
                </Dialog>
            )}
        </section>
    );
}

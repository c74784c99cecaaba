import { useContext, useEffect, useMemo, useRef, useState } from "react";
import type { AppliedFilter } from "../../api/alerts";
import type { Tile } from "../../api/content";
import type { DashboardRun } from "../../api/dashboardRun";
import { queryKey } from "../../api/queries";
import type { QueryBody } from "../../api/queries";
import { may } from "../../api/session";
import { useSession } from "../../api/SessionContext";
import { CrossFilterContext } from "../../charts/CrossFilterContext";
import type { CrossFilter } from "../../charts/CrossFilterContext";
import { readVis } from "../../charts/vis";
import type { MenuItem } from "../../components/Menu";
import { lookAddress } from "../../navigation/addresses";
import { navigateHash } from "../../navigation/location";
import { AlertContext } from "../../results/AlertContext";
import { AnswerView } from "../../results/AnswerView";
import { DataChip } from "../../results/DataChip";
import { fileItems, queryFiles } from "../../results/Downloads";
import type { ActiveFilter } from "../../results/EmptyAnswer";
import { exploreAddress } from "../../results/exploreAddress";
import { fieldSubject } from "../../results/subjects";
import { TileFrame } from "../../results/TileFrame";
import type { TileState } from "../../results/TileFrame";
import { useAnswer } from "../../results/useAnswer";

interface Props {
    readonly tile: Tile;
    /** Leads to where the tile's own query is edited; "" for readers who may not, and for tiles of Looks. */
    readonly editAddress: string;
    readonly query: QueryBody;
    /** Asks for the tiles of the dashboard together; null for a tile that asks something else than what is saved. */
    readonly run: DashboardRun | null;
    readonly crossFilter: CrossFilter | null;
    readonly filters: readonly ActiveFilter[];
    /** What filters the dashboard and not this tile; "" for nothing. */
    readonly unreached: string;
    /** Each increase asks again. */
    readonly refreshes: number;
    readonly onState: (tile: string, state: TileState) => void;
}

/** A tile with a query: title, picture, footer with the time of its data, and what can be done with it. */
export function QueryTile({ tile, editAddress, query: given, run, crossFilter, filters, unreached, refreshes, onState }: Props): JSX.Element {
    const session = useSession();
    const alert = useContext(AlertContext);
    const key = queryKey(given);
    // The dashboard makes a new object at every turn; what counts is whether the question is another one.
    const query = useMemo(() => given, [key]);
    const vis = useMemo(() => readVis(query.visConfig), [query]);
    const answer = useAnswer(query, run === null ? undefined : (signal, fresh) => run.answer(tile.id, signal, fresh));
    const [problem, setProblem] = useState("");
    const { reload } = answer;
    const seen = useRef(refreshes);
    useEffect(() => {
        if (refreshes !== seen.current) reload();
        seen.current = refreshes;
    }, [refreshes, reload]);

    const listening = new Set(tile.listens.map((each) => each.field));
    const own = (answer.value?.appliedFilters ?? []).filter((each) => !listening.has(each.field.name)).map((each): ActiveFilter => ({
        subject: fieldSubject(query.model, query.explore, each.field.name, each.field), expression: each.expression,
    }));

    const failed = (answer.error !== null && answer.error.kind !== "cancelled" && answer.value === undefined) || (answer.value?.errors.length ?? 0) > 0;
    const state: TileState = failed ? "failed" : answer.loading ? "loading" : "ready";
    useEffect(() => onState(tile.id, state), [onState, tile.id, state]);

    const open = (view: string) => navigateHash(`tile-${encodeURIComponent(tile.id)}/${view}`);
    const items: MenuItem[] = [
        ...(may(session, "explore") ? [{ label: "Explore from here", icon: "explore", href: exploreAddress(query) } as const] : []),
        ...(editAddress !== "" && may(session, "explore") ? [{ label: "Edit the query", icon: "edit", href: editAddress } as const] : []),
        ...(tile.lookID !== "" ? [{ label: "Open the Look", icon: "column", href: lookAddress(tile.lookID) } as const] : []),
        { label: "Enlarge", icon: "expand", onSelect: () => open("chart") },
        { label: "Show table", icon: "table", onSelect: () => open("table") },
        ...(answer.value?.sql === null ? [] : [{ label: "Show SQL", icon: "text", onSelect: () => open("sql") } as const]),
        { label: "Explain", icon: "info", onSelect: () => open("explain") },
        ...(alert === null ? [] : [{ label: "Alert…", icon: "bell", onSelect: () => alert({ elementID: tile.id, title: tile.title, filters: appliedFilters(tile, filters) }) } as const]),
        { label: "Refresh", icon: "refresh", onSelect: answer.reload },
        ...(may(session, "download") ? fileItems(queryFiles(query), tile.title, setProblem).map((item) => ({ ...item, label: `Download ${item.label}`, icon: "download" } as const)) : []),
    ];
    return (
        <TileFrame
            tile={tile} href={tile.lookID !== "" ? lookAddress(tile.lookID) : ""} items={items} foot={(
                <>
                    {problem !== "" && <span className="download-problem" role="alert">{problem}</span>}
                    {unreached !== "" && <span>{unreached}</span>}
                    <DataChip query={query} title={tile.title} onOpen={() => open("explain")} />
                </>
            )}
        >
            <CrossFilterContext.Provider value={crossFilter}>
                <AnswerView query={query} answer={answer} vis={vis} label={tile.title} view="chart" filters={[...filters, ...own]} />
            </CrossFilterContext.Provider>
        </TileFrame>
    );
}

/** The dashboard's filters under which a tile is seen now, as an alert keeps them. */
function appliedFilters(tile: Tile, filters: readonly ActiveFilter[]): AppliedFilter[] {
    return tile.listens.flatMap(({ filter, field }) => {
        const value = filters.find((each) => each.subject.id === filter);
        return value === undefined ? [] : [{ filter_title: filter, field_name: field, filter_value: value.expression }];
    });
}

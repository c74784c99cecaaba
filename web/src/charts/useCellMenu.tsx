import { useContext, useEffect, useMemo, useReducer, useRef, useState } from "react";
import type { Cell, QueryResult, Row } from "../api/result";
import { FloatingMenu } from "../components/FloatingMenu";
import type { MenuEntry } from "../components/FloatingMenu";
import { CellLinksContext } from "./CellLinksContext";
import type { Drills } from "./CellLinksContext";
import { CLOSED, drillOf, mayLead, menuEntries, menuNote, nextMenu, OWN, rowFinder } from "./cellMenuState";
import type { Column } from "./columns";

/** What cells need to open their menu. */
export interface CellMenus {
    readonly leads: (column: Column, row: Row) => boolean;
    readonly open: (column: Column, row: Row, anchor: HTMLElement) => void;
    readonly isOpen: (column: Column, row: Row) => boolean;
}

const NONE: readonly MenuEntry[] = [];

/**
 * The menus of a table's cells; null where they have none. Links come when the first menu opens, all at once; from then on
 * cells without any are plain.
 */
export function useCellMenu(result: QueryResult): { readonly menus: CellMenus | null; readonly menu: JSX.Element | null } {
    const links = useContext(CellLinksContext);
    const [state, send] = useReducer(nextMenu, CLOSED);
    const [place, setPlace] = useState<{ readonly column: Column; readonly row: Row; readonly anchor: HTMLElement } | null>(null);
    const [linked, setLinked] = useState<{ readonly of: QueryResult; readonly answer: QueryResult } | null>(null);
    const loading = useRef<{ readonly of: QueryResult; readonly answer: Promise<QueryResult>; readonly controller: AbortController } | null>(null);
    const asked = useRef(0);
    const answer = linked?.of === result ? linked.answer : null;
    const find = useMemo(() => (answer === null ? null : rowFinder(result, answer)), [result, answer]);

    useEffect(() => () => {
        loading.current?.controller.abort();
        loading.current = null;
        send({ on: "close" });
    }, [result]);

    function entriesOf(column: Column, row: Row | undefined, drills: Drills) {
        const cell: Cell | undefined = row === undefined ? undefined : column.cell(row);
        return menuEntries(cell?.links ?? [], window.location.origin, drills);
    }

    function load(): Promise<QueryResult> {
        if (links === null) return Promise.reject(new Error("no links"));
        if (loading.current?.of === result) return loading.current.answer;
        const controller = new AbortController();
        const promise = links.load(controller.signal);
        loading.current = { of: result, answer: promise, controller };
        return promise;
    }

    async function open(column: Column, row: Row, button: HTMLElement): Promise<void> {
        if (links === null) return;
        asked.current += 1;
        const turn = asked.current;
        setPlace({ column, row, anchor: button });
        send({ on: "open" });
        const own = links.tools?.offers(column, row) === true ? links.tools.entries(column, row) : NONE;
        if (!mayLead(column.field, column.cell(row))) {
            send({ on: "answer", entries: own });
            return;
        }
        try {
            const answered = answer ?? await load();
            setLinked((current) => (current?.answer === answered ? current : { of: result, answer: answered }));
            const found = (find ?? rowFinder(result, answered))(row);
            if (turn === asked.current) send({ on: "answer", entries: [...entriesOf(column, found, links.drills), ...own] });
        } catch (error) {
            // The next menu asks again.
            if (loading.current?.of === result) loading.current = null;
            if (turn === asked.current && own.length > 0) send({ on: "answer", entries: own });
            else if (turn === asked.current) send({ on: "failure", message: error instanceof Error ? error.message : "the server did not answer." });
        }
    }

    function close(returns: boolean): void {
        asked.current += 1;
        send({ on: "close" });
        // A cell that turned out to lead nowhere has no button to go back to.
        const leadsNowhere = state.is === "open" && state.entries.length === 0;
        if (returns) (leadsNowhere ? place?.anchor.closest<HTMLElement>("[role=region]") : place?.anchor)?.focus();
    }

    const openNow = state.is === "closed" ? null : place;
    const opener = useRef(open);
    opener.current = open;
    const menus = useMemo((): CellMenus | null => {
        if (links === null) return null;
        const isOpen = (column: Column, row: Row) => openNow !== null && openNow.column.id === column.id && openNow.row === row;
        return {
            isOpen,
            open: (column, row, button) => void opener.current(column, row, button),
            // The cell whose menu says that there is nothing keeps its button until that is read.
            leads: (column, row) => links.tools?.offers(column, row) === true || mayLead(column.field, column.cell(row))
                && (find === null || isOpen(column, row) || entriesOf(column, find(row), links.drills).length > 0),
        };
    }, [links, find, openNow]);
    if (links === null) return { menus: null, menu: null };
    return {
        menus,
        menu: place === null || state.is === "closed" ? null
            : (
                <FloatingMenu
                    label="Links of the cell" entries={state.is === "open" ? state.entries : NONE} chosen={state.is === "open" ? state.chosen : -1}
                    note={menuNote(state)} busy={state.is === "waiting"} anchor={place.anchor} onKey={(key) => send({ on: "key", key })} onClose={close}
                    onCommand={(entry) => {
                        const drill = drillOf(entry);
                        if (drill !== null) links.drill(drill);
                        else if (links.tools !== null && entry.command.startsWith(OWN)) links.tools.act(entry.command, place.column, place.row);
                        else links.act({ label: entry.label, token: entry.command });
                    }}
                />
            ),
    };
}

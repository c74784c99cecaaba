import { useRef, useState } from "react";
import type { DragEvent, KeyboardEvent, MouseEvent, PointerEvent } from "react";
import { FloatingMenu } from "../components/FloatingMenu";
import type { MenuEntry } from "../components/FloatingMenu";
import { Icon } from "../components/Icon";
import { isRight } from "./ResultLines";
import type { Column } from "./columns";

interface Props {
    readonly column: Column;
    readonly text: string;
    readonly sorted: { readonly place: number; readonly descending: boolean } | null;
    /** Whether there are several columns to sort by, so that their places are worth saying. */
    readonly several: boolean;
    readonly entries: readonly MenuEntry[];
    readonly onSort: (adds: boolean) => void;
    readonly onCommand: (command: string) => void;
    /** New width in pixels while the edge is dragged, and at the end of it. */
    readonly onResize: (width: number, done: boolean) => void;
    /** Another column was dropped on this one; null where columns stay where they are. */
    readonly onDrop: ((column: string) => void) | null;
}

const LEAST = 48;
const DRAGGED = "application/x-soundings-column";

/** The head of a column: press to sort, with Shift after the others; a menu for the rest; its edge makes it wider, and it can be dragged. */
export function HeaderCell({ column, text, sorted, several, entries, onSort, onCommand, onResize, onDrop }: Props): JSX.Element {
    const [menu, setMenu] = useState<{ readonly anchor: HTMLElement; readonly chosen: number } | null>(null);
    const [over, setOver] = useState(false);
    const cell = useRef<HTMLTableCellElement>(null);
    const from = useRef<{ readonly x: number; readonly width: number } | null>(null);
    const sort = sorted === null ? "none" : sorted.descending ? "descending" : "ascending";

    function openMenu(event: MouseEvent<HTMLElement>): void {
        event.preventDefault();
        setMenu(menu === null ? { anchor: cell.current?.querySelector<HTMLElement>(".header-menu") ?? event.currentTarget, chosen: 0 } : null);
    }

    function move(key: string): void {
        const count = entries.length;
        setMenu((now) => now && { ...now, chosen: key === "Home" ? 0 : key === "End" ? count - 1 : (now.chosen + (key === "ArrowDown" ? 1 : count - 1)) % count });
    }

    /** Down opens the menu, left and right go to the heads beside. Tab reaches each head once, not its menu, too. */
    function walk(event: KeyboardEvent<HTMLElement>): void {
        const beside = event.key === "ArrowLeft" ? cell.current?.previousElementSibling : event.key === "ArrowRight" ? cell.current?.nextElementSibling : null;
        const next = beside?.querySelector<HTMLElement>(".header-sort");
        if (event.key !== "ArrowDown" && next === undefined) return;
        event.preventDefault();
        if (next !== undefined && next !== null) next.focus();
        else if (entries.length > 0) setMenu({ anchor: event.currentTarget, chosen: 0 });
    }

    function grip(event: PointerEvent<HTMLSpanElement>): void {
        event.preventDefault();
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { x: event.clientX, width: cell.current?.offsetWidth ?? 100 };
    }

    function pull(event: PointerEvent<HTMLSpanElement>, done: boolean): void {
        if (from.current === null) return;
        onResize(Math.max(LEAST, Math.round(from.current.width + event.clientX - from.current.x)), done);
        if (done) from.current = null;
    }

    const drag = onDrop === null ? {} : {
        draggable: true,
        onDragStart: (event: DragEvent) => {
            event.dataTransfer.setData(DRAGGED, column.id);
            event.dataTransfer.effectAllowed = "move";
        },
        onDragOver: (event: DragEvent) => {
            if (!event.dataTransfer.types.includes(DRAGGED)) return;
            event.preventDefault();
            setOver(true);
        },
        onDragLeave: () => setOver(false),
        onDrop: (event: DragEvent) => {
            setOver(false);
            const id = event.dataTransfer.getData(DRAGGED);
            if (id === "") return;
            event.preventDefault();
            onDrop(id);
        },
    };

    return (
        <th
            ref={cell} scope="col" data-column={column.id} aria-sort={sort} className={`${isRight(column) ? "right" : ""} ${over ? "drop-here" : ""}`} title={column.field.description || undefined}
            onContextMenu={openMenu} {...drag}
        >
            <span className="header-cell">
                <button type="button" className="header-sort" onKeyDown={walk} onClick={(event) => onSort(event.shiftKey)}>
                    <span className="header-text">{text}</span>
                    {column.field.error !== "" && <span className="column-problem" role="img" aria-label={column.field.error} title={column.field.error}><Icon name="warning" size={14} /></span>}
                    {sorted !== null && (
                        <span className={sorted.descending ? "sorted down" : "sorted"}><Icon name="down" size={12} /></span>
                    )}
                    {sorted !== null && several && <span className="sort-place">{sorted.place + 1}</span>}
                </button>
                {entries.length > 0 && (
                    <button type="button" className="header-menu" tabIndex={-1} aria-label={`Menu of ${text}`} aria-haspopup="menu" aria-expanded={menu !== null} onClick={openMenu}>
                        <Icon name="more" size={14} />
                    </button>
                )}
            </span>
            <span
                className="header-grip" aria-hidden="true" draggable={false} onPointerDown={grip} onPointerMove={(event) => pull(event, false)} onPointerUp={(event) => pull(event, true)}
                onDragStart={(event) => event.preventDefault()}
            />
            {menu !== null && (
                <FloatingMenu
                    label={`Menu of ${text}`} entries={entries} chosen={menu.chosen} note="" busy={false} anchor={menu.anchor} onKey={move}
                    onClose={(returns) => {
                        setMenu(null);
                        if (returns) menu.anchor.focus();
                    }}
                    onCommand={(entry) => onCommand(entry.command)}
                />
            )}
        </th>
    );
}

import { useEffect, useRef, useState } from "react";
import type { KeyboardEvent, PointerEvent, ReactNode } from "react";
import { Button } from "../../../components/Button";
import { Menu } from "../../../components/Menu";
import type { MenuItem } from "../../../components/Menu";
import { onGrid, placeWords, pressed, readingOrder, withTileAt } from "./grid";
import type { Place, Places } from "./grid";

/** One tile of the grid: what it is called, what it shows, what can be done with it. */
export interface GridTile {
    readonly name: string;
    readonly title: string;
    readonly content: ReactNode;
    readonly items: readonly MenuItem[];
}

interface Props {
    readonly tiles: readonly GridTile[];
    readonly places: Places;
    /** `step` names what belongs together for undoing. */
    readonly onPlaces: (places: Places, step: string) => void;
    readonly onRemove: (name: string) => void;
    readonly onOpen: (name: string) => void;
    /** The tile that was added last. */
    readonly marked: string;
}

interface Drag {
    readonly name: string;
    readonly resizes: boolean;
    readonly from: { readonly x: number; readonly y: number };
    readonly place: Place;
    /** How many pixels a column and a row are apart. */
    readonly unit: { readonly x: number; readonly y: number };
    readonly now: Place;
}

/** Near the edge of the window a drag scrolls the page. */
const EDGE = 48;

/** The grid while it is edited: tiles are taken anywhere and moved, at their lower right corner made larger, or both by keys. */
export function EditGrid({ tiles, places, onPlaces, onRemove, onOpen, marked }: Props): JSX.Element {
    const grid = useRef<HTMLDivElement>(null);
    const [drag, setDrag] = useState<Drag | null>(null);
    const [said, setSaid] = useState("");
    const shown = drag === null ? places : withTileAt(places, drag.name, drag.now);
    const order = readingOrder(shown);
    const drags = drag !== null;
    useEffect(() => {
        if (!drags) return undefined;
        const press = (event: globalThis.KeyboardEvent) => {
            if (event.key === "Escape") setDrag(null);
        };
        document.addEventListener("keydown", press);
        return () => document.removeEventListener("keydown", press);
    }, [drags]);

    function begin(event: PointerEvent<HTMLElement>, name: string, resizes: boolean): void {
        const place = places.get(name);
        const element = grid.current;
        // Stacked tiles of narrow screens have no place that a pointer could change.
        if (event.button !== 0 || place === undefined || element === null || getComputedStyle(element).display !== "grid") return;
        // Where a finger on the tile scrolls the page, the sign before its title still moves it.
        if (event.target instanceof Element && event.target.closest("button:not(.tile-handle), a, [role=menu]") !== null) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const gap = parseFloat(getComputedStyle(element).columnGap) || 0;
        const unit = { x: (element.getBoundingClientRect().width + gap) / 24, y: parseFloat(getComputedStyle(element).gridAutoRows) + gap };
        setDrag({ name, resizes, from: { x: event.pageX, y: event.pageY }, place, unit, now: place });
    }

    function follow(event: PointerEvent): void {
        if (drag === null) return;
        if (event.clientY < EDGE) window.scrollBy(0, -12);
        else if (event.clientY > window.innerHeight - EDGE) window.scrollBy(0, 12);
        const right = Math.round((event.pageX - drag.from.x) / drag.unit.x);
        const down = Math.round((event.pageY - drag.from.y) / drag.unit.y);
        const { place } = drag;
        const now = onGrid(drag.resizes
            ? { ...place, width: Math.min(place.width + right, 24 - place.column), height: place.height + down }
            : { ...place, column: place.column + right, row: place.row + down });
        if (JSON.stringify(now) !== JSON.stringify(drag.now)) setDrag({ ...drag, now });
    }

    function drop(): void {
        if (drag === null) return;
        if (drag.now !== drag.place) {
            onPlaces(withTileAt(places, drag.name, drag.now), "");
            setSaid(placeWords(drag.now));
        }
        setDrag(null);
    }

    function press(event: KeyboardEvent, name: string): void {
        const place = places.get(name);
        if (place === undefined) return;
        if (event.key === "Delete" || event.key === "Backspace") {
            event.preventDefault();
            return onRemove(name);
        }
        if (event.key === "Enter") {
            event.preventDefault();
            return onOpen(name);
        }
        const next = event.ctrlKey || event.metaKey || event.altKey ? undefined : pressed(place, event.key, event.shiftKey);
        if (next === undefined) return;
        event.preventDefault();
        onPlaces(withTileAt(places, name, next), `${event.shiftKey ? "size" : "move"} ${name}`);
        setSaid(placeWords(next));
    }

    return (
        <>
            <div className={drag === null ? "grid editing" : "grid editing dragging"} ref={grid}>
                {tiles.map((tile) => {
                    const place = shown.get(tile.name);
                    if (place === undefined) return null;
                    const { row, column, width, height } = place;
                    const taken = drag?.name === tile.name;
                    return (
                        <div
                            key={tile.name} className={`grid-place query ${taken ? "taken" : ""} ${marked === tile.name ? "marked" : ""} ${height <= 3 ? "low" : ""}`}
                            style={{ gridArea: `${row + 1} / ${column + 1} / span ${height} / span ${width}`, order: order.indexOf(tile.name) }}
                        >
                            <section
                                className="tile edit-tile" aria-label={tile.title} data-tile={tile.name} onPointerDown={(event) => begin(event, tile.name, false)}
                                onPointerMove={follow} onPointerUp={drop} onPointerCancel={() => setDrag(null)}
                            >
                                <header className="tile-head">
                                    <Button
                                        look="quiet" icon="move" iconOnly className="tile-handle" aria-describedby="tile-handle-help"
                                        onKeyDown={(event) => press(event, tile.name)}
                                    >
                                        {`Move ${tile.title}`}
                                    </Button>
                                    <h2>{tile.title}</h2>
                                    <Menu label={`Edit ${tile.title}`} icon="more" iconOnly look="quiet" items={tile.items} />
                                </header>
                                <Inert>{tile.content}</Inert>
                                <span
                                    className="tile-corner" title="Drag to change the size" aria-hidden="true" onPointerDown={(event) => {
                                        event.stopPropagation();
                                        begin(event, tile.name, true);
                                    }}
                                />
                                {taken && <span className="tile-place tabular" aria-hidden="true">{width} × {height}</span>}
                            </section>
                        </div>
                    );
                })}
            </div>
            <p className="aside" id="tile-handle-help">Arrow keys move, Shift and arrow keys change the size, Enter opens, Delete removes.</p>
            <p className="aside" role="status">{said}</p>
        </>
    );
}

/** What can be seen and not be used: keys and pointers are for the grid. */
function Inert({ children }: { children: ReactNode }): JSX.Element {
    // React 18 does not know the attribute.
    return <div className="tile-body" ref={(element) => element?.setAttribute("inert", "")}>{children}</div>;
}

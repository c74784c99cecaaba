/** Where a tile lies on the grid of 24 columns, counted from 0. */
export interface Place {
    readonly row: number;
    readonly column: number;
    readonly width: number;
    readonly height: number;
}

/** Places by the names of tiles. */
export type Places = ReadonlyMap<string, Place>;

export const COLUMNS = 24;
/** Below this a tile shows nothing but its title. */
export const LEAST_WIDTH = 2;
export const LEAST_HEIGHT = 1;

/** The nearest place that lies on the grid. */
export function onGrid({ row, column, width, height }: Place): Place {
    const wide = Math.min(COLUMNS, Math.max(LEAST_WIDTH, width));
    return {
        row: Math.max(0, row), column: Math.min(COLUMNS - wide, Math.max(0, column)),
        width: wide, height: Math.max(LEAST_HEIGHT, height),
    };
}

export function overlap(one: Place, other: Place): boolean {
    return one.column < other.column + other.width && other.column < one.column + one.width
        && one.row < other.row + other.height && other.row < one.row + one.height;
}

/** From top to bottom, from left to right. */
export function readingOrder(places: Places): string[] {
    return [...places].sort(([, one], [, other]) => one.row - other.row || one.column - other.column).map(([name]) => name);
}

/** The tile `name` at `place`, and those that are in its way moved down, as far as they have to. */
export function withTileAt(places: Places, name: string, place: Place): Places {
    const settled = new Map([[name, onGrid(place)]]);
    for (const each of readingOrder(places)) {
        let own = places.get(each);
        if (own === undefined || each === name) continue;
        for (;;) {
            const here: Place = own;
            const bottom = Math.max(-1, ...[...settled.values()].filter((other) => overlap(here, other)).map((other) => other.row + other.height));
            if (bottom < 0) break;
            own = { ...here, row: bottom };
        }
        settled.set(each, own);
    }
    return new Map([...places.keys(), name].flatMap((each) => {
        const found = settled.get(each);
        return found === undefined ? [] : [[each, found] as const];
    }));
}

/** A tile one place earlier or later in the order in which tiles are read, as where they are stacked. */
export function inOrder(places: Places, name: string, by: -1 | 1): Places {
    const order = readingOrder(places);
    const at = order.indexOf(name);
    // To go behind the next one is to let that one go first.
    const [moved, before] = by < 0 ? [name, order[at - 1]] : [order[at + 1], name];
    const own = moved === undefined ? undefined : places.get(moved);
    const target = before === undefined ? undefined : places.get(before);
    if (moved === undefined || own === undefined || target === undefined) return places;
    return withoutEmptyRows(withTileAt(places, moved, { ...own, row: target.row, column: target.column }));
}

/** The same tiles without the rows on which nothing lies, as when one was taken away. */
export function withoutEmptyRows(places: Places): Places {
    const taken = new Set([...places.values()].flatMap(({ row, height }) => Array.from({ length: height }, (_, index) => row + index)));
    const rows = [...taken].sort((one, other) => one - other);
    const newRow = new Map(rows.map((row, index) => [row, index]));
    return new Map([...places].map(([name, place]) => [name, { ...place, row: newRow.get(place.row) ?? place.row }]));
}

/** The first place with room for a tile of this size: between the others, or below them. */
export function freePlace(places: Places, width: number, height: number): Place {
    const all = [...places.values()];
    const bottom = Math.max(0, ...all.map((place) => place.row + place.height));
    // Beside the last tiles rather than in a gap far above, where nobody would look for the new one.
    const last = all.filter((place) => place.row + place.height > bottom - height).map((place) => place.row);
    for (let row = Math.min(bottom, ...last); row < bottom; row += 1) {
        for (let column = 0; column + width <= COLUMNS; column += 1) {
            const place = { row, column, width, height };
            if (!all.some((other) => overlap(place, other))) return place;
        }
    }
    return { row: bottom, column: 0, width, height };
}

/** What an arrow key does to a tile: moves it by one, with Shift changes its size. undefined for other keys. */
export function pressed(place: Place, key: string, resizes: boolean): Place | undefined {
    const step = ({ ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] } as Readonly<Record<string, readonly [number, number]>>)[key];
    if (step === undefined) return undefined;
    const [down, right] = step;
    return onGrid(resizes
        ? { ...place, height: place.height + down, width: Math.min(place.width + right, COLUMNS - place.column) }
        : { ...place, row: place.row + down, column: place.column + right });
}

/** A place in words, for those who don't see it. */
export function placeWords({ row, column, width, height }: Place): string {
    return `Row ${row + 1}, column ${column + 1}, ${width} of ${COLUMNS} columns wide, ${height} ${height === 1 ? "row" : "rows"} high`;
}

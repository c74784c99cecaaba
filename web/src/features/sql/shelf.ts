import { readDevice, writeDevice } from "../../navigation/device";

/** Statements that a reader ran on this device, or named before the server kept names: those are offered to be saved there. */
export interface Kept {
    readonly href: string;
    readonly title: string;
    /** Milliseconds since 1970. */
    readonly at: number;
    /** How it went: "240 rows in 0.3 s". */
    readonly note: string;
}

export type Shelf = "history" | "saved";

/** What was named stays when somebody signs out. */
const LASTING = { history: "trace", saved: "own" } as const;
const MOST: Readonly<Record<Shelf, number>> = { history: 100, saved: 500 };

export function readShelf(shelf: Shelf): Kept[] {
    const read = readDevice(LASTING[shelf], `sql ${shelf}`);
    return Array.isArray(read) ? read.filter(isKept) : [];
}

export function emptyShelf(shelf: Shelf): boolean {
    return write(shelf, []);
}

/** Puts something on top; what has the same address gives way. False where the device keeps nothing. */
export function putOn(shelf: Shelf, kept: Kept): boolean {
    return write(shelf, [kept, ...readShelf(shelf).filter((each) => each.href !== kept.href)].slice(0, MOST[shelf]));
}

export function takeOff(shelf: Shelf, href: string): boolean {
    return write(shelf, readShelf(shelf).filter((each) => each.href !== href));
}

function write(shelf: Shelf, all: readonly Kept[]): boolean {
    return writeDevice(LASTING[shelf], `sql ${shelf}`, all);
}

function isKept(item: unknown): item is Kept {
    if (typeof item !== "object" || item === null) return false;
    const { href, title, at, note } = item as Readonly<Record<string, unknown>>;
    return typeof href === "string" && href.startsWith("/sql") && typeof title === "string" && typeof at === "number" && typeof note === "string";
}

import { ApiError } from "./http";

/** What is known about one request. A new object whenever something changes. */
export interface Entry {
    readonly value: unknown;
    readonly hasValue: boolean;
    readonly error: ApiError | null;
    readonly loading: boolean;
    /** When `value` arrived, milliseconds since 1970; 0 when never. */
    readonly at: number;
}

type Load = (signal: AbortSignal) => Promise<unknown>;

const EMPTY: Entry = { value: undefined, hasValue: false, error: null, loading: false, at: 0 };
const KEPT = 300;
const RETRY_AFTER = 2000;

/** Answers by key, each fetched once however many parts of the page want it, and given up when nobody wants it any more. */
export class Cache {
    private readonly slots = new Map<string, Slot>();

    entry(key: string): Entry {
        return this.slots.get(key)?.entry ?? EMPTY;
    }

    /** Keeps `key` wanted until the returned function is called. */
    watch(key: string, listener: () => void): () => void {
        const slot = this.slot(key);
        slot.listeners.add(listener);
        return () => {
            slot.listeners.delete(listener);
            // Whoever asks again in the same breath keeps the request alive.
            setTimeout(() => {
                if (slot.listeners.size === 0) slot.abort();
            }, 0);
        };
    }

    /** Loads `key` unless it is being loaded, or came less than `freshFor` milliseconds ago. */
    want(key: string, load: Load, freshFor: number): void {
        const slot = this.slot(key);
        const { entry } = slot;
        if (entry.loading || (entry.hasValue && Date.now() - entry.at < freshFor)) return;
        if (entry.error !== null && Date.now() - entry.at < RETRY_AFTER) return;
        this.load(slot, load);
    }

    /** Loads `key` again, whatever is known; the old value stays until the new one is there. */
    reload(key: string, load: Load): void {
        const slot = this.slot(key);
        slot.abort();
        // Old from now on, also when nobody waits for the new one until it is there.
        slot.update({ ...slot.entry, at: 0 });
        this.load(slot, load);
    }

    /** Gives `key` up because the reader says so. */
    cancel(key: string): void {
        const slot = this.slots.get(key);
        if (slot === undefined || !slot.entry.loading) return;
        slot.abort();
        slot.update({ ...slot.entry, error: new ApiError("cancelled", 0, "Cancelled."), at: Date.now() });
    }

    /** Takes everything for old: it is shown until what is asked again has come. */
    outdate(): void {
        for (const slot of this.slots.values()) slot.update({ ...slot.entry, at: 0 });
    }

    /** After a session has ended and begun again: asks anew what failed for want of one. What was read stays until it is asked for again. */
    signedInAgain(): void {
        for (const slot of this.slots.values()) {
            if (slot.entry.error?.kind !== "signed-out") slot.update({ ...slot.entry, at: 0 });
            else if (slot.listeners.size > 0 && slot.asked !== null) this.load(slot, slot.asked);
            else slot.update({ ...slot.entry, error: null, at: 0 });
        }
    }

    /** Forgets everything, as when another person signs in. */
    clear(): void {
        for (const slot of this.slots.values()) {
            slot.abort();
            slot.update({ ...EMPTY });
        }
        this.slots.clear();
    }

    private load(slot: Slot, load: Load): void {
        const controller = new AbortController();
        slot.controller = controller;
        slot.asked = load;
        slot.update({ ...slot.entry, loading: true });
        load(controller.signal).then(
            (value) => {
                if (slot.controller !== controller) return;
                slot.controller = null;
                slot.update({ value, hasValue: true, error: null, loading: false, at: Date.now() });
            },
            (reason: unknown) => {
                if (slot.controller !== controller) return;
                slot.controller = null;
                const error = reason instanceof ApiError
                    ? reason
                    : new ApiError("broken", 0, "Something went wrong in this page. Load it again.");
                slot.update({ ...slot.entry, error, loading: false, at: Date.now() });
            },
        );
    }

    private slot(key: string): Slot {
        let slot = this.slots.get(key);
        if (slot === undefined) {
            slot = new Slot();
            this.slots.set(key, slot);
            this.forgetOldest();
        }
        return slot;
    }

    private forgetOldest(): void {
        for (const [key, slot] of this.slots) {
            if (this.slots.size <= KEPT) return;
            if (slot.listeners.size === 0 && !slot.entry.loading) this.slots.delete(key);
        }
    }
}

class Slot {
    entry: Entry = EMPTY;
    controller: AbortController | null = null;
    /** What was asked last, to ask it once more. */
    asked: Load | null = null;
    readonly listeners = new Set<() => void>();

    update(entry: Entry): void {
        this.entry = entry;
        for (const listener of this.listeners) listener();
    }

    abort(): void {
        if (this.controller === null) return;
        this.controller.abort();
        this.controller = null;
        this.update({ ...this.entry, loading: false });
    }
}

export const cache = new Cache();

/** Something that has just been done, and the way back where there is one. */
export interface Told {
    readonly text: string;
    /** null where it can't be undone, or is undone elsewhere. */
    readonly undo: (() => Promise<void>) | null;
}

type Listener = (told: Told) => void;

const listeners = new Set<Listener>();

/** Says at the foot of the page what has been done. `undo` puts it back; it throws an error whose message is for people. */
export function tell(text: string, undo: (() => Promise<void>) | null = null): void {
    for (const listener of listeners) listener({ text, undo });
}

export function onTold(listener: Listener): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
}

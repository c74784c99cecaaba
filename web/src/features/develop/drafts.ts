/** What was typed and not saved, by file, with the version that it began from. It outlasts the page, a lost session and a reload. */
export interface Draft {
    readonly text: string;
    readonly version: string | null;
}

const PREFIX = "soundings draft ";

export function draftOf(path: string): Draft | null {
    const kept = sessionStorage.getItem(PREFIX + path);
    if (kept === null) return null;
    const split = kept.indexOf("\n");
    const version = kept.slice(0, split);
    return { version: version === "" ? null : version, text: kept.slice(split + 1) };
}

export function keepDraft(path: string, draft: Draft | null): void {
    try {
        if (draft === null) sessionStorage.removeItem(PREFIX + path);
        else sessionStorage.setItem(PREFIX + path, `${draft.version ?? ""}\n${draft.text}`);
    } catch {
        // The browser keeps no more: the text stays in the page, and leaving it asks first.
    }
}

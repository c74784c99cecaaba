/** What a reader leaves in this tab until it is closed, such as what was typed and not saved. It outlasts a session; it is nobody else's. */
const KEY = "soundings reader";

/** Gives the tab to a reader: what another one left in it is gone. */
export function claimTab(reader: string): void {
    try {
        const before = window.sessionStorage.getItem(KEY);
        if (before !== null && before !== reader) window.sessionStorage.clear();
        window.sessionStorage.setItem(KEY, reader);
    } catch {
        // Storage can be switched off; then nothing is left in it.
    }
}

export function clearTab(): void {
    try {
        window.sessionStorage.clear();
    } catch {
        // Nothing is kept where it is switched off.
    }
}

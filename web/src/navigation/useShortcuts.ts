import { useEffect, useRef } from "react";

/**
 * Keys that work anywhere on the page but not while someone types.
 *
 * Names: a single key ("r", "/", "?"), two in a row ("g h"), or with Control or Command ("mod+k", which also works in
 * text fields).
 */
export function useShortcuts(shortcuts: Record<string, () => void>): void {
    const latest = useRef(shortcuts);
    latest.current = shortcuts;
    useEffect(() => {
        let first = "";
        let firstAt = 0;
        function press(event: KeyboardEvent): void {
            if (event.defaultPrevented || event.isComposing) return;
            if (event.ctrlKey || event.metaKey) {
                run(`mod+${event.key.toLowerCase()}`, event);
                return;
            }
            if (event.altKey || isTyping(event.target)) return;
            const pair = `${first} ${event.key}`;
            if (event.timeStamp - firstAt < 1000 && run(pair, event)) {
                first = "";
                return;
            }
            first = event.key;
            firstAt = event.timeStamp;
            run(event.key, event);
        }
        function run(name: string, event: KeyboardEvent): boolean {
            const action = latest.current[name];
            if (action === undefined) return false;
            event.preventDefault();
            action();
            return true;
        }
        document.addEventListener("keydown", press);
        return () => document.removeEventListener("keydown", press);
    }, []);
}

function isTyping(target: EventTarget | null): boolean {
    return target instanceof HTMLElement
        && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
            || target.closest("[role=dialog], [role=menu]") !== null);
}

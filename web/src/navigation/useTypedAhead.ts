import { useCallback, useEffect, useRef } from "react";

/**
 * Keeps what is typed while a window is asked for and its code is still on its way. Those letters are meant for the window: they
 * neither get lost nor press shortcuts of the page.
 *
 * @returns Hands over what was typed, for the window to begin with.
 */
export function useTypedAhead(waiting: boolean): () => string {
    const typed = useRef("");
    useEffect(() => {
        if (!waiting) return undefined;
        typed.current = "";
        function press(event: KeyboardEvent): void {
            if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]") !== null) return;
            if (event.key === "Backspace") typed.current = typed.current.slice(0, -1);
            else if (event.key.length === 1) typed.current += event.key;
            else return;
            event.preventDefault();
        }
        document.addEventListener("keydown", press, { capture: true });
        return () => document.removeEventListener("keydown", press, { capture: true });
    }, [waiting]);
    return useCallback(() => typed.current, []);
}

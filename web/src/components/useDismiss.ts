import { useEffect } from "react";
import type { RefObject } from "react";

/** Calls `dismiss` on Escape and on a press outside of `container`, while `active`. */
export function useDismiss(container: RefObject<HTMLElement>, active: boolean, dismiss: () => void): void {
    useEffect(() => {
        if (!active) return undefined;
        function press(event: PointerEvent): void {
            if (event.target instanceof Node && container.current?.contains(event.target) === false) dismiss();
        }
        function key(event: KeyboardEvent): void {
            if (event.key !== "Escape" || event.defaultPrevented) return;
            event.preventDefault();
            dismiss();
        }
        document.addEventListener("pointerdown", press);
        document.addEventListener("keydown", key);
        return () => {
            document.removeEventListener("pointerdown", press);
            document.removeEventListener("keydown", key);
        };
    }, [container, active, dismiss]);
}

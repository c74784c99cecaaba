import { useSyncExternalStore } from "react";

let printing = false;

function subscribe(listener: () => void): () => void {
    const turn = (now: boolean) => () => {
        printing = now;
        listener();
    };
    const [toPaper, toScreen] = [turn(true), turn(false)];
    window.addEventListener("beforeprint", toPaper);
    window.addEventListener("afterprint", toScreen);
    return () => {
        window.removeEventListener("beforeprint", toPaper);
        window.removeEventListener("afterprint", toScreen);
    };
}

/** Whether the page is being printed. What is drawn because of it is there before the browser takes the page. */
export function usePrinting(): boolean {
    return useSyncExternalStore(subscribe, () => printing);
}

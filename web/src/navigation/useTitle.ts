import { useEffect } from "react";
import { rememberVisit } from "./recent";

/** Names the page in the tab and in the history: "Monthly users · Soundings". */
export function useTitle(title: string | undefined): void {
    useEffect(() => {
        if (title !== undefined) rememberVisit(window.location.pathname, title);
        if (title !== undefined) document.title = title === "" ? "Soundings" : `${title} · Soundings`;
    }, [title]);
}

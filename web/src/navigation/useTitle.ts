import { useEffect } from "react";

/** Names the page in the tab and in the history: "Monthly users · Soundings". */
export function useTitle(title: string | undefined): void {
    useEffect(() => {
        if (title !== undefined) document.title = title === "" ? "Soundings" : `${title} · Soundings`;
    }, [title]);
}

import { useLayoutEffect, useRef } from "react";
import type { RefObject } from "react";

/** For places that stand in one line, which scrolls on a narrow screen: the one where the reader is comes into sight. */
export function useHereInSight(here: string): RefObject<HTMLElement> {
    const row = useRef<HTMLElement>(null);
    useLayoutEffect(() => {
        const open = row.current?.querySelector<HTMLElement>("[aria-current]");
        if (row.current === null || open === null || open === undefined) return;
        const [line, link] = [row.current.getBoundingClientRect(), open.getBoundingClientRect()];
        // Not by scrollIntoView, which would move the page, too.
        row.current.scrollLeft += (link.left + link.right - line.left - line.right) / 2;
    }, [here]);
    return row;
}

import { useLayoutEffect, useRef } from "react";
import type { RefObject } from "react";

/** For places or tabs in one line, which scrolls on a narrow screen: the one where the reader is comes into sight. */
export function useHereInSight<Row extends HTMLElement = HTMLElement>(here: string): RefObject<Row> {
    const row = useRef<Row>(null);
    useLayoutEffect(() => {
        const open = row.current?.querySelector<HTMLElement>("[aria-current], [aria-selected=true]");
        if (row.current === null || open === null || open === undefined) return;
        const [line, link] = [row.current.getBoundingClientRect(), open.getBoundingClientRect()];
        // Not by scrollIntoView, which would move the page, too.
        row.current.scrollLeft += (link.left + link.right - line.left - line.right) / 2;
    }, [here]);
    return row;
}

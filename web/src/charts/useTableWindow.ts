import { useEffect, useLayoutEffect, useState } from "react";
import type { RefObject } from "react";

/** Height of a row, in pixels. */
export const ROW = 28;
/** Tables of up to this many lines are drawn whole. */
export const WHOLE = 300;
/** As many lines are printed at most, some hundred pages. */
const MOST_PRINTED = 5_000;
const SPARE = 12;

/** Which lines are in view, with some to spare, or all on paper: those from the first number up to, but without, the second. */
export function useTableWindow(scroller: RefObject<HTMLDivElement>, count: number, onPaper: boolean): readonly [number, number] {
    const [view, setView] = useState({ top: 0, height: 800 });
    const long = count > WHOLE;
    useLayoutEffect(() => {
        const element = scroller.current;
        if (element === null || !long) return undefined;
        let frame = 0;
        const read = () => {
            cancelAnimationFrame(frame);
            // Steps of some rows: most frames of a scroll then draw nothing new.
            frame = requestAnimationFrame(() => setView((now) => {
                const top = Math.floor(element.scrollTop / (ROW * 4)) * ROW * 4;
                return now.top === top && now.height === element.clientHeight ? now : { top, height: element.clientHeight };
            }));
        };
        read();
        element.addEventListener("scroll", read, { passive: true });
        const observer = new ResizeObserver(read);
        observer.observe(element);
        return () => {
            cancelAnimationFrame(frame);
            element.removeEventListener("scroll", read);
            observer.disconnect();
        };
    }, [scroller, long]);
    useEffect(() => {
        scroller.current?.scrollTo({ top: 0 });
    }, [scroller, count]);
    if (onPaper) return [0, Math.min(count, MOST_PRINTED)];
    if (!long) return [0, count];
    const first = Math.max(0, Math.floor(view.top / ROW) - SPARE);
    return [Math.min(first, count), Math.min(count, first + Math.ceil(view.height / ROW) + 4 + 2 * SPARE)];
}

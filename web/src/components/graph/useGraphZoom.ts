import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { RefObject } from "react";
import { navigateQuery, useLocation } from "../../navigation/location";
import { valueOf, withValue } from "../../navigation/query";
import { bounded, fitting, nextScale, readZoom, writeZoom } from "./zoom";
import type { Zoom } from "./zoom";

/** Turning a wheel is one change of the address, not fifty. */
const SETTLES = 200;
const PADDING = 16;

interface Size {
    readonly width: number;
    readonly height: number;
}

export interface GraphZoom {
    readonly zoom: Zoom;
    readonly scale: number;
    /** Whether all of it is seen at its own size, so that there is nothing to zoom. */
    readonly fits: boolean;
    readonly change: (way: "in" | "out") => void;
    readonly choose: (zoom: Zoom) => void;
}

/** How large a graph is drawn in its frame; `zoom` in the address says so. What is in the middle, or under the wheel, stays there. */
export function useGraphZoom(frame: RefObject<HTMLDivElement>, plan: Size): GraphZoom {
    const { query } = useLocation();
    const written = valueOf(query, "zoom");
    const [zoom, setZoom] = useState(() => readZoom(written));
    const [room, setRoom] = useState<Size>({ width: 0, height: 0 });
    const fit = fitting(plan, room);
    const scale = zoom === "fit" ? fit : zoom;
    const latest = useRef({ query, scale });
    latest.current = { query, scale };
    const held = useRef<{ readonly x: number; readonly y: number; readonly left: number; readonly top: number } | null>(null);
    const timer = useRef(0);

    useEffect(() => setZoom(readZoom(written)), [written]);
    useEffect(() => () => window.clearTimeout(timer.current), []);

    useLayoutEffect(() => {
        const element = frame.current;
        if (element === null) return undefined;
        const measure = () => {
            const [width, height] = [element.offsetWidth - 2 * PADDING - 2, (Number.parseFloat(getComputedStyle(element).maxHeight) || element.offsetHeight) - 2 * PADDING - 2];
            setRoom((before) => (before.width === width && before.height === height ? before : { width, height }));
        };
        measure();
        const observer = new ResizeObserver(measure);
        observer.observe(element);
        return () => observer.disconnect();
    }, [frame]);

    const put = useCallback((next: Zoom, left?: number, top?: number) => {
        const element = frame.current;
        if (element !== null) {
            const [x, y] = [left ?? element.clientWidth / 2, top ?? element.clientHeight / 2];
            held.current = { x: (element.scrollLeft + x - PADDING) / latest.current.scale, y: (element.scrollTop + y - PADDING) / latest.current.scale, left: x, top: y };
        }
        setZoom(next);
        window.clearTimeout(timer.current);
        timer.current = window.setTimeout(() => navigateQuery(withValue(latest.current.query, "zoom", writeZoom(next)), "replace"), SETTLES);
    }, [frame]);

    useLayoutEffect(() => {
        const [element, point] = [frame.current, held.current];
        if (element === null || point === null) return;
        element.scrollLeft = point.x * scale + PADDING - point.left;
        element.scrollTop = point.y * scale + PADDING - point.top;
    }, [frame, scale]);

    useEffect(() => {
        const element = frame.current;
        if (element === null) return undefined;
        const turn = (event: WheelEvent) => {
            if (!event.ctrlKey && !event.metaKey) return;
            event.preventDefault();
            const box = element.getBoundingClientRect();
            const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
            put(bounded(latest.current.scale * Math.exp(-event.deltaY * lines * 0.002)), event.clientX - box.left, event.clientY - box.top);
        };
        // React's own listener could not keep the browser from zooming the page.
        element.addEventListener("wheel", turn, { passive: false });
        return () => element.removeEventListener("wheel", turn);
    }, [frame, put]);

    return {
        zoom, scale, fits: room.width === 0 || fit === 1,
        change: (way) => put(nextScale(scale, way)), choose: put,
    };
}

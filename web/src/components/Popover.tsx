import { useCallback, useEffect, useLayoutEffect, useRef } from "react";
import type { ReactNode, RefObject } from "react";
import { turn } from "./turn";
import { useDismiss } from "./useDismiss";

interface Props {
    readonly label: string;
    /** Holds the anchor and the window; a press outside of it closes. */
    readonly container: RefObject<HTMLElement>;
    /** The element it belongs to and gives the focus back to. */
    readonly anchor: RefObject<HTMLElement>;
    readonly onClose: () => void;
    readonly children: ReactNode;
}

const MARGIN = 8;

/** A small window under its anchor, or above it at the end of the page, kept inside the viewport; a sheet at the bottom where the screen is narrow. */
export function Popover({ label, container, anchor, onClose, children }: Props): JSX.Element {
    const panel = useRef<HTMLDivElement>(null);
    const close = useCallback(() => {
        onClose();
        anchor.current?.focus();
    }, [anchor, onClose]);
    useDismiss(container, true, close);

    useLayoutEffect(() => {
        const element = panel.current;
        if (element === null) return undefined;
        // A sheet stays where its style puts it.
        if (element.closest("dialog") !== null && getComputedStyle(element).position === "absolute") return followIn(element, container);
        element.style.transform = "";
        const box = element.getBoundingClientRect();
        const over = Math.max(0, box.right - (document.documentElement.clientWidth - MARGIN));
        const shift = Math.min(over, Math.max(0, box.left - MARGIN));
        if (shift > 0) element.style.transform = `translateX(${-shift}px)`;
        // What is below the edge is not seen: neither at once nor when a list has come and made the window taller.
        const bringIntoView = () => {
            if (lengthensPage(element)) {
                turn(element);
                element.style.overflowY = "auto";
            }
            element.scrollIntoView({ block: "nearest", inline: "nearest" });
        };
        bringIntoView();
        const growing = new ResizeObserver(bringIntoView);
        growing.observe(element);
        return () => growing.disconnect();
    }, []);

    useEffect(() => {
        const first = (selector: string) => panel.current?.querySelector<HTMLElement>(selector);
        (first("[data-autofocus]") ?? first("input, select, button"))?.focus();
    }, []);

    return <div className="popover" role="dialog" aria-label={label} ref={panel}>{children}</div>;
}

/** Whether the page ends with the window alone: below it there is nothing to be scrolled to. */
function lengthensPage(element: HTMLElement): boolean {
    const page = document.documentElement;
    const before = page.scrollHeight;
    const { position } = element.style;
    element.style.position = "fixed";
    const without = page.scrollHeight;
    element.style.position = position;
    return before > without;
}

/** Where a dialog would cut it off: in the window, below its container as far as there is room, also when either grows or scrolls. */
function followIn(element: HTMLElement, container: RefObject<HTMLElement>): () => void {
    element.style.position = "fixed";
    const place = () => {
        const from = container.current?.getBoundingClientRect();
        if (from === undefined) return;
        const { width, height } = element.getBoundingClientRect();
        const { clientWidth, clientHeight } = document.documentElement;
        element.style.left = `${Math.max(MARGIN, Math.min(from.left, clientWidth - width - MARGIN))}px`;
        element.style.top = `${Math.max(MARGIN, Math.min(from.bottom + 6, clientHeight - height - MARGIN))}px`;
    };
    place();
    const grown = new ResizeObserver(place);
    grown.observe(element);
    document.addEventListener("scroll", place, { capture: true, passive: true });
    window.addEventListener("resize", place);
    return () => {
        grown.disconnect();
        document.removeEventListener("scroll", place, { capture: true });
        window.removeEventListener("resize", place);
    };
}

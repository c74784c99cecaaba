import { useEffect, useLayoutEffect, useRef } from "react";
import type { KeyboardEvent } from "react";
import { Link } from "../navigation/Link";
import { Icon } from "./Icon";
import { useDismiss } from "./useDismiss";

/** A place to go to from a menu, or something to do. */
export interface MenuEntry {
    readonly label: string;
    /** "" for something to do. */
    readonly href: string;
    /** What there is to do, in the terms of whoever made the entry; "" for a place. */
    readonly command: string;
    /** Whether it leaves this site. */
    readonly outside: boolean;
    /** Address of a picture of this site; "" for none. */
    readonly icon: string;
    /** "" where it stands under the heading of the entry before, or under none. */
    readonly heading: string;
}

interface Props {
    readonly label: string;
    readonly entries: readonly MenuEntry[];
    /** The entry that has the focus; -1 for none. */
    readonly chosen: number;
    /** What is said in place of entries; "" for nothing. */
    readonly note: string;
    readonly busy: boolean;
    /** The button it belongs to. */
    readonly anchor: HTMLElement;
    readonly onKey: (key: string) => void;
    /** Something to do was chosen. */
    readonly onCommand: (entry: MenuEntry) => void;
    /** `returns`: whether the focus goes back to the anchor. */
    readonly onClose: (returns: boolean) => void;
}

const MARGIN = 8;
const MOVES = ["ArrowDown", "ArrowUp", "Home", "End"];

/** A menu of places to go to and things to do, over everything else: below its anchor, or above it where there is no room. */
export function FloatingMenu({ label, entries, chosen, note, busy, anchor, onKey, onCommand, onClose }: Props): JSX.Element {
    const panel = useRef<HTMLDivElement>(null);
    const close = useRef(onClose);
    close.current = onClose;
    const dismiss = useRef(() => close.current(true));
    useDismiss(panel, true, dismiss.current);

    useLayoutEffect(() => {
        if (panel.current !== null) raise(panel.current);
    }, []);
    useLayoutEffect(() => {
        if (panel.current !== null) place(panel.current, anchor);
    }, [anchor, entries, note]);
    useEffect(() => {
        const all = panel.current?.querySelectorAll<HTMLElement>("[role=menuitem]");
        const entry = all?.[chosen];
        if (entry === undefined) panel.current?.focus({ preventScroll: true });
        else entry.focus();
    }, [chosen, entries]);

    useEffect(() => {
        const follow = () => {
            const { top, bottom } = anchor.getBoundingClientRect();
            if (!anchor.isConnected || bottom < 0 || top > document.documentElement.clientHeight) close.current(false);
            else if (panel.current !== null) place(panel.current, anchor);
        };
        document.addEventListener("scroll", follow, { capture: true, passive: true });
        window.addEventListener("resize", follow);
        return () => {
            document.removeEventListener("scroll", follow, { capture: true });
            window.removeEventListener("resize", follow);
        };
    }, [anchor]);

    function press(event: KeyboardEvent): void {
        event.stopPropagation();
        if (event.key === "Tab" || event.key === "Escape") {
            // A dialog around it must not close, too.
            event.preventDefault();
            onClose(true);
        } else if (MOVES.includes(event.key)) {
            event.preventDefault();
            onKey(event.key);
        } else if (event.key === " ") {
            event.preventDefault();
            if (event.target instanceof HTMLAnchorElement || event.target instanceof HTMLButtonElement) event.target.click();
        }
    }

    function choose(entry: MenuEntry): void {
        // Whatever the command opens gives the focus back to the anchor when it closes.
        onClose(entry.command !== "");
        if (entry.command !== "") onCommand(entry);
    }

    return (
        <div className="menu-list floating-menu" role="menu" aria-label={label} aria-busy={busy} tabIndex={-1} ref={panel} onKeyDown={press}>
            {note !== "" && <div className="floating-menu-note" role="menuitem" aria-disabled="true" tabIndex={-1}>{note}</div>}
            {entries.map((entry, index) => <Entry key={index} entry={entry} onChoose={() => choose(entry)} />)}
        </div>
    );
}

function Entry({ entry, onChoose }: { entry: MenuEntry; onChoose: () => void }): JSX.Element {
    const content = (
        <>
            {entry.icon !== "" && <span className="menu-icon"><img src={entry.icon} alt="" width={16} height={16} /></span>}
            <span className="floating-menu-label">{entry.label}</span>
            {entry.outside && <span className="muted" role="img" aria-label="in a new tab"><Icon name="expand" size={12} /></span>}
        </>
    );
    return (
        <>
            {entry.heading !== "" && <p className="floating-menu-heading" role="presentation">{entry.heading}</p>}
            {entry.command !== ""
                ? <button type="button" role="menuitem" tabIndex={-1} onClick={onChoose}>{content}</button>
                : entry.outside
                ? <a role="menuitem" tabIndex={-1} href={entry.href} target="_blank" rel="noopener noreferrer" onClick={onChoose}>{content}</a>
                : <Link role="menuitem" tabIndex={-1} href={entry.href} onClick={onChoose}>{content}</Link>}
        </>
    );
}

/** Into the browser's top layer, where nothing cuts it off; tiles cut off what is in them. */
function raise(element: HTMLElement & { showPopover?: () => void }): void {
    element.setAttribute("popover", "manual");
    element.showPopover?.();
}

function place(element: HTMLElement, anchor: HTMLElement): void {
    const cell = anchor.getBoundingClientRect();
    const { width, height } = element.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const below = cell.bottom + 2;
    const top = below + height > clientHeight - MARGIN ? Math.max(MARGIN, cell.top - 2 - height) : below;
    element.style.left = `${Math.max(MARGIN, Math.min(cell.left, clientWidth - width - MARGIN))}px`;
    element.style.top = `${top}px`;
}

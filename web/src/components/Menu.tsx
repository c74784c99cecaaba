import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import { Link } from "../navigation/Link";
import { Button } from "./Button";
import { Icon } from "./Icon";
import type { IconName } from "./Icon";
import { turn } from "./turn";
import { useDismiss } from "./useDismiss";

export interface MenuItem {
    readonly label: string;
    readonly icon?: IconName;
    /** A place to go to, or something to do: one of the two. */
    readonly href?: string;
    readonly onSelect?: () => void;
    /** For choices of which one holds. */
    readonly checked?: boolean;
}

interface Props {
    readonly label: string;
    readonly icon?: IconName;
    readonly iconOnly?: boolean;
    readonly look?: "plain" | "quiet";
    readonly items: readonly MenuItem[];
}

/** A button that opens a list of things to do. Arrow keys walk it, Escape closes it. */
export function Menu({ label, icon, iconOnly = false, look = "plain", items }: Props): JSX.Element {
    const [open, setOpen] = useState(false);
    const container = useRef<HTMLDivElement>(null);
    const button = useRef<HTMLButtonElement>(null);
    const list = useRef<HTMLDivElement>(null);
    const close = useCallback(() => {
        setOpen(false);
        if (container.current?.contains(document.activeElement)) button.current?.focus();
    }, []);
    useDismiss(container, open, close);
    // Without any sign, words begin where those of other menus do.
    const hasSigns = items.some((item) => item.icon !== undefined || item.checked !== undefined);

    useLayoutEffect(() => {
        if (open && list.current !== null) turn(list.current);
    }, [open]);
    useEffect(() => {
        if (open) entriesOf(list.current)[0]?.focus();
    }, [open]);

    function walk(event: KeyboardEvent): void {
        const all = entriesOf(list.current);
        const at = all.findIndex((entry) => entry === document.activeElement);
        const targets: Record<string, number> = {
            ArrowDown: (at + 1) % all.length, ArrowUp: (at - 1 + all.length) % all.length, Home: 0, End: all.length - 1,
        };
        const target = targets[event.key];
        if (event.key === "Tab") setOpen(false);
        if (target === undefined) return;
        event.preventDefault();
        all[target]?.focus();
    }

    function choose(item: MenuItem): void {
        close();
        item.onSelect?.();
    }

    return (
        <div className="menu" ref={container}>
            <Button
                ref={button} look={look} iconOnly={iconOnly} aria-haspopup="menu" aria-expanded={open}
                onClick={() => setOpen(!open)} {...(icon === undefined ? {} : { icon })}
            >
                {label}
            </Button>
            {open && (
                <div className="menu-list" role="menu" aria-label={label} ref={list} onKeyDown={walk}>
                    {items.map((item) => {
                        const role = item.checked === undefined ? "menuitem" : "menuitemradio";
                        const content = (
                            <>
                                {hasSigns && (
                                    <span className="menu-icon">
                                        {item.checked === true ? <Icon name="check" /> : item.icon !== undefined && <Icon name={item.icon} />}
                                    </span>
                                )}
                                {item.label}
                            </>
                        );
                        return item.href !== undefined
                            ? <Link key={item.label} role={role} tabIndex={-1} href={item.href} onClick={() => choose(item)}>{content}</Link>
                            : (
                                <button
                                    key={item.label} type="button" role={role} tabIndex={-1} onClick={() => choose(item)}
                                    {...(item.checked === undefined ? {} : { "aria-checked": item.checked })}
                                >
                                    {content}
                                </button>
                            );
                    })}
                </div>
            )}
        </div>
    );
}

function entriesOf(list: HTMLElement | null): HTMLElement[] {
    return list === null ? [] : [...list.querySelectorAll<HTMLElement>("[role^=menuitem]")];
}

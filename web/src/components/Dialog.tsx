import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { Button } from "./Button";

interface Props {
    readonly title: string;
    readonly onClose: () => void;
    /** "full" takes what the screen has, "top" hangs from its upper edge. */
    readonly size?: "full" | "top" | "small";
    readonly hideTitle?: boolean;
    readonly children: ReactNode;
}

/** A window over the page that keeps the focus. The browser's own dialog does the trapping, Escape and the backdrop. */
export function Dialog({ title, onClose, size = "small", hideTitle = false, children }: Props): JSX.Element {
    const element = useRef<HTMLDialogElement>(null);
    useEffect(() => {
        const dialog = element.current;
        if (dialog === null) return undefined;
        const before = document.activeElement;
        if (!dialog.open) dialog.showModal();
        // Left alone, the browser gives the focus to Close.
        const first = (selector: string) => dialog.querySelector<HTMLElement>(selector);
        (first("[data-autofocus]") ?? first("input:not([type=checkbox], [type=radio]), textarea"))?.focus();
        return () => {
            dialog.close();
            // What had the focus may be the whole page, whose start lies under the bar: the reader stays where they were.
            if (before instanceof HTMLElement) before.focus({ preventScroll: true });
        };
    }, []);
    return (
        <dialog
            ref={element} className={`dialog dialog-${size}`} aria-label={title}
            onCancel={(event) => {
                event.preventDefault();
                onClose();
            }}
            onPointerDown={(event) => {
                if (event.target === element.current) onClose();
            }}
        >
            <div className="dialog-body">
                {!hideTitle && (
                    <header className="dialog-head">
                        <h2>{title}</h2>
                        <Button look="quiet" icon="close" iconOnly onClick={onClose}>Close</Button>
                    </header>
                )}
                {children}
            </div>
        </dialog>
    );
}

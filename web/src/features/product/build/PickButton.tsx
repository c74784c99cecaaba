import { useCallback, useRef, useState } from "react";
import type { ReactNode } from "react";
import { Popover } from "../../../components/Popover";

interface Props {
    /** What the window is called. */
    readonly label: string;
    readonly className?: string;
    readonly children: ReactNode;
    readonly startsOpen?: boolean;
    readonly onClosed?: () => void;
    /** What the window holds; `close` closes it and gives the focus back. */
    readonly content: (close: () => void) => ReactNode;
}

/** A button that opens a small window to choose something in. */
export function PickButton({ label, className = "", children, startsOpen = false, onClosed, content }: Props): JSX.Element {
    const [open, setOpen] = useState(startsOpen);
    const container = useRef<HTMLDivElement>(null);
    const button = useRef<HTMLButtonElement>(null);
    const close = useCallback(() => {
        setOpen(false);
        button.current?.focus();
        onClosed?.();
    }, [onClosed]);
    return (
        <div className={`pick ${className}`} ref={container}>
            <button type="button" ref={button} className="pick-button" aria-haspopup="dialog" aria-expanded={open} aria-label={label} onClick={() => (open ? close() : setOpen(true))}>
                {children}
            </button>
            {open && <Popover label={label} container={container} anchor={button} onClose={close}>{content(close)}</Popover>}
        </div>
    );
}

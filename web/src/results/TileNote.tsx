import { useCallback, useRef, useState } from "react";
import { Button } from "../components/Button";
import { Markdown } from "../components/Markdown";
import { Popover } from "../components/Popover";
import { plainText } from "../words/plainText";

/** A note behind a sign: its words on hover, itself with its links on a press. */
export function TileNote({ note, title }: { note: string; title: string }): JSX.Element {
    const [open, setOpen] = useState(false);
    const container = useRef<HTMLSpanElement>(null);
    const button = useRef<HTMLButtonElement>(null);
    const close = useCallback(() => setOpen(false), []);
    return (
        <span className="tile-hint" ref={container} title={open ? undefined : plainText(note)}>
            <Button ref={button} look="quiet" icon="info" iconOnly aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(!open)}>{`Note on ${title}`}</Button>
            {open && <Popover label={`Note on ${title}`} container={container} anchor={button} onClose={close}><div data-autofocus="" tabIndex={-1}><Markdown text={note} /></div></Popover>}
        </span>
    );
}

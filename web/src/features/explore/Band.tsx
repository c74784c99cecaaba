import { useId, useState } from "react";
import type { ReactNode } from "react";
import { Icon } from "../../components/Icon";

interface Props {
    readonly title: string;
    readonly note?: string;
    readonly startsOpen: boolean;
    readonly extra?: ReactNode;
    readonly children: ReactNode;
}

/** A part of the explore page that folds. */
export function Band({ title, note = "", startsOpen, extra, children }: Props): JSX.Element {
    const [open, setOpen] = useState(startsOpen);
    const body = useId();
    return (
        <section className="band">
            <div className="band-head">
                <h2>
                    <button type="button" aria-expanded={open} aria-controls={body} onClick={() => setOpen(!open)}>
                        <Icon name={open ? "down" : "right"} /> {title} {note !== "" && <span className="muted">{note}</span>}
                    </button>
                </h2>
                {open && extra}
            </div>
            <div id={body} className="band-body" hidden={!open}>{open && children}</div>
        </section>
    );
}

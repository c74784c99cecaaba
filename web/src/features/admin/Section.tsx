import { useId } from "react";
import type { ReactNode } from "react";

/** A part of a page about one thing, with what can be done there at the end of its heading. */
export function Section({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }): JSX.Element {
    const id = useId();
    return (
        <section className="admin-section" aria-labelledby={id}>
            <div className="section-head"><h2 id={id}>{title}</h2>{actions !== undefined && <div className="page-actions">{actions}</div>}</div>
            {children}
        </section>
    );
}

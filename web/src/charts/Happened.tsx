import { SIGNS, whenHappened } from "./happenings";
import type { Happening } from "./happenings";

const MOST = 20;

/** What happened in the time of a table, below it: a table has no place for marks. */
export function Happened({ happenings }: { happenings: readonly Happening[] }): JSX.Element | null {
    if (happenings.length === 0) return null;
    return (
        <section className="happened" aria-label="What happened in this time">
            <ul>
                {happenings.slice(0, MOST).map((each) => (
                    <li key={each.id}>
                        <span className={`happened-sign ${each.kind}`} aria-hidden="true">{SIGNS[each.kind]}</span>
                        <span className="tabular muted">{whenHappened(each)}</span>
                        <span><span className="aside">{each.kind}: </span>{each.label}{each.details !== "" && <span className="muted"> {each.details}</span>}</span>
                    </li>
                ))}
            </ul>
            {happenings.length > MOST && <p className="muted">{happenings.length - MOST} more are of this time.</p>}
        </section>
    );
}

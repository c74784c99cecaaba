import { useEffect, useRef, useState } from "react";
import { compareNumbers, NOTHING_COMPARED } from "../../api/development";
import type { Branch, Comparison, NumberChange } from "../../api/development";
import { ApiError } from "../../api/http";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { Link } from "../../navigation/Link";
import { Problem } from "../../results/Problem";
import { counted } from "../../words/numbers";
import { comparedColumns } from "./comparedRows";

const WORDS = { numbers: "other numbers", broken: "breaks", mended: "works again", failed: "could not be compared", same: "same numbers" } as const;
/** Of a comparison's rows; a pivot can have hundreds. */
const MOST_COLUMNS = 12;
const ORDER = ["broken", "numbers", "failed", "mended", "same"] as const;

/** Which saved Looks and dashboards would show other numbers if the branch were deployed. */
export function NumbersView({ branch }: { branch: Branch }): JSX.Element {
    const [known, setKnown] = useState<Comparison>(NOTHING_COMPARED);
    const [state, setState] = useState<"idle" | "running" | "ended">("idle");
    const [problem, setProblem] = useState<ApiError | null>(null);
    const controller = useRef<AbortController | null>(null);
    useEffect(() => () => controller.current?.abort(), []);

    async function compare(): Promise<void> {
        controller.current?.abort();
        const mine = new AbortController();
        controller.current = mine;
        setKnown(NOTHING_COMPARED);
        setProblem(null);
        setState("running");
        try {
            await compareNumbers(setKnown, mine.signal);
        } catch (error) {
            if (mine.signal.aborted && controller.current !== mine) return;
            if (!mine.signal.aborted) setProblem(error instanceof ApiError ? error : new ApiError("broken", 0, "The comparison broke off. Try again."));
        }
        setState("ended");
    }

    const compared = known.found.filter((each) => each.outcome !== "broken" && each.outcome !== "mended").length;
    const shown = ORDER.flatMap((outcome) => known.found.filter((each) => each.outcome === outcome && outcome !== "same"));
    const same = known.found.filter((each) => each.outcome === "same").length;
    const nothing = branch.changes.length === 0;
    return (
        <div className="develop-numbers">
            <div className="develop-tools">
                <p>Every saved Look and tile is compiled on your branch and on what is served; where the SQL differs, both run and their rows are compared.</p>
                {state === "running"
                    ? <Button icon="close" onClick={() => controller.current?.abort()}>Stop</Button>
                    : <Button icon="play" disabled={nothing} onClick={() => void compare()}>{state === "idle" ? "Compare" : "Compare again"}</Button>}
            </div>
            {nothing && <Notice title="The branch is what is served.">There is nothing that could change a number.</Notice>}
            {problem !== null && <Problem error={problem} what="comparison" onRetry={() => void compare()} />}
            {known.queries !== null && (
                <p role="status">
                    {state === "running" ? `${compared} of ${known.toRun} compared. ` : ""}
                    {counted(known.queries, "saved query", "saved queries")}: {known.sameSQL} with the same SQL{same > 0 ? `, ${same} with other SQL and the same numbers` : ""}{known.brokenBefore > 0 ? `, ${known.brokenBefore} that work on neither` : ""}.
                </p>
            )}
            {state === "running" && known.queries === null && <p role="status" aria-busy="true">Compiling all saved queries on both…</p>}
            {state === "running" && known.toRun > 0 && <progress max={known.toRun} value={compared} aria-label="Compared queries" />}
            {state === "ended" && known.ended && shown.length === 0 && <Notice title="No saved number changes." icon="check" />}
            {shown.length > 0 && <ul className="content-list framed" aria-label="What changes">
                {shown.map((change, index) => <li key={`${change.link} ${change.title} ${index}`}><Change change={change} /></li>)}
            </ul>}
        </div>
    );
}

function Change({ change }: { change: NumberChange }): JSX.Element {
    const bad = change.outcome === "broken" || change.outcome === "failed";
    return (
        <article>
            <p>
                <span className={`develop-kind ${bad ? "conflict" : change.outcome === "mended" ? "added" : "changed"}`}>{WORDS[change.outcome]}</span>{" "}
                <Link href={change.link}>{change.title}</Link>{change.dashboard === null ? "" : ` on ${change.dashboard}`} <span className="muted">{change.explore}</span>
            </p>
            {change.message !== "" && <p className={bad ? "action-objection" : "muted"}>{change.message}</p>}
            {change.outcome === "numbers" && (
                <>
                    <p className="muted">{[change.changed > 0 ? `${counted(change.changed, "row")} changed` : "", change.added > 0 ? `${change.added} new` : "", change.removed > 0 ? `${change.removed} gone` : ""].filter((part) => part !== "").join(", ")} (of {change.rowsBefore} before, {change.rowsAfter} after)</p>
                    <Examples change={change} />
                </>
            )}
        </article>
    );
}

function Examples({ change }: { change: NumberChange }): JSX.Element {
    const all = comparedColumns(change.examples);
    const columns = all.slice(0, MOST_COLUMNS);
    return (
        <>
            <div className="table-scroll" tabIndex={0} role="region" aria-label={`Rows of ${change.title} that change`}>
                <table className="result tabular plain-head">
                    <thead><tr>{columns.map(({ name }) => <th scope="col" key={name}>{name}</th>)}</tr></thead>
                    <tbody>{change.examples.map((_, index) => <tr key={index}>{columns.map(({ name, cells }) => <td key={name}><Pair {...cells[index]} /></td>)}</tr>)}</tbody>
                </table>
            </div>
            {all.length > columns.length && <p className="muted">{counted(all.length - columns.length, "further column")} of pivots change, too.</p>}
        </>
    );
}

function Pair({ before = null, after = null }: { before?: string | null; after?: string | null }): JSX.Element {
    if (before === after) return <>{before}</>;
    return <>{before !== null && <del>{before}</del>} {after !== null && <ins>{after}</ins>}</>;
}

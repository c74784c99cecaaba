import { useEffect, useState } from "react";
import { changeCohort, createCohort, fetchCohorts, previewCohort } from "../../../api/cohorts";
import { cache } from "../../../api/cache";
import { ApiError } from "../../../api/http";
import type { JSONObject } from "../../../api/reading";
import { useSession } from "../../../api/SessionContext";
import { useResource } from "../../../api/useResource";
import { Button } from "../../../components/Button";
import { Icon } from "../../../components/Icon";
import { Notice } from "../../../components/Notice";
import { useLeaveGuard } from "../../../components/useLeaveGuard";
import { Link } from "../../../navigation/Link";
import { guardLeaving, navigate, navigateQuery, useLocation } from "../../../navigation/location";
import { valueOf } from "../../../navigation/query";
import { useTitle } from "../../../navigation/useTitle";
import { isObject } from "../../../api/reading";
import { Problem } from "../../../results/Problem";
import { cohortAddress, personAddress } from "../state/address";
import { readNotation, writeNotation } from "../state/notation";
import { ClauseForm } from "./ClauseForm";
import { CLAUSES, isWholeClause, readGroups, writeGroups } from "./clauses";

const FIRST: JSONObject = CLAUSES[0]?.starter ?? {};

/** A new cohort. What is said so far stands in the address. */
export function NewCohortPage(): JSX.Element {
    useTitle("New cohort");
    const { query } = useLocation();
    const read = readNotation(valueOf(query, "who") ?? "(all_of:[])");
    const definition = isObject(read) ? read : {};
    return (
        <>
            <header className="page-head">
                <nav className="path" aria-label="Above"><Link href="/product">Product analytics</Link> / <Link href="/product/cohorts">Cohorts</Link></nav>
                <h1>New cohort</h1>
                <p className="page-text">Users who meet all of these conditions. Each group of conditions needs one of its own.</p>
            </header>
            <CohortEditor name={null} definition={definition} onEdit={(next) => navigateQuery([["who", writeNotation(next)]])} onSaved={(name) => navigate(cohortAddress(name))} />
        </>
    );
}

interface Props {
    /** null for a new one. */
    readonly name: string | null;
    readonly definition: JSONObject;
    /** Where the draft is kept elsewhere. */
    readonly onEdit?: (definition: JSONObject) => void;
    readonly onSaved: (name: string) => void;
}

/** Conditions of a cohort, with how many meet them at the moment. */
export function CohortEditor({ name, definition, onEdit, onSaved }: Props): JSX.Element {
    const session = useSession();
    const [own, setOwn] = useState(definition);
    const draft = onEdit === undefined ? own : definition;
    const edit = onEdit ?? setOwn;
    const groups = readGroups(draft);
    const [title, setTitle] = useState("");
    const [description, setDescription] = useState("");
    const [note, setNote] = useState("");
    const [problem, setProblem] = useState("");
    const [saving, setSaving] = useState(false);
    const here = window.location.pathname;
    const leaving = useLeaveGuard(
        onEdit === undefined && JSON.stringify(own) !== JSON.stringify(definition),
        (to) => to.path === here && valueOf(to.query, "edit") === "true", "What you have changed on this cohort is not saved.");
    if (groups === null) return <Notice title="This cohort is changed elsewhere.">It is a list, or has conditions that this form has no place for. The API and <code>soundings cohort</code> change it.</Notice>;
    const known = groups;
    const whole = known.length > 0 && known.every((group) => group.length > 0 && group.every(isWholeClause));
    const put = (next: ReadonlyArray<readonly JSONObject[]>) => edit(writeGroups(next));
    const putGroup = (index: number, group: readonly JSONObject[]) => put(known.map((each, place) => (place === index ? group : each)));

    async function save(): Promise<void> {
        setSaving(true);
        setProblem("");
        try {
            if (name === null) await createCohort(title.trim(), description.trim(), draft);
            else await changeCohort(name, { definition: draft, note: note.trim() });
            cache.reload("cohorts", fetchCohorts);
            guardLeaving(null);
            onSaved(name ?? title.trim());
        } catch (error) {
            setProblem(error instanceof ApiError ? [error.message, ...error.problems.map((each) => each.message)].join(" ") : "The cohort could not be saved. Try again.");
            setSaving(false);
        }
    }

    const maySave = !session.visitor && session.permissions.has("save_content");
    return (
        <div className="cohort-desk">
            <div className="panel">
                <ol className="clause-groups">
                    {known.map((group, index) => (
                        <li key={index}>
                            {index > 0 && <p className="clause-and">and</p>}
                            {group.map((clause, place) => (
                                <div key={place}>
                                    {place > 0 && <p className="clause-or">or</p>}
                                    <ClauseForm clause={clause} onChange={(next) => putGroup(index, group.map((each, at) => (at === place ? next : each)))} onRemove={() => putGroup(index, group.filter((_, at) => at !== place))} />
                                </div>
                            ))}
                            <button type="button" className="pick-button add-line" onClick={() => putGroup(index, [...group, FIRST])}><Icon name="plus" size={14} /> <span>or …</span></button>
                        </li>
                    ))}
                </ol>
                {known.length === 0 ? (
                    <>
                        <h2 className="clause-start">Users who …</h2>
                        <ul className="clause-starts">{CLAUSES.map((kind) => (
                            <li key={kind.id}><button type="button" className="pick-button add-line" onClick={() => put([[kind.starter]])}><Icon name="plus" size={14} /> <span>{kind.label}</span></button></li>
                        ))}</ul>
                    </>
                ) : <button type="button" className="pick-button add-line" onClick={() => put([...known, [FIRST]])}><Icon name="plus" size={14} /> <span>and …</span></button>}
            </div>
            <div className="panel cohort-preview">
                <Preview definition={whole ? draft : null} />
                {maySave ? (
                    <form className="pick-form" onSubmit={(event) => {
                        event.preventDefault();
                        void save();
                    }}>
                        {name === null ? (
                            <>
                                <label>Name <input className="input" value={title} onChange={(event) => setTitle(event.target.value)} /></label>
                                <label>Description <input className="input" value={description} onChange={(event) => setDescription(event.target.value)} /></label>
                            </>
                        ) : <label>What is changed, and why <input className="input" value={note} onChange={(event) => setNote(event.target.value)} /></label>}
                        {problem !== "" && <p className="pick-problem" role="alert">{problem}</p>}
                        <div className="pick-foot"><Button look="primary" type="submit" disabled={saving || !whole || (name === null && title.trim() === "")}>{name === null ? "Save the cohort" : "Save as the next version"}</Button></div>
                    </form>
                ) : <p className="muted">{session.visitor ? "Visitors save nothing; the address of this page can be sent as a link." : "Saving takes the permission to save content."}</p>}
            </div>
            {leaving}
        </div>
    );
}

/** How many meet the conditions. Waits until nothing was changed for a moment. */
function Preview({ definition }: { definition: JSONObject | null }): JSX.Element {
    const [asked, setAsked] = useState<JSONObject | null>(null);
    const key = definition === null ? "" : JSON.stringify(definition);
    useEffect(() => {
        const timer = setTimeout(() => setAsked(key === "" ? null : JSON.parse(key) as JSONObject), 400);
        return () => clearTimeout(timer);
    }, [key]);
    const preview = useResource(asked === null ? undefined : `cohort preview ${JSON.stringify(asked)}`, (signal) => previewCohort(asked ?? {}, signal), { keepPrevious: true });
    if (definition === null) return <p className="muted">How many users meet the conditions appears here.</p>;
    if (preview.error !== null && !preview.loading) {
        return preview.error.problems.length > 0 ? <Notice tone="bad" title="It can't be worked out.">{preview.error.problems.map((each) => each.message).join(" ")}</Notice> : <Problem error={preview.error} what="cohort" onRetry={preview.reload} />;
    }
    return (
        <div className={preview.outdated ? "outdated" : ""} role="status" aria-busy={preview.value === undefined}>
            <p className="figure-number tabular">{preview.value === undefined ? "…" : preview.value.size.toLocaleString("en-US")}</p>
            <p className="muted">{preview.value === undefined ? "being counted" : preview.value.words}</p>
            <ul className="people-list">{(preview.value?.members ?? []).slice(0, 8).map((member) => <li key={member.uid ?? member.name}>{member.uid === null ? member.name : <Link href={personAddress(member.uid)}>{member.userID === "" ? `Anonymous ${member.uid}` : member.userID}</Link>}</li>)}</ul>
        </div>
    );
}

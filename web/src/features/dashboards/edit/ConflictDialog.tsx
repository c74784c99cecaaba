import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import type { Conflict } from "./useSaving";

interface Props {
    readonly conflict: Conflict;
    readonly busy: boolean;
    readonly problem: string;
    readonly onSaveBoth: () => void;
    readonly onSaveCopy: () => void;
    readonly onClose: () => void;
}

/** Somebody saved first: what they changed, where both changed the same, and the ways on. None of them loses anybody's work. */
export function ConflictDialog({ conflict, busy, problem, onSaveBoth, onSaveCopy, onClose }: Props): JSX.Element {
    const { clashes, theirs } = conflict.merge;
    const who = conflict.by === "" ? "Somebody" : conflict.by;
    return (
        <Dialog title={`${who} has saved this dashboard meanwhile`} onClose={onClose}>
            <p>Nothing of yours is saved yet, and nothing is lost.</p>
            {theirs.length > 0 && <Listed title="They changed" items={theirs} />}
            {clashes.length > 0
                ? <Listed title="You both changed, so that only one of you can have it" items={clashes} />
                : <p>Your changes and theirs don&apos;t touch each other.</p>}
            {problem !== "" && <p className="action-objection" role="alert">{problem}</p>}
            <footer className="action-buttons">
                <Button disabled={busy} onClick={onClose}>Go on editing</Button>
                <Button disabled={busy} onClick={onSaveCopy}>Save mine as a copy</Button>
                <Button look="primary" disabled={busy} onClick={onSaveBoth}>{clashes.length > 0 ? "Save both, mine where we differ" : "Save both"}</Button>
            </footer>
            {clashes.length > 0 && <p className="muted">What they had stays in the history, from which it can be restored.</p>}
        </Dialog>
    );
}

function Listed({ title, items }: { title: string; items: readonly string[] }): JSX.Element {
    return (
        <>
            <h3 className="conflict-heading">{title}</h3>
            <ul className="conflict-list">{items.slice(0, 20).map((item) => <li key={item}>{item}</li>)}{items.length > 20 && <li>and {items.length - 20} more</li>}</ul>
        </>
    );
}

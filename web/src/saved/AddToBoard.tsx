import { useState } from "react";
import { addItem, makeBoard } from "../api/boardChanges";
import { fetchBoards } from "../api/boards";
import type { SavedKind } from "../api/savedState";
import { useResource } from "../api/useResource";
import { Dialog } from "../components/Dialog";
import { Button } from "../components/Button";
import { tell } from "../components/tell";
import { eachOf, namesOf } from "./trash";

interface Props {
    readonly items: ReadonlyArray<{ readonly kind: SavedKind; readonly id: string; readonly title: string }>;
    readonly onDone: () => void;
    readonly onClose: () => void;
}

const NEW = "new";

/** Puts Looks and dashboards on a board: one that is there, or a new one. */
export function AddToBoard({ items, onDone, onClose }: Props): JSX.Element {
    const boards = useResource("boards", fetchBoards, { freshFor: 0 });
    const own = (boards.value ?? []).filter((board) => board.mayChange);
    const [wanted, setWanted] = useState("");
    const [section, setSection] = useState("");
    const [title, setTitle] = useState("");
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState("");
    const board = own.find(({ id }) => id === wanted);
    const ready = wanted === NEW ? title.trim() !== "" : board !== undefined;

    async function add(): Promise<void> {
        setBusy(true);
        setProblem("");
        try {
            const target = board ?? await makeBoard(title.trim(), "");
            const sectionID = section || (target.sections[0]?.id ?? "");
            const added = await eachOf(items, (item) => addItem(sectionID, { kind: item.kind, id: item.id }));
            boards.reload();
            tell([added.done.length === 0 ? "" : `${namesOf(added.done)} on ${target.title}.`, added.problem].filter((part) => part !== "").join(" "));
            onDone();
        } catch (error) {
            setProblem(error instanceof Error ? error.message : "That did not work. Try again.");
            setBusy(false);
        }
    }

    return (
        <Dialog title={`Add ${items.length === 1 ? items[0]?.title ?? "" : `${items.length} things`} to a board`} onClose={onClose}>
            <form className="dialog-form" noValidate aria-busy={busy} onSubmit={(event) => {
                event.preventDefault();
                if (ready && !busy) void add();
            }}>
                <label className="field"><span>Board</span>
                    <select className="input" value={wanted} onChange={(event) => {
                        setWanted(event.target.value);
                        setSection("");
                    }}>
                        <option value="">{boards.value === undefined && boards.error === null ? "Loading…" : "Choose…"}</option>
                        <option value={NEW}>A new one</option>
                        {own.map((each) => <option key={each.id} value={each.id}>{each.title}</option>)}
                    </select>
                </label>
                {wanted === NEW && <label className="field"><span>Its title</span><input className="input" value={title} maxLength={255} onChange={(event) => setTitle(event.target.value)} /></label>}
                {board !== undefined && board.sections.length > 1 && (
                    <label className="field"><span>Section</span>
                        <select className="input" value={section} onChange={(event) => setSection(event.target.value)}>{board.sections.map((each, index) => <option key={each.id} value={index === 0 ? "" : each.id}>{each.title || `Section ${index + 1}`}</option>)}</select>
                    </label>
                )}
                {(problem !== "" || boards.error !== null) && <p className="action-objection" role="alert">{problem || boards.error?.message}</p>}
                <footer className="action-buttons"><Button disabled={busy} onClick={onClose}>Cancel</Button><Button type="submit" look="primary" disabled={busy || !ready}>Add</Button></footer>
            </form>
        </Dialog>
    );
}

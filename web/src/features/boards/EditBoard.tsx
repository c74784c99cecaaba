import { useEffect, useState } from "react";
import { addItem, addSection, changeBoard, changeSection, hideSection, moveItem, removeItem } from "../../api/boardChanges";
import type { Board, BoardContent, BoardItem, BoardSection } from "../../api/boards";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { tell } from "../../components/tell";
import { AddContent } from "./AddContent";
import { NameItem } from "./NameItem";
import { moved, stepOf } from "./order";

interface Props {
    readonly board: Board;
    readonly onChanged: () => void;
}

/** The same board with its tools. Each change is kept at once, and can be undone. */
export function EditBoard({ board, onChanged }: Props): JSX.Element {
    const [adding, setAdding] = useState<string | null>(null);
    const [naming, setNaming] = useState<BoardItem | null>(null);

    async function change(act: () => Promise<unknown>, words = "", undo: (() => Promise<unknown>) | null = null): Promise<void> {
        try {
            await act();
            if (words !== "") tell(words, undo === null ? null : async () => {
                await undo();
                onChanged();
            });
        } catch (error) {
            tell(error instanceof Error ? error.message : "That did not work. Try again.");
        }
        onChanged();
    }

    const order = board.sections.map(({ id }) => id);
    return (
        <div className="edit-board">
            <div className="dialog-form">
                <Kept label="Title of the board" value={board.title} needed onKeep={(title) => change(() => changeBoard(board.id, { title }))} />
                <Kept label="What it is for (Markdown)" value={board.description} onKeep={(description) => change(() => changeBoard(board.id, { description }))} />
            </div>
            {board.sections.map((section, place) => (
                <section key={section.id} className="panel edit-section" aria-label={section.title || `Section ${place + 1}`}>
                    <div className="section-head">
                        <Kept label={`Title of section ${place + 1}`} value={section.title} onKeep={(title) => change(() => changeSection(section.id, { title }))} />
                        <span className="line-tools">
                            <Button look="quiet" icon="up" iconOnly disabled={place === 0} onClick={() => void change(() => changeBoard(board.id, { sectionOrder: moved(order, place, place - 1) }))}>{`Move section ${place + 1} up`}</Button>
                            <Button look="quiet" icon="down" iconOnly disabled={place === order.length - 1} onClick={() => void change(() => changeBoard(board.id, { sectionOrder: moved(order, place, place + 1) }))}>{`Move section ${place + 1} down`}</Button>
                            <Button look="quiet" icon="trash" iconOnly onClick={() => void change(() => hideSection(section.id, true), `The section ${section.title || place + 1} is taken off.`, () => hideSection(section.id, false))}>{`Take section ${place + 1} off`}</Button>
                        </span>
                    </div>
                    <Items board={board} section={section} onName={setNaming} onChange={change} />
                    <Button icon="plus" onClick={() => setAdding(section.id)}>Add content</Button>
                </section>
            ))}
            <Button icon="plus" onClick={() => void change(() => addSection(board.id, ""))}>Add a section</Button>
            {adding !== null && <AddContent onClose={() => setAdding(null)} onAdd={async (content) => {
                await addItem(adding, content);
                onChanged();
                setAdding(null);
            }} />}
            {naming !== null && <NameItem item={naming} onClose={() => setNaming(null)} onChanged={onChanged} />}
        </div>
    );
}

function Items({ board, section, onName, onChange }: { board: Board; section: BoardSection; onName: (item: BoardItem) => void; onChange: (act: () => Promise<unknown>, words?: string, undo?: (() => Promise<unknown>) | null) => Promise<void> }): JSX.Element {
    if (section.items.length === 0) return <p className="muted">Nothing yet.</p>;
    return (
        <ul className="plain-list">
            {section.items.map((item) => {
                const [up, down] = [stepOf(board, section.id, item.id, -1), stepOf(board, section.id, item.id, 1)];
                const again: BoardContent = item.kind === "link" ? { kind: "link", url: item.href, title: item.title, description: item.description } : { kind: item.kind, id: item.contentID };
                return (
                    <li key={item.id}>
                        <span className="content-link"><Icon name={item.kind === "dashboard" ? "dashboard" : item.kind === "look" ? "column" : "link"} /><span>{item.title} <span className="muted">{item.location}</span></span></span>
                        <span className="line-tools">
                            <Button look="quiet" icon="up" iconOnly disabled={up === null} onClick={() => up !== null && void onChange(() => moveItem(item.id, up.sectionID, up.place))}>{`Move ${item.title} up`}</Button>
                            <Button look="quiet" icon="down" iconOnly disabled={down === null} onClick={() => down !== null && void onChange(() => moveItem(item.id, down.sectionID, down.place))}>{`Move ${item.title} down`}</Button>
                            <Button look="quiet" aria-label={`Edit the words of ${item.title}`} onClick={() => onName(item)}>Edit</Button>
                            <Button look="quiet" icon="close" iconOnly onClick={() => void onChange(() => removeItem(item.id), `${item.title} is off the board.`, () => addItem(section.id, again, section.order.indexOf(item.id)))}>{`Take ${item.title} off`}</Button>
                        </span>
                    </li>
                );
            })}
        </ul>
    );
}

/** A line of text that is kept when it is finished: with Enter, or when it is left. Escape brings the old one back. */
function Kept({ label, value, needed = false, onKeep }: { label: string; value: string; needed?: boolean; onKeep: (value: string) => Promise<void> }): JSX.Element {
    const [typed, setTyped] = useState(value);
    useEffect(() => setTyped(value), [value]);
    const keep = () => {
        if (needed && typed.trim() === "") setTyped(value);
        else if (typed.trim() !== value) void onKeep(typed.trim());
    };
    return (
        <label className="field kept"><span>{label}</span>
            <input className="input" value={typed} maxLength={2000} onChange={(event) => setTyped(event.target.value)} onBlur={keep} onKeyDown={(event) => {
                if (event.key === "Enter") keep();
                if (event.key === "Escape") setTyped(value);
            }} />
        </label>
    );
}

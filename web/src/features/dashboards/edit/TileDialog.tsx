import { useState } from "react";
import type { FormEvent } from "react";
import { number, object, text } from "../../../api/reading";
import type { JSONObject } from "../../../api/reading";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { Markdown } from "../../../components/Markdown";
import { buttonContent } from "./formTile";
import { placeOf, titleOf, withMembers } from "./form";
import { onGrid } from "./grid";
import type { Place } from "./grid";

interface Props {
    readonly tile: JSONObject;
    readonly isNew: boolean;
    readonly onDone: (tile: JSONObject, place: Place) => void;
    readonly onClose: () => void;
}

/** What a tile says beside its data: title, note, words, where a button leads; and its place in numbers. */
export function TileDialog({ tile, isNew, onDone, onClose }: Props): JSX.Element {
    const [draft, setDraft] = useState(tile);
    const [place, setPlace] = useState(placeOf(tile));
    const type = text(tile["type"]);
    const set = (change: JSONObject) => setDraft((known) => withMembers(known, change));
    const asText = (key: string) => ({ value: text(draft[key]), onChange: (event: { target: { value: string } }) => set({ [key]: event.target.value === "" ? undefined : event.target.value }) });

    function submit(event: FormEvent): void {
        event.preventDefault();
        onDone(draft, onGrid(place));
    }

    return (
        <Dialog title={isNew ? (type === "text" ? "Add text" : "Add a button") : `Edit ${titleOf(tile)}`} onClose={onClose}>
            <form className="custom-form" noValidate onSubmit={submit}>
                {type === "text" ? (
                    <>
                        <label className="field"><span>Heading</span><input className="input" data-autofocus="" {...asText("title_text")} /></label>
                        <label className="field"><span>Line below it</span><input className="input" {...asText("subtitle_text")} /></label>
                        <label className="field"><span>Text (Markdown)</span><textarea className="input" rows={5} {...asText("body_text")} /></label>
                        {text(draft["body_text"]) !== "" && <div className="text-preview" role="group" aria-label="As it will be shown"><Markdown text={text(draft["body_text"])} /></div>}
                    </>
                ) : type === "button" ? <ButtonFields tile={draft} onChange={(content) => set({ rich_content_json: content })} /> : (
                    <>
                        <label className="field"><span>Title</span><input className="input" data-autofocus="" {...asText("title")} /></label>
                        <label className="check"><input type="checkbox" checked={draft["title_hidden"] === true} onChange={(event) => set({ title_hidden: event.target.checked ? true : undefined })} /> Hide the title</label>
                        <label className="field"><span>Note (Markdown)</span><textarea className="input" rows={2} {...asText("note_text")} /></label>
                        {text(draft["note_text"]) !== "" && (
                            <label className="field"><span>Where the note stands</span>
                                <select className="input" value={text(draft["note_display"]) || "below"} onChange={(event) => set({ note_display: event.target.value })}>
                                    <option value="below">Below the picture</option><option value="above">Above it</option><option value="hover">Behind a sign beside the title</option>
                                </select>
                            </label>
                        )}
                    </>
                )}
                <fieldset className="custom-group">
                    <legend>{isNew ? "Size on the grid of 24 columns" : "Place on the grid of 24 columns"}</legend>
                    {/* A new tile goes where there is room, and is moved from there. */}
                    <div className="custom-row">
                        {([["row", "Row", 1], ["column", "Column", 1], ["width", "Columns wide", 0], ["height", "Rows high", 0]] as const).filter(([key]) => !isNew || key === "width" || key === "height").map(([key, words, from]) => (
                            <label key={key} className="field"><span>{words}</span>
                                <input className="input" type="number" min={1} max={key === "row" || key === "height" ? 1000 : 24} value={place[key] + from} onChange={(event) => setPlace({ ...place, [key]: Math.max(1, number(event.target.value, place[key] + from)) - from })} />
                            </label>
                        ))}
                    </div>
                </fieldset>
                <footer className="action-buttons"><Button onClick={onClose}>Cancel</Button><Button type="submit" look="primary">{isNew ? "Add the tile" : "Apply"}</Button></footer>
            </form>
        </Dialog>
    );
}

function ButtonFields({ tile, onChange }: { tile: JSONObject; onChange: (content: string) => void }): JSX.Element {
    const content = readContent(text(tile["rich_content_json"]));
    const change = (next: Partial<typeof content>) => onChange(buttonContent(tile, { ...content, ...next }));
    const wrong = content.href !== "" && !/^(https?:\/\/|\/(?![/\\]))/i.test(content.href);
    return (
        <>
            <label className="field"><span>What the button says</span><input className="input" data-autofocus="" value={content.text} onChange={(event) => change({ text: event.target.value })} /></label>
            <label className="field"><span>Where it leads</span><input className="input" placeholder="/dashboards/12 or https://…" value={content.href} onChange={(event) => change({ href: event.target.value })} /></label>
            {wrong && <p className="action-objection" role="status">An address begins with / for a page here, or with https:// for one elsewhere.</p>}
            <label className="check"><input type="checkbox" checked={content.newTab} onChange={(event) => change({ newTab: event.target.checked })} /> In a new tab</label>
        </>
    );
}

function readContent(json: string): { text: string; href: string; newTab: boolean } {
    let content: JSONObject = {};
    try {
        content = object(JSON.parse(json || "{}") as unknown);
    } catch {
        // Written anew.
    }
    return { text: text(content["text"]), href: text(content["href"]), newTab: content["newTab"] === true };
}

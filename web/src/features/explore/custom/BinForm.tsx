import type { Explore } from "../../../api/models";
import type { Draft } from "./draft";
import { FieldSelect } from "./FieldSelect";

interface Props {
    readonly draft: Draft;
    readonly explore: Explore;
    readonly onChange: (next: Partial<Draft>) => void;
}

const PARTS: ReadonlyArray<readonly ["least" | "most" | "size", string]> = [["least", "From"], ["most", "To"], ["size", "In steps of"]];
const STYLES: ReadonlyArray<readonly [string, string]> = [["integer", "0 to 9"], ["relational", ">= 0 and < 10"], ["interval", "[0, 10)"], ["classic", "T00 [0,10)"]];

/** Puts the numbers of a dimension into ranges of one width. */
export function BinForm({ draft, explore, onChange }: Props): JSX.Element {
    return (
        <>
            <FieldSelect label="Of" explore={explore} value={draft.basedOn} accepts={(each) => each.category === "dimension" && each.isNumeric} onChange={(basedOn) => onChange({ basedOn })} />
            <div className="custom-row">
                {PARTS.map(([part, words]) => (
                    <label key={part} className="field">
                        <span>{words}</span>
                        <input className="input tabular" inputMode="decimal" value={draft.bin[part]} onChange={(event) => onChange({ bin: { ...draft.bin, [part]: event.target.value } })} />
                    </label>
                ))}
                <label className="field">
                    <span>Written as</span>
                    <select className="input" value={draft.bin.style} onChange={(event) => onChange({ bin: { ...draft.bin, style: event.target.value } })}>
                        {STYLES.map(([style, words]) => <option key={style} value={style}>{words}</option>)}
                    </select>
                </label>
            </div>
        </>
    );
}

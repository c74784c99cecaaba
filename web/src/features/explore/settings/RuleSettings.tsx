import { list, text } from "../../../api/reading";
import { Items } from "./LineSettings";
import type { PanelProps } from "./panel";
import { Typed } from "./Typed";

const KINDS: ReadonlyArray<readonly [string, string]> = [
    ["along a scale...", "By value"], ["greater than", "Above"], ["less than", "Below"], ["equal to", "Equal to"], ["not equal to", "Not equal to"], ["between", "Between"], ["null", "Without a value"], ["not null", "With a value"],
];
const COLOURS: ReadonlyArray<readonly [string, string]> = [["accent", "blue"], ["good", "green"], ["warn", "yellow"], ["bad", "red"]];

/** Which cells of a table are coloured. */
export function RuleSettings({ config, result, onChange }: PanelProps): JSX.Element {
    const measures = result?.measures ?? [];
    return (
        <Items
            title="Colours of cells" one="Another rule" config={config} name="conditional_formatting" fresh={{ type: "along a scale...", background_color: "accent" }}
            onChange={(change) => onChange({ ...change, enable_conditional_formatting: change["conditional_formatting"] === undefined ? undefined : true })}
            row={(rule, set) => {
                const kind = text(rule["type"]);
                const values = Array.isArray(rule["value"]) ? list(rule["value"], text) : [text(rule["value"])];
                const fields = list(rule["fields"], text);
                return (
                    <>
                        <select className="input" aria-label="Which column" value={fields[0] ?? ""} onChange={(event) => set({ fields: event.target.value === "" ? [] : [event.target.value] })}>
                            <option value="">All numbers</option>
                            {measures.map((field) => <option key={field.name} value={field.name}>{field.labelShort}</option>)}
                        </select>
                        <select className="input" aria-label="Which cells" value={kind} onChange={(event) => set({ type: event.target.value })}>
                            {KINDS.map(([name, words]) => <option key={name} value={name}>{words}</option>)}
                        </select>
                        {/^(greater|less|equal|not equal)/.test(kind) && <Typed label="Number" numeric value={values[0] ?? ""} onChange={(next) => set({ value: Number(next) })} />}
                        {kind === "between" && (
                            <>
                                <Typed label="From" numeric value={values[0] ?? ""} onChange={(next) => set({ value: [Number(next), Number(values[1] ?? next)] })} />
                                <Typed label="To" numeric value={values[1] ?? ""} onChange={(next) => set({ value: [Number(values[0] ?? next), Number(next)] })} />
                            </>
                        )}
                        <select className="input" aria-label="Colour" value={text(rule["background_color"]) || "accent"} onChange={(event) => set({ background_color: event.target.value })}>
                            {!COLOURS.some(([name]) => name === (text(rule["background_color"]) || "accent")) && <option value={text(rule["background_color"])}>{text(rule["background_color"])}</option>}
                            {COLOURS.map(([name, words]) => <option key={name} value={name}>{words}</option>)}
                        </select>
                    </>
                );
            }}
        />
    );
}

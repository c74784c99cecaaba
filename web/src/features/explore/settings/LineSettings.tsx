import { list, object, text } from "../../../api/reading";
import type { JSONObject } from "../../../api/reading";
import { Button } from "../../../components/Button";
import { DayInput } from "../../../components/DayInput";
import type { PanelProps } from "./panel";
import { Typed } from "./Typed";

const AT: ReadonlyArray<readonly [string, string]> = [["mean", "Mean"], ["median", "Median"], ["max", "Highest value"], ["min", "Lowest value"], ["number", "A number"]];
const TRENDS: ReadonlyArray<readonly [string, string]> = [["linear", "Straight"], ["exponential", "Exponential"], ["logarithmic", "Logarithmic"], ["polynomial", "Curved"], ["average", "Moving average"]];
const KINDS: ReadonlyArray<readonly [string, string]> = [["release", "Release"], ["incident", "Incident"], ["note", "Note"]];

/** Lines across a chart: at numbers, through points, and where something happened. */
export function LineSettings({ config, onChange }: PanelProps): JSX.Element {
    return (
        <>
            <Items
                title="Reference lines" one="Another line" config={config} name="reference_lines" fresh={{ reference_type: "line", line_value: "mean" }} onChange={onChange}
                row={(line, set) => {
                    const value = text(line["line_value"]);
                    const named = AT.some(([name]) => name === value);
                    return (
                        <>
                            <select className="input" aria-label="Where" value={named ? value : "number"} onChange={(event) => set({ line_value: event.target.value === "number" ? "0" : event.target.value })}>
                                {AT.map(([name, words]) => <option key={name} value={name}>{words}</option>)}
                            </select>
                            {!named && <Typed label="At which number" numeric value={value} onChange={(next) => set({ line_value: next })} />}
                            <Typed label="Words" hint="Words" value={text(line["label"])} onChange={(next) => set({ label: next })} />
                        </>
                    );
                }}
            />
            <Items
                title="Trend lines" one="Another trend" config={config} name="trend_lines" fresh={{ regression_type: "linear", series_index: 1, visible: true }} onChange={onChange}
                row={(line, set) => (
                    <>
                        <select className="input" aria-label="Kind of trend" value={text(line["regression_type"]) || "linear"} onChange={(event) => set({ regression_type: event.target.value })}>
                            {TRENDS.map(([name, words]) => <option key={name} value={name}>{words}</option>)}
                        </select>
                        <Typed label="Of which series, counted from 1" numeric value={text(line["series_index"]) || "1"} onChange={(next) => set({ series_index: Number(next) || 1 })} />
                        {text(line["regression_type"]) === "average" && <Typed label="Over how many values" numeric value={text(line["period"]) || "7"} onChange={(next) => set({ period: Number(next) || 7 })} />}
                    </>
                )}
            />
            <Items
                title="Annotations" one="Another annotation" config={config} name="annotations" fresh={{ kind: "release", date: "", label: "" }} onChange={onChange}
                row={(line, set) => (
                    <>
                        <select className="input" aria-label="What it is" value={text(line["kind"]) || "note"} onChange={(event) => set({ kind: event.target.value })}>
                            {KINDS.map(([name, words]) => <option key={name} value={name}>{words}</option>)}
                        </select>
                        <DayInput className="input tabular" aria-label="When" value={text(line["date"])} onChange={(date) => set({ date })} />
                        <Typed label="Words" hint="Words" value={text(line["label"])} onChange={(next) => set({ label: next })} />
                    </>
                )}
            />
        </>
    );
}

interface ItemsProps extends Pick<PanelProps, "config" | "onChange"> {
    readonly title: string;
    readonly one: string;
    /** The key of `vis_config` that holds the list. */
    readonly name: string;
    readonly fresh: JSONObject;
    readonly row: (item: JSONObject, set: (change: JSONObject) => void) => JSX.Element;
}

/** A list of things that can be added, changed and taken away. */
export function Items({ title, one, name, fresh, row, config, onChange }: ItemsProps): JSX.Element {
    const items = list(config[name], object);
    const write = (next: readonly JSONObject[]) => onChange({ [name]: next.length === 0 ? undefined : next });
    return (
        <details open={items.length > 0}>
            <summary>{title} {items.length > 0 && <span className="muted tabular">{items.length}</span>}</summary>
            {items.map((item, index) => (
                <div key={index} className="setting-item" role="group" aria-label={`${title} ${index + 1}`}>
                    {row(item, (change) => write(items.map((each, at) => (at === index ? { ...each, ...change } : each))))}
                    <Button look="quiet" icon="close" iconOnly onClick={() => write(items.filter((_, at) => at !== index))}>{`Remove ${index + 1} of ${title.toLowerCase()}`}</Button>
                </div>
            ))}
            <Button look="quiet" icon="plus" onClick={() => write([...items, fresh])}>{items.length === 0 ? one.replace("Another", "Add a").replace("a annotation", "an annotation") : one}</Button>
        </details>
    );
}

import { number, text } from "../../../api/reading";
import { chartType } from "../../../charts/vis";
import { LineSettings } from "./LineSettings";
import type { PanelProps } from "./panel";
import { RuleSettings } from "./RuleSettings";
import { SeriesSettings } from "./SeriesSettings";
import { hasSeries, settingsOf } from "./settings";
import type { Setting } from "./settings";
import { Typed } from "./Typed";

/** What can be set of the present chart type. */
export function SettingsPanel(props: PanelProps): JSX.Element {
    const { type, config, onChange } = props;
    const known = ["waterfall", "gauge", "cohort", "histogram", "heatmap", "words"].includes(chartType(type)) ? chartType(type) : type;
    const groups = settingsOf(known);
    return (
        <aside className="settings" aria-label="Settings of the picture">
            {groups.map((group) => (
                <details key={group.title} open>
                    <summary>{group.title}</summary>
                    {group.settings.map((setting) => <Control key={setting.key} setting={setting} config={config} onChange={onChange} />)}
                </details>
            ))}
            {hasSeries(known) && <SeriesSettings {...props} />}
            {hasSeries(known) && known !== "looker_scatter" && <LineSettings {...props} />}
            {known === "table" && <RuleSettings {...props} />}
            {groups.length === 0 && !hasSeries(known) && <p className="muted">There is nothing to set for this chart type.</p>}
        </aside>
    );
}

function Control({ setting, config, onChange }: { setting: Setting } & Pick<PanelProps, "config" | "onChange">): JSX.Element {
    const value = config[setting.key];
    switch (setting.is) {
        case "check": {
            const checked = value === undefined || value === null ? setting.usual : value === true || value === "true";
            return (
                <label className="check">
                    <input type="checkbox" checked={checked} onChange={(event) => onChange({ [setting.key]: event.target.checked === setting.usual ? undefined : event.target.checked })} /> {setting.label}
                </label>
            );
        }
        case "choice": {
            const chosen = text(value);
            return (
                <label className="setting">
                    <span>{setting.label}</span>
                    <select className="input" value={setting.options.some(([name]) => name === chosen) ? chosen : setting.options[0]?.[0]} onChange={(event) => onChange({ [setting.key]: written(setting.key, event.target.value) })}>
                        {setting.options.map(([name, words]) => <option key={name} value={name}>{words}</option>)}
                    </select>
                </label>
            );
        }
        case "text": case "number":
            return (
                <label className="setting">
                    <span>{setting.label}</span>
                    <Typed
                        value={setting.is === "number" && value !== undefined ? String(number(value, 0)) : text(value)} numeric={setting.is === "number"} hint={setting.is === "text" ? setting.hint ?? "" : ""}
                        onChange={(next) => onChange({ [setting.key]: next === "" ? undefined : setting.is === "number" ? Number(next) : next })}
                    />
                </label>
            );
    }
}

function written(key: string, value: string): unknown {
    if (value === "") return undefined;
    return key === "inner_radius" ? Number(value) : key === "show_null_points" ? value !== "false" : value;
}

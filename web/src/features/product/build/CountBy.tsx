import type { ChartDefinition } from "../../../api/charts";
import { text } from "../../../api/reading";
import type { Source } from "../kinds";
import { unitNamed } from "../state/units";
import { usePropertyOptions } from "./useSource";

interface Props {
    readonly definition: ChartDefinition;
    readonly source: Source;
    readonly onChange: (countBy: string | undefined) => void;
}

/** Whether people are counted, or groups of them: companies, instances. Nothing where events name no groups. */
export function CountBy({ definition, source, onChange }: Props): JSX.Element | null {
    const properties = usePropertyOptions(source, "");
    const chosen = text(definition["count_by"]) || "person";
    const groups = properties.options.flatMap((option) => (option.value.startsWith("group:") ? [option.value.slice(6)] : []));
    // Collected events mostly name groups: what stands below does not move when they are known.
    const awaited = properties.loading && source.model === "" && source.project === "";
    if (groups.length === 0 && chosen === "person" && !awaited) return null;
    const types = [...new Set(["person", ...groups, chosen])];
    return (
        <label className="builder-line stacked">Counting
            <select className="input" value={chosen} onChange={(event) => onChange(event.target.value === "person" ? undefined : event.target.value)}>
                {types.map((type) => <option key={type} value={type}>{unitNamed(type).many}</option>)}
            </select>
        </label>
    );
}

import type { Dashboard, DashboardFilter } from "../../api/content";
import { withFilter } from "../../filters/dashboardFilters";
import { FilterChip } from "../../filters/FilterChip";
import type { FilterSubject } from "../../filters/FilterChip";
import { FilterFold } from "../../filters/FilterFold";
import { ValueControl } from "../../filters/ValueControl";
import { navigateQuery } from "../../navigation/location";
import type { QueryPairs } from "../../navigation/query";
import { withCrossing } from "./cross";
import type { Crossing } from "./cross";
import { subjectOf } from "./filterSubject";

interface Props {
    readonly dashboard: Dashboard;
    readonly values: ReadonlyMap<string, string>;
    readonly pairs: QueryPairs;
    readonly crossing: Crossing | null;
    /** How a filter by a press on a mark is shown. */
    readonly crossedSubject: (field: string) => FilterSubject;
}

/** The filters of a dashboard with their values, which stand in the address; behind them those of presses on marks. */
export function FilterBar({ dashboard, values, pairs, crossing, crossedSubject }: Props): JSX.Element | null {
    const hidden = new Set(pairs.filter(([key]) => key === "hide_filter").map(([, name]) => name));
    // What has to be chosen before anything runs is in sight in any case.
    const needed = (filter: DashboardFilter) => filter.required && (values.get(filter.name) ?? "").trim() === "";
    const shown = dashboard.filters.filter((filter) => (dashboard.showsFilters && !hidden.has(filter.name)) || needed(filter));
    if (shown.length === 0 && crossing === null) return null;
    const changed = shown.some((filter) => values.get(filter.name) !== filter.defaultValue);
    const reset = () => navigateQuery(shown.reduce((rest, filter) => withFilter(rest, filter, filter.defaultValue), withCrossing(pairs, null)));

    function cross(field: string, expression: string): void {
        if (crossing === null) return;
        const rest = Object.fromEntries(Object.entries(crossing.filters).filter(([each]) => each !== field));
        navigateQuery(withCrossing(pairs, { ...crossing, filters: expression === "" ? rest : { ...crossing.filters, [field]: expression } }));
    }

    const filters = shown.map((filter) => ({ filter, subject: subjectOf(filter, dashboard.filters, values, dashboard.tiles), expression: values.get(filter.name) ?? "" }));
    const crossed = crossing === null ? [] : Object.entries(crossing.filters).map(([field, expression]) => ({ field, subject: crossedSubject(field), expression }));
    return (
        <FilterFold filters={[...filters, ...crossed]} open={shown.some(needed)}>
            {filters.map(({ filter, subject, expression }) => (
                <Filter key={filter.name} filter={filter} subject={subject} expression={expression} onChange={(value) => navigateQuery(withFilter(pairs, filter, value))} />
            ))}
            {crossed.map(({ field, subject, expression }) => (
                <span key={field} className="crossed"><FilterChip subject={subject} expression={expression} onChange={(next) => cross(field, next)} onClear={() => cross(field, "")} /></span>
            ))}
            {(changed || crossing !== null) && <button type="button" className="link" onClick={reset}>Reset to saved</button>}
        </FilterFold>
    );
}

interface FilterProps {
    readonly filter: DashboardFilter;
    readonly subject: FilterSubject;
    readonly expression: string;
    readonly onChange: (expression: string) => void;
}

function Filter({ filter, subject, expression, onChange }: FilterProps): JSX.Element {
    const chip = <FilterChip subject={subject} expression={expression} onChange={onChange} {...(filter.required ? {} : { onClear: () => onChange("") })} />;
    const is = ["button_group", "button_toggles", "checkboxes", "radio_buttons"].includes(filter.control) ? "buttons" : filter.control === "dropdown_menu" ? "list" : null;
    if (is === null || (subject.kind !== "string" && subject.kind !== "yesno")) return chip;
    const several = filter.allowsSeveral && filter.control !== "radio_buttons" && filter.control !== "button_toggles";
    return <ValueControl subject={subject} is={is} options={filter.options} several={several} expression={expression} onChange={onChange} otherwise={chip} />;
}

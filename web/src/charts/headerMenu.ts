import { isObject, list, object } from "../api/reading";
import type { MenuEntry } from "../components/FloatingMenu";
import type { Column } from "./columns";
import { moved } from "./tableLayout";
import type { TableTools } from "./TableToolsContext";

const entry = (label: string, command: string, heading = ""): MenuEntry => ({ label, command, href: "", outside: false, icon: "", heading });

/** What the head of a column offers. Settings that are kept need tools; without them a table can be sorted, copied and cut down. */
export function headerEntries(column: Column, columns: readonly Column[], tools: TableTools | null, isTotal: boolean): MenuEntry[] {
    const { field } = column;
    const isNumber = field.isNumeric || field.category === "measure";
    const at = columns.indexOf(column);
    const inQuery = field.category !== "calculation";
    return [
        ...(isTotal ? [] : [entry(isNumber ? "Sort, smallest first" : "Sort A to Z", "sort asc"), entry(isNumber ? "Sort, largest first" : "Sort Z to A", "sort desc")]),
        ...(tools !== null && tools.sorts.length > 0 && !isTotal ? [entry("Then by this column", "sort then")] : []),
        ...(tools?.onFilter && inQuery ? [entry("Filter by this", "filter")] : []),
        ...(tools?.onPivot && field.category === "dimension" ? [entry("Pivot", "pivot")] : []),
        ...(tools !== null && isNumber ? [entry(hasBars(column, tools) ? "Without bars" : "Bars", "bars"), entry(hasScale(column, tools) ? "Without colours" : "Colours by value", "colours")] : []),
        ...(tools !== null && at > 0 ? [entry("Move left", "left")] : []),
        ...(tools !== null && at < columns.length - 1 ? [entry("Move right", "right")] : []),
        entry("Wider", "wider"), entry("Narrower", "narrower"), entry("Copy column", "copy"),
        ...(columns.length > 1 ? [entry(tools?.belowChart !== true ? "Hide column" : isHidden(column, tools) ? "Show in the chart" : "Hide in the chart", "hide")] : []),
        ...(tools?.onRemove && inQuery ? [entry("Take out of the query", "remove")] : []),
    ];
}

function isHidden(column: Column, tools: TableTools): boolean {
    return list(tools.settings["hidden_fields"], (item) => item).includes(column.field.name);
}

export function hasBars(column: Column, tools: TableTools): boolean {
    return object(object(tools.settings["series_cell_visualizations"])[column.field.name])["is_active"] === true;
}

function scaleOf(column: Column): (rule: unknown) => boolean {
    return (rule) => isObject(rule) && rule["type"] === "along a scale..." && list(rule["fields"], (name) => name).includes(column.field.name);
}

export function hasScale(column: Column, tools: TableTools): boolean {
    return list(tools.settings["conditional_formatting"], (rule) => rule).some(scaleOf(column));
}

/** The settings that a command of the menu changes; undefined where it changes none. */
export function changedSettings(command: string, column: Column, columns: readonly Column[], tools: TableTools): Readonly<Record<string, unknown>> | undefined {
    const { name } = column.field;
    const at = columns.indexOf(column);
    switch (command) {
        case "bars":
            return { series_cell_visualizations: { ...object(tools.settings["series_cell_visualizations"]), [name]: { is_active: !hasBars(column, tools) } } };
        case "colours": {
            const rules = list(tools.settings["conditional_formatting"], (rule) => rule);
            return hasScale(column, tools)
                ? { conditional_formatting: rules.filter((rule) => !scaleOf(column)(rule)) }
                : { enable_conditional_formatting: true, conditional_formatting: [...rules, { type: "along a scale...", fields: [name] }] };
        }
        case "left": case "right": {
            const other = columns[command === "left" ? at - 1 : at + 1];
            return other === undefined ? undefined : { column_order: moved(columns, column.id, other.id) };
        }
        case "hide": {
            const others = list(tools.settings["hidden_fields"], (item) => item).filter((item) => item !== name);
            return { hidden_fields: isHidden(column, tools) ? (others.length > 0 ? others : undefined) : [...others, name] };
        }
        default: return undefined;
    }
}

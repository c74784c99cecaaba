import type { QueryResult } from "../../api/result";

/** How the rows of a statement are drawn: along one column, the heights of others. */
export interface Shape {
    readonly type: string;
    readonly x: string;
    readonly y: readonly string[];
}

export const PICTURES: ReadonlyArray<readonly [string, string]> = [
    ["looker_column", "Columns"], ["looker_bar", "Bars"], ["looker_line", "Line"], ["looker_area", "Area"], ["looker_scatter", "Scatter"], ["looker_pie", "Pie"], ["single_value", "Single value"],
];

/** What was chosen, and where nothing was: the first column that has no numbers, and all that have. */
export function shapeOf(result: QueryResult, type: string, x: string, y: string): Shape {
    const names = result.dimensions.map((field) => field.name);
    const along = names.includes(x) ? x : (result.dimensions.find((field) => !field.isNumeric) ?? result.dimensions[0])?.name ?? "";
    const chosen = y.split(",").filter((name) => names.includes(name) && name !== along);
    const numbers = result.dimensions.filter((field) => field.isNumeric && field.name !== along).map((field) => field.name);
    const known = PICTURES.some(([id]) => id === type);
    const looksLikeTime = /^\d{4}-\d{2}/.test(String(result.rows[0]?.cells[along]?.value ?? ""));
    return { type: known ? type : looksLikeTime ? "looker_line" : "looker_column", x: along, y: chosen.length > 0 ? chosen : numbers };
}

/** The rows of SQL as a picture needs them: all columns of SQL are plain, a picture wants to know what is measured. */
export function shaped(result: QueryResult, shape: Shape): QueryResult {
    const of = (name: string) => result.dimensions.filter((field) => field.name === name);
    return {
        ...result,
        dimensions: shape.type === "single_value" && shape.y.length > 0 ? [] : of(shape.x),
        measures: shape.y.flatMap(of).map((field) => ({ ...field, category: "measure" as const })),
    };
}

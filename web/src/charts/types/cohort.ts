import { cellNumber, cellText } from "../../api/result";
import type { QueryResult } from "../../api/result";
import { evenPercent, percent } from "../../words/numbers";
import { numberColumns } from "../columns";
import type { CohortCell, CohortTable, NoChart } from "../description";
import type { VisSettings } from "../vis";
import { cellName, dimensionColumns, noChart, rowName, writtenAs } from "./told";

/**
 * Each row is a cohort, each column how old it is: a pivot, or the last of two dimensions. Shares are of the first column, or
 * of the largest value where there is no first one.
 */
export function describeCohort(result: QueryResult, vis: VisSettings): CohortTable | NoChart {
    const dimensions = dimensionColumns(result, vis);
    const measures = numberColumns(result, vis);
    const [measure] = measures;
    const pivoted = measures.filter((column) => column.pivot !== null && column.field.name === measure?.field.name);
    if (measure === undefined || dimensions.length === 0 || (pivoted.length === 0 && dimensions.length < 2)) return noChart("A cohort table needs cohorts in its rows, their age as a pivot, and a measure.");
    const down = pivoted.length > 0 ? dimensions : dimensions.slice(0, -1);
    const age = dimensions[dimensions.length - 1];
    const columns: string[] = pivoted.map((column) => column.title);
    const table = new Map<string, Map<string, { value: number | null; text: string }>>();
    for (const row of result.rows) {
        const name = rowName(down, row);
        const cells = table.get(name) ?? new Map<string, { value: number | null; text: string }>();
        table.set(name, cells);
        if (pivoted.length > 0) for (const column of pivoted) cells.set(column.title, { value: cellNumber(column.cell(row)), text: cellText(column.cell(row)) });
        else if (age !== undefined) {
            const title = cellName(age, row);
            if (!columns.includes(title)) columns.push(title);
            cells.set(title, { value: cellNumber(measure.cell(row)), text: cellText(measure.cell(row)) });
        }
    }
    if (pivoted.length === 0 && columns.every((title) => /^-?\d+$/.test(title))) columns.sort((a, b) => Number(a) - Number(b));
    const isShare = measure.field.valueFormat?.includes("%") === true;
    const asShares = !isShare && vis.cohort.show === "share";
    const largest = Math.max(0, ...[...table.values()].flatMap((cells) => [...cells.values()].map((cell) => cell.value ?? 0)));
    const sizeOf = (cells: Map<string, { value: number | null; text: string }>) => cells.get(columns[0] ?? "") ?? { value: null, text: "" };
    const rows = [...table].map(([name, cells]) => {
        const size = sizeOf(cells);
        return {
            name, size: isShare ? "" : size.text,
            cells: columns.map((title): CohortCell | null => {
                const cell = cells.get(title);
                if (cell === undefined || cell.value === null) return null;
                const whole = asShares ? size.value ?? 0 : isShare ? 1 : largest;
                const share = whole > 0 ? cell.value / whole : 0;
                return { text: asShares ? evenPercent(share) : cell.text, title: `${name}, ${title}: ${cell.text}${asShares ? ` (${percent(share)})` : ""}`, share: Math.min(1, Math.max(0, share)) };
            }),
        };
    });
    const mean = columns.map((title): CohortCell | null => {
        const known = [...table.values()].flatMap((cells) => {
            const value = cells.get(title)?.value ?? null;
            return value === null ? [] : [{ value, whole: asShares ? sizeOf(cells).value ?? 0 : 1 }];
        });
        const whole = known.reduce((sum, each) => sum + each.whole, 0);
        if (known.length === 0 || whole === 0) return null;
        const value = known.reduce((sum, each) => sum + each.value, 0) / whole;
        const text = asShares ? evenPercent(value) : writtenAs(value, measure);
        const share = asShares || isShare ? value : largest > 0 ? value / largest : 0;
        return { text, title: `All, ${title}: ${text}`, share: Math.min(1, Math.max(0, share)) };
    });
    const title = measure.pivot === null ? measure.title : measure.field.labelShort;
    const last = mean.reduce((found, cell, index) => (cell === null ? found : index), -1);
    return {
        kind: "cohort", title, rowTitle: down.map((column) => column.title).join(" · "), columns, rows, mean,
        summary: last < 1 ? `${rows.length} cohorts.` : `${title}: over ${rows.length} cohorts ${mean[last]?.text ?? ""} at ${columns[last] ?? ""}, ${mean[1]?.text ?? ""} at ${columns[1] ?? ""}.`,
    };
}

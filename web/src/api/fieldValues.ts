import { readQueryBody, runQuery } from "./queries";
import { cellNumber, cellText } from "./result";
import type { Row } from "./result";

/** The most frequent values of a field with how often each occurs, as it is written: at most 200, those that occur as often in their order. */
export async function fetchValueCounts(model: string, explore: string, field: string, count: string, signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
    const query = readQueryBody({ model, view: explore, fields: [field, count], sorts: [`${count} desc`, field], limit: 200 });
    return valueCounts((await runQuery(query, signal)).rows, field, count);
}

/** Values with their counts, as people sort them: the highest counts first, and of equal ones v2 before v10. */
export function valueCounts(rows: readonly Row[], field: string, count: string): ReadonlyMap<string, string> {
    const counted = rows.flatMap((row) => {
        const [value, number] = [row.cells[field], row.cells[count]];
        return value === undefined || value.value === null || number === undefined ? [] : [{ value: String(value.value), text: cellText(number), size: cellNumber(number) ?? 0 }];
    });
    counted.sort((left, right) => right.size - left.size || left.value.localeCompare(right.value, "en", { numeric: true, sensitivity: "base" }));
    return new Map(counted.map(({ value, text }) => [value, text]));
}

/** Values of a field among the rows that filters leave, in their order: at most 200; `complete` says whether these are all. */
export async function fetchNarrowedValues(
    model: string, explore: string, field: string, filters: Readonly<Record<string, string>>, term: string, signal: AbortSignal,
): Promise<{ readonly values: readonly string[]; readonly complete: boolean }> {
    const words = term === "" ? {} : { [field]: `%${term.replace(/[%_^,"]/g, "^$&")}%` };
    const query = readQueryBody({ model, view: explore, fields: [field], filters: { ...filters, ...words }, sorts: [field], limit: 200 });
    const result = await runQuery(query, signal);
    const values = result.rows.flatMap((row) => {
        const value = row.cells[field]?.value ?? null;
        return value === null ? [] : [String(value)];
    });
    return { values, complete: term === "" && result.rows.length < 200 };
}

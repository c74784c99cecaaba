import { cellNumber, cellText } from "../api/result";
import type { QueryResult, Row } from "../api/result";
import type { Column } from "./columns";
import type { Point } from "./description";

/** A column of small lines: the values of one measure over the pivot's periods, in each row. */
export interface SparkColumn {
    readonly id: string;
    readonly title: string;
    readonly points: (row: Row) => readonly Point[];
}

/** One for each measure with two pivot columns or more, oldest period first. */
export function sparkColumns(result: QueryResult, columns: readonly Column[]): SparkColumn[] {
    const pivoted = columns.filter((column) => column.pivot !== null && !column.pivot.isTotal);
    const names = [...new Set(pivoted.map((column) => column.field.name))];
    const isTime = result.pivotFields.some((field) => field.grain !== null);
    return names.flatMap((name): SparkColumn[] => {
        const own = pivoted.filter((column) => column.field.name === name);
        const [first] = own;
        if (first === undefined || own.length < 2) return [];
        const key = (column: Column) => column.pivot?.labels.join(" ") ?? "";
        const inTime = isTime ? [...own].sort((left, right) => key(left).localeCompare(key(right))) : own;
        return [{
            id: `spark ${name}`, title: names.length > 1 ? `${first.field.labelShort} over time` : "Over time",
            points: (row) => inTime.map((column) => ({ value: cellNumber(column.cell(row)), text: cellText(column.cell(row)) })),
        }];
    });
}

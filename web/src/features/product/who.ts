import type { ChartAnswer, ChartDefinition, ChartPoint } from "../../api/charts";
import type { ChartKind } from "./kinds";
import { writeNotation } from "./state/notation";

/** Whom a number of the table is about. */
export function whoIs(point: ChartPoint, kind: ChartKind, definition: ChartDefinition, show: string, answer: ChartAnswer): string {
    const wanted = sortedNotation(point);
    for (const row of kind.describe(answer, definition, show).table.rows) {
        for (const cell of row.cells) if (cell.point !== null && sortedNotation(cell.point) === wanted) return cell.who;
    }
    return "";
}

function sortedNotation(point: ChartPoint): string {
    return writeNotation(Object.fromEntries(Object.entries(point).sort(([left], [right]) => left.localeCompare(right))));
}

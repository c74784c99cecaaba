import type { ChartAnswer, ChartDefinition, ChartPoint } from "../../api/charts";
import { counted } from "../../words/numbers";
import type { Flow } from "./answers/view";
import type { ChartKind } from "./kinds";
import { writeNotation } from "./state/notation";

/** Whom a number of the table is about. */
export function whoIs(point: ChartPoint, kind: ChartKind, definition: ChartDefinition, show: string, answer: ChartAnswer): string {
    const wanted = sortedNotation(point);
    const { table, picture } = kind.describe(answer, definition, show);
    for (const row of table.rows) {
        for (const cell of row.cells) if (cell.point !== null && sortedNotation(cell.point) === wanted) return cell.who;
    }
    return picture?.is === "flow" ? whoIsAt(picture.flow, wanted) : "";
}

/** Whom a node of paths is about: the table has the ways between nodes only. */
function whoIsAt({ columns, backward }: Flow, wanted: string): string {
    const anchor = columns[0]?.[0]?.name ?? "";
    for (const [place, column] of columns.entries()) {
        const node = column.find((each) => each.point !== null && sortedNotation(each.point) === wanted);
        if (node === undefined) continue;
        if (place === 0) return `Paths ${backward ? "to" : "from"} ${node.name}`;
        return `${node.name}, ${counted(place, "step")} ${backward ? "before" : "after"} ${anchor}`;
    }
    return "";
}

function sortedNotation(point: ChartPoint): string {
    return writeNotation(Object.fromEntries(Object.entries(point).sort(([left], [right]) => left.localeCompare(right))));
}

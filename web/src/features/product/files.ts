import type { ChartAnswer } from "../../api/charts";
import { csvText } from "../../words/csv";
import { withHyphen } from "../../words/numbers";
import type { AnswerTable } from "./answers/view";

/** The table of a chart as CSV. */
export function tableFile(table: AnswerTable): Blob {
    const lines = [table.columns.map((column) => column.title), ...table.rows.map((row) => row.cells.map((cell) => withHyphen(cell.text)))];
    return new Blob([csvText(lines)], { type: "text/csv" });
}

/** All that the server answered, with what it means. */
export function answerFile(answer: ChartAnswer): Blob {
    return new Blob([`${JSON.stringify(answer.body, null, 2)}\n`], { type: "application/json" });
}

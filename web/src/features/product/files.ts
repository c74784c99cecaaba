import type { ChartAnswer } from "../../api/charts";
import { withHyphen } from "../../words/numbers";
import type { AnswerTable } from "./answers/view";

/** The table of a chart as CSV. */
export function tableFile(table: AnswerTable): Blob {
    const escape = (text: string) => (/[",\n]/.test(text) ? `"${text.replace(/"/g, "\"\"")}"` : text);
    const lines = [table.columns.map((column) => escape(column.title)), ...table.rows.map((row) => row.cells.map((cell) => escape(withHyphen(cell.text))))];
    return new Blob([`${lines.map((line) => line.join(",")).join("\r\n")}\r\n`], { type: "text/csv" });
}

/** All that the server answered, with what it means. */
export function answerFile(answer: ChartAnswer): Blob {
    return new Blob([`${JSON.stringify(answer.body, null, 2)}\n`], { type: "application/json" });
}

import { EMPTY_CELL } from "../api/result";
import type { QueryResult } from "../api/result";
import { csvText, unlikeFormula } from "../words/csv";

/** The rows of an answer without pivots as the server's CSV has them: headed by labels, values as they are. */
export function resultFile(result: QueryResult): Blob {
    const fields = [...result.dimensions, ...result.measures];
    const lines = [
        fields.map((field) => field.label),
        ...result.rows.map((row) => fields.map(({ name }) => {
            const { value } = row.cells[name] ?? EMPTY_CELL;
            return value === null ? "" : typeof value === "string" ? unlikeFormula(value) : String(value);
        })),
    ];
    return new Blob([csvText(lines)], { type: "text/csv" });
}

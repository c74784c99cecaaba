import { useEffect, useState } from "react";
import { withCustomField } from "../../../api/customFields";
import { ApiError } from "../../../api/http";
import { runQuery } from "../../../api/queries";
import type { QueryBody } from "../../../api/queries";
import type { JSONObject } from "../../../api/reading";
import { cellText } from "../../../api/result";
import type { QueryResult } from "../../../api/result";

export type Preview =
    | { readonly is: "none" | "waiting" }
    | { readonly is: "failed"; readonly message: string }
    | { readonly is: "values"; readonly texts: readonly string[] };

const PAUSE = 500;
const SHOWN = 5;

/** What a field would come to: its first values in the present answer, or why it has none. Asked when nobody has typed for a moment. */
export function usePreview(query: QueryBody, field: JSONObject | null, name: string, replaced: string | null): Preview {
    const [preview, setPreview] = useState<Preview>({ is: "none" });
    const written = field === null ? "" : JSON.stringify(field);
    const key = JSON.stringify([query, written]);
    useEffect(() => {
        if (field === null || query.fields.length === 0) {
            setPreview({ is: "none" });
            return undefined;
        }
        const controller = new AbortController();
        setPreview({ is: "waiting" });
        const timer = setTimeout(() => {
            const dynamicFields = withCustomField(query.dynamicFields, field, replaced);
            const isCalculation = field["table_calculation"] !== undefined;
            const asked = { ...query, dynamicFields, fields: isCalculation || query.fields.includes(name) ? query.fields : [...query.fields.filter((each) => each !== replaced), name] };
            runQuery(asked, controller.signal).then(
                (result) => setPreview(read(result, name)),
                (error: unknown) => {
                    if (!controller.signal.aborted) setPreview({ is: "failed", message: error instanceof ApiError ? error.message : "The server did not answer." });
                });
        }, PAUSE);
        return () => {
            clearTimeout(timer);
            controller.abort();
        };
    }, [key, name, replaced]);
    return preview;
}

function read(result: QueryResult, name: string): Preview {
    if (result.errors.length > 0) return { is: "failed", message: result.errors.join(" ") };
    const field = [...result.dimensions, ...result.measures].find((each) => each.name === name);
    const warning = result.warnings.find((each) => each.includes(name));
    if (field === undefined || field.error !== "") return { is: "failed", message: field?.error || warning || "It has no values in this answer." };
    const cells = result.rows.flatMap((row) => row.cells[name] ?? Object.values(row.pivoted[name] ?? {}));
    return { is: "values", texts: cells.slice(0, SHOWN).map((cell) => (cell.value === null ? "∅" : cellText(cell))) };
}

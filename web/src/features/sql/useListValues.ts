import { ApiError } from "../../api/http";
import { copiedText } from "../../api/result";
import { runSQL, storeSQL } from "../../api/sqlRunner";
import { useResource } from "../../api/useResource";
import type { Parameter } from "./parameters";

/** Longer lists are not for choosing from. */
const MOST = 1000;

/** What can be chosen for a parameter: as it is written down, or the first column of what its SELECT gives. */
export function useListValues(connection: string, parameter: Parameter): { readonly values: readonly string[]; readonly loading: boolean; readonly problem: string } {
    const { source } = parameter;
    const found = useResource(source === "" ? undefined : `sql list ${connection} ${source}`, async (signal) => {
        const result = await runSQL(await storeSQL(connection, source, signal), {}, signal);
        if (result.errors.length > 0) throw new ApiError("refused", 400, `The values of ${parameter.name} can't be listed: ${result.errors.join(" ")}`);
        const column = result.dimensions[0]?.name ?? "";
        return result.rows.slice(0, MOST).flatMap((row) => {
            const cell = row.cells[column];
            return cell === undefined || cell.value === null ? [] : [copiedText(cell)];
        });
    }, { freshFor: 300_000 });
    if (source === "") return { values: parameter.values, loading: false, problem: "" };
    return { values: found.value ?? [], loading: found.loading, problem: found.error?.message ?? "" };
}

import type { StatementBody } from "../../api/statements";
import { valueOf } from "../../navigation/query";
import type { QueryPairs } from "../../navigation/query";
import { choicePairs, choicesOf, parametersOf } from "./parameters";
import type { Parameter } from "./parameters";

/** What the address says of how rows are drawn. */
const DRAWN = ["view", "type", "x", "y"] as const;

/** What is saved of a page: the text, and of its address the values of the parameters that the text has and the picture. */
export function bodyOf(connection: string, sql: string, parameters: readonly Parameter[], pairs: QueryPairs): StatementBody {
    const choices = choicesOf(pairs);
    const values = parameters.map(({ name }) => [name, (choices[name] ?? []).filter((value) => value !== "")] as const).filter(([, chosen]) => chosen.length > 0);
    const chart = DRAWN.map((name) => [name, valueOf(pairs, name) ?? ""] as const).filter(([name, value]) => value !== "" && !(name === "view" && value === "table"));
    return { connection, sql, values: Object.fromEntries(values), chart: Object.fromEntries(chart) };
}

/** The address with what is saved where it says nothing itself. */
export function completed(pairs: QueryPairs, kept: Pick<StatementBody, "values" | "chart"> | undefined): QueryPairs {
    if (kept === undefined) return pairs;
    const said = new Set(pairs.map(([name]) => name));
    const saved = [...Object.entries(kept.chart), ...choicePairs(kept.values)];
    return [...pairs, ...saved.filter(([name]) => !said.has(name))];
}

/** Whether saving `now` would change something. Values of parameters that the text doesn't have count for nothing. */
export function differs(kept: StatementBody, now: StatementBody): boolean {
    return textOf(bodyOf(kept.connection, kept.sql, parametersOf(kept.sql), completed([], kept))) !== textOf(now);
}

/** The same for equal ones, however they are ordered. */
function textOf({ connection, sql, values, chart }: StatementBody): string {
    const sorted = (all: Readonly<Record<string, unknown>>) => Object.entries(all).sort(([one], [other]) => (one < other ? -1 : 1));
    return JSON.stringify([connection, sql, sorted(values), sorted(chart)]);
}

import type { SqlValue } from "../../api/sqlRunner";
import type { QueryPairs } from "../../navigation/query";
import { tokens } from "./tokens";

export type ParameterKind = "text" | "number" | "date" | "dates" | "one of" | "any of";

/** Something that whoever runs the statement chooses: `{{ name }}`. */
export interface Parameter {
    readonly name: string;
    readonly kind: ParameterKind;
    /** For the two kinds of lists: the values, where they are written down … */
    readonly values: readonly string[];
    /** … or the SELECT whose first column has them; "" for none. */
    readonly source: string;
}

export const KINDS: readonly ParameterKind[] = ["text", "number", "date", "dates", "one of", "any of"];

/** `-- {{ account }} one of: SELECT name FROM clean.account` */
const DEFINITION = /^--\s*\{\{\s*([a-zA-Z_]\w*)\s*\}\}\s+(text|number|dates|date|one of|any of)\s*(?::\s*(.*))?$/;
const USE = /\{\{\s*([a-zA-Z_]\w*)(?:\.(start|end))?\s*\}\}/;

/**
 * The parameters of a statement in the order of their first use.
 *
 * A line of comment says what one is: `-- {{ period }} dates`, `-- {{ plan }} one of: free, business`. Without one it is text, or
 * two dates where the statement says `{{ period.start }}`.
 */
export function parametersOf(sql: string): Parameter[] {
    const pieces = tokens(sql);
    const defined = new Map<string, Parameter>();
    for (const { kind, text } of pieces) {
        const [, name, said, rest = ""] = kind === "comment" ? DEFINITION.exec(text.trim()) ?? [] : [];
        if (name === undefined || said === undefined) continue;
        const isQuery = /^(?:select|with|from)\b/i.test(rest.trim());
        defined.set(name, {
            name, kind: said as ParameterKind, source: isQuery ? rest.trim() : "",
            values: isQuery ? [] : rest.split(",").map((value) => value.trim()).filter((value) => value !== ""),
        });
    }
    const found = new Map<string, Parameter>();
    for (const { kind, text } of pieces) {
        const [, name, part] = kind === "parameter" ? USE.exec(text) ?? [] : [];
        if (name === undefined || (found.has(name) && part === undefined)) continue;
        found.set(name, defined.get(name) ?? { name, kind: part === undefined ? "text" : "dates", values: [], source: "" });
    }
    return [...found.values()];
}

/** The statement with the line that says what `parameter` is, in place of the one that was there. */
export function withDefinition(sql: string, parameter: Parameter): string {
    const rest = parameter.source !== "" ? parameter.source.replace(/\s+/g, " ") : parameter.values.join(", ");
    const line = `-- {{ ${parameter.name} }} ${parameter.kind}${rest === "" ? "" : `: ${rest}`}`;
    const lines = sql.split("\n");
    const at = lines.findIndex((each) => DEFINITION.exec(each.trim())?.[1] === parameter.name);
    if (at < 0) return `${line}\n${sql}`;
    return [...lines.slice(0, at), line, ...lines.slice(at + 1)].join("\n");
}

/** What was chosen, by parameter: one value, two for dates, any number for `any of`. */
export type Choices = Readonly<Record<string, readonly string[]>>;

/** Reads what the address says: `p_plan=free`, `p_period=2026-01-01`, `p_period=2026-02-01`. */
export function choicesOf(pairs: QueryPairs): Choices {
    const choices: Record<string, string[]> = {};
    for (const [key, value] of pairs) {
        if (key.startsWith("p_")) (choices[key.slice(2)] ??= []).push(value);
    }
    return choices;
}

export function choicePairs(choices: Choices): QueryPairs {
    return Object.entries(choices).flatMap(([name, values]) => values.map((value) => [`p_${name}`, value] as const));
}

/** What is chosen badly or not at all, by parameter, as sentences. */
export function objections(parameters: readonly Parameter[], choices: Choices): Record<string, string> {
    const found: Record<string, string> = {};
    for (const { name, kind } of parameters) {
        const values = (choices[name] ?? []).filter((value) => value !== "");
        if (kind === "dates" && values.length < 2) found[name] = "Choose two dates.";
        else if (values.length === 0) found[name] = "Choose a value.";
        else if (kind === "number" && !Number.isFinite(Number(values[0]))) found[name] = "This is not a number.";
        else if (kind === "dates" && (values[0] ?? "") > (values[1] ?? "")) found[name] = "The first date comes after the second.";
    }
    return found;
}

/** A statement as the server runs it: with `$names`, and what is bound to them. Values never become part of the text. */
export interface Bound {
    readonly sql: string;
    readonly values: Readonly<Record<string, SqlValue>>;
}

/** Binds what was chosen. Quotes around `{{ name }}`, as other tools need them, are taken away. Lines stay where they are. */
export function bind(sql: string, parameters: readonly Parameter[], choices: Choices): Bound {
    const known = new Map(parameters.map((parameter) => [parameter.name, parameter]));
    const values: Record<string, SqlValue> = {};
    const parts = tokens(sql).map(({ kind, text }) => {
        const [, name, part] = kind === "parameter" ? USE.exec(text) ?? [] : [];
        const parameter = name === undefined ? undefined : known.get(name);
        if (parameter === undefined || name === undefined) return text;
        const chosen = choices[name] ?? [];
        switch (parameter.kind) {
            case "number":
                values[name] = Number(chosen[0] ?? "0");
                return `$${name}`;
            case "date":
                values[name] = chosen[0] ?? null;
                return `CAST($${name} AS DATE)`;
            case "dates": {
                const end = part === "end";
                values[`${name}_${end ? "end" : "start"}`] = chosen[end ? 1 : 0] ?? null;
                return `CAST($${name}_${end ? "end" : "start"} AS DATE)`;
            }
            case "any of":
                chosen.forEach((value, index) => { values[`${name}_${index + 1}`] = value; });
                return chosen.length === 0 ? "NULL" : chosen.map((_, index) => `$${name}_${index + 1}`).join(", ");
            default:
                values[name] = chosen[0] ?? null;
                return `$${name}`;
        }
    });
    return { sql: parts.join(""), values };
}

/** What a statement might be called: its first line of comment that defines nothing, else its beginning. */
export function nameOf(sql: string): string {
    const lines = sql.split("\n").map((line) => line.trim()).filter((line) => line !== "");
    const said = lines.find((line) => line.startsWith("--") && !DEFINITION.test(line));
    const name = said !== undefined ? said.replace(/^--\s*/, "") : lines.filter((line) => !line.startsWith("--")).join(" ");
    return name.length > 80 ? `${name.slice(0, 79)}…` : name;
}

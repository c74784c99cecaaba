import type { SqlTable } from "../../api/sqlRunner";
import { KEYWORDS, tokens } from "./tokens";

export interface Completion {
    readonly label: string;
    readonly detail: string;
    /** Where what was typed begins. */
    readonly from: number;
}

const MOST = 10;
const FUNCTIONS: readonly string[] = [
    "count", "sum", "avg", "min", "max", "median", "coalesce", "round", "date_trunc", "date_diff", "date_part", "strftime", "lower", "upper", "length", "substring", "replace", "regexp_matches",
    "row_number", "rank", "lag", "lead", "first_value", "last_value", "quantile_cont", "count_if", "list", "unnest", "greatest", "least", "abs", "floor", "ceil", "nullif", "concat", "split_part", "approx_count_distinct",
];

/**
 * What may go on at a place: columns behind `alias.`, tables behind FROM and JOIN, elsewhere columns of the tables that the
 * statement names, functions and keywords.
 *
 * @param asked whether somebody asked for it with nothing typed.
 */
export function completions(sql: string, at: number, tables: readonly SqlTable[], asked: boolean): Completion[] {
    const before = sql.slice(0, at);
    const last = tokens(before).pop();
    if (last !== undefined && (last.kind === "comment" || (last.kind === "text" && !/^'.*'$/s.test(last.text)) || last.kind === "parameter")) return [];
    const typed = /[a-zA-Z_][\w.]*$/.exec(before)?.[0] ?? "";
    if (typed === "" && !asked) return [];
    const from = at - typed.length;
    const dot = typed.lastIndexOf(".");
    if (dot >= 0) {
        const [owner, start] = [typed.slice(0, dot).toLowerCase(), typed.slice(dot + 1).toLowerCase()];
        const table = aliases(sql, tables).get(owner);
        const columns = (table?.columns ?? []).filter((column) => column.name.toLowerCase().startsWith(start))
            .map((column) => ({ label: column.name, detail: column.type, from: from + dot + 1 }));
        return (columns.length > 0 ? columns : tablesLike(tables, typed, from)).slice(0, MOST);
    }
    if (/\b(?:from|join)\s+$/i.test(sql.slice(0, from))) return tablesLike(tables, typed, from).slice(0, MOST);
    const start = typed.toLowerCase();
    const starts = (name: string) => name.toLowerCase().startsWith(start);
    const seen = new Set<string>();
    const columns = [...new Set(aliases(sql, tables).values())].flatMap((table) => table.columns.filter((column) => starts(column.name)).map((column) => ({ label: column.name, detail: `${table.name}, ${column.type}`, from })))
        .filter((each) => !seen.has(each.label) && seen.add(each.label));
    if (typed === "") return columns.slice(0, MOST);
    const functions = FUNCTIONS.filter(starts).map((name) => ({ label: name, detail: "function", from }));
    const keywords = KEYWORDS.filter((name) => starts(name) && name.toLowerCase() !== start).map((name) => ({ label: name, detail: "", from }));
    return [...columns, ...(typed.length > 1 ? [...functions, ...keywords] : [])].slice(0, MOST);
}

function tablesLike(tables: readonly SqlTable[], typed: string, from: number): Completion[] {
    const start = typed.toLowerCase();
    return tables.filter(({ name }) => name.toLowerCase().startsWith(start) || (name.split(".").pop() ?? "").toLowerCase().startsWith(start))
        .filter(({ name }) => name.toLowerCase() !== start)
        .map((table) => ({ label: table.name, detail: `${table.columns.length} columns`, from }));
}

/** The tables that a statement names, by their names and by what it calls them. */
export function aliases(sql: string, tables: readonly SqlTable[]): Map<string, SqlTable> {
    const known = new Map(tables.map((table) => [table.name.toLowerCase(), table]));
    const found = new Map<string, SqlTable>();
    for (const [, name = "", , alias] of sql.matchAll(/\b(?:from|join|,)\s+([a-zA-Z_][\w.]*)(\s+(?:as\s+)?([a-zA-Z_]\w*))?/gi)) {
        const table = known.get(name.toLowerCase()) ?? known.get(`main.${name.toLowerCase()}`);
        if (table === undefined) continue;
        found.set(name.toLowerCase(), table);
        found.set((name.split(".").pop() ?? "").toLowerCase(), table);
        if (alias !== undefined && !KEYWORDS.includes(alias.toUpperCase())) found.set(alias.toLowerCase(), table);
    }
    return found;
}

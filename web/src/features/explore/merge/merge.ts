import type { Field } from "../../../api/fields";
import type { MergeSource } from "../../../api/merges";
import type { QueryBody } from "../../../api/queries";
import { isObject } from "../../../api/reading";
import { address, valueOf } from "../../../navigation/query";
import type { QueryPairs } from "../../../navigation/query";

/** Merged results as their address says them. */
export interface Merge {
    /** The first one gives the rows; the others add columns to them. */
    readonly sources: readonly MergeSource[];
    readonly visConfig: Readonly<Record<string, unknown>>;
}

/** A column that further queries can be joined by. */
export interface MergeColumn {
    readonly name: string;
    readonly label: string;
    readonly type: string;
}

const PATH = "/explore/merge";

/** `of=12&of=15&on=account.name:account.name`: each further query has an `on`, its own field first, in their order. */
export function mergeAddress({ sources, visConfig }: Merge): string {
    const pairs: Array<readonly [string, string]> = sources.map(({ query }) => ["of", query]);
    for (const { on } of sources.slice(1)) pairs.push(["on", on.map(({ field, column }) => `${field}:${column}`).join(",")]);
    if (Object.keys(visConfig).length > 0) pairs.push(["vis", JSON.stringify(visConfig)]);
    return address(PATH, pairs);
}

export function readMerge(pairs: QueryPairs): Merge {
    const all = (name: string) => pairs.filter(([key]) => key === name).map(([, value]) => value);
    const on = all("on");
    return {
        sources: all("of").filter((query) => query !== "").map((query, index) => ({ query, on: index === 0 ? [] : readOn(on[index - 1] ?? "") })),
        visConfig: readVisConfig(valueOf(pairs, "vis") ?? ""),
    };
}

function readOn(text: string): MergeSource["on"] {
    return text.split(",").flatMap((pair) => {
        const [field = "", column = ""] = pair.split(":");
        return field === "" || column === "" ? [] : [{ field, column }];
    });
}

function readVisConfig(text: string): Merge["visConfig"] {
    try {
        const read: unknown = JSON.parse(text);
        return isObject(read) ? read : {};
    } catch {
        return {};
    }
}

/** The merge with a query at a place, the number of sources being that of a new one. */
export function withSource(merge: Merge, place: number, query: string): Merge {
    const before = merge.sources[place];
    return { ...merge, sources: [...merge.sources.slice(0, place), { query, on: before?.on ?? [] }, ...merge.sources.slice(place + 1)] };
}

/** Without the first query, the second one gives the rows. */
export function withoutSource(merge: Merge, place: number): Merge {
    return { ...merge, sources: merge.sources.filter((_, at) => at !== place).map((source, at) => (at === 0 ? { ...source, on: [] } : source)) };
}

/** The dimensions of a query in its answer. */
export function mergeColumns(query: QueryBody, fields: readonly Field[]): readonly MergeColumn[] {
    return query.fields.flatMap((name) => {
        const field = fields.find((each) => each.name === name && each.category === "dimension");
        return field === undefined ? [] : [{ name, label: field.label, type: field.type }];
    });
}

/** What somebody most likely joins by: fields of one name, else of one label, else the first two of one type. */
export function guessedOn(own: readonly MergeColumn[], columns: readonly MergeColumn[]): MergeSource["on"] {
    for (const alike of [
        (left: MergeColumn, right: MergeColumn) => left.name === right.name,
        (left: MergeColumn, right: MergeColumn) => lastWords(left) === lastWords(right),
    ]) {
        const found = own.flatMap((field) => {
            const column = columns.find((each) => alike(field, each));
            return column === undefined ? [] : [{ field: field.name, column: column.name }];
        });
        if (found.length > 0) return found;
    }
    const [first] = own.flatMap((field) => columns.filter((each) => each.type === field.type).map((column) => ({ field: field.name, column: column.name })));
    return first === undefined ? [] : [first];
}

/** `instance_month.activity_month` and `search_month.activity_month` are of one kind. */
function lastWords({ name }: MergeColumn): string {
    return name.slice(name.indexOf(".") + 1);
}

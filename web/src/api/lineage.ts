import { requestJSON } from "./http";
import { list, object, text } from "./reading";
import type { JSONObject } from "./reading";

/** What something saved stands on. */
export interface Origins {
    /** The file that defines it: `content/looks/dau_mau.yaml`; "" where the server does not tell. */
    readonly path: string;
    /** `schema.table`, those that fields read first, then what these are made from. */
    readonly tables: ReadonlyArray<{ readonly name: string; readonly isDirect: boolean }>;
    /** What could not be followed, in sentences. */
    readonly problems: readonly string[];
}

/** Where a Look (`look:12`) or tile (`tile:<dashboard>/<id>`) comes from, down to the tables that come from outside. */
export async function fetchOrigins(name: string, signal: AbortSignal): Promise<Origins> {
    const answer = object(await requestJSON(`/api/v1/lineage?${new URLSearchParams({ name, direction: "up" })}`, { signal }));
    return readOrigins(list(answer["nodes"], object));
}

export function readOrigins(nodes: readonly JSONObject[]): Origins {
    const depths = new Map<string, number>();
    const problems = new Set<string>();
    function walk(node: JSONObject, depth: number): void {
        const kind = text(node["kind"]);
        const column = kind === "column";
        const name = column ? text(node["name"]).split(".").slice(0, -1).join(".") : text(node["name"]);
        if (column || kind === "table") depths.set(name, Math.min(depths.get(name) ?? depth, depth));
        if (text(node["problem"]) !== "") problems.add(text(node["problem"]));
        for (const next of list(node["up"] ?? node["next"], object)) walk(next, column || kind === "table" ? depth + 1 : depth);
    }
    for (const node of nodes) walk(node, 0);
    const tables = [...depths].sort(([a, first], [b, second]) => Math.min(first, 1) - Math.min(second, 1) || a.localeCompare(b));
    return {
        path: text(nodes[0]?.["path"]),
        tables: tables.map(([name, depth]) => ({ name, isDirect: depth === 0 })),
        problems: [...problems],
    };
}

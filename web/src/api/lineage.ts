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

/** A thing that lineage knows: a table, column, explore, field, Look, tile, dashboard. */
export interface LineageThing {
    /** "table", "column", "explore", "field", "look", "tile", "dashboard" … */
    readonly kind: string;
    /** As the server names it: `clean.account`, `look:12`, `tile:1500/112`. */
    readonly name: string;
    readonly title: string;
    /** The file that defines it; "" where none does. */
    readonly path: string;
    /** What could not be followed; "" for nothing. */
    readonly problem: string;
}

/** What stands on what. `from` and `to` are keys of `things`. */
export interface LineageEdge {
    readonly from: string;
    readonly to: string;
    /** How values get there: "copied", "computed", "reads" … */
    readonly step: string;
}

export interface Lineage {
    /** What was asked about; several where a name means several. */
    readonly asked: readonly string[];
    readonly things: ReadonlyMap<string, LineageThing>;
    readonly edges: readonly LineageEdge[];
    /** How far each thing is from what was asked about; negative for what it comes from. */
    readonly distances: ReadonlyMap<string, number>;
    readonly suggestions: readonly string[];
    /** Other names under which the same field stands. */
    readonly also: readonly string[];
}

/** What something comes from and what stands on it, at most `depth` steps away. */
export async function fetchLineage(name: string, direction: "both" | "up" | "down", depth: number, signal: AbortSignal): Promise<Lineage> {
    const question = new URLSearchParams({ name, depth: String(depth), ...(direction === "both" ? {} : { direction }) });
    return readLineage(object(await requestJSON(`/api/v1/lineage?${question.toString()}`, { signal })));
}

/** The titles of the dashboards that the reader sees, by their ids. */
export async function fetchDashboardTitles(signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
    const dashboards = list(await requestJSON("/api/4.0/dashboards?fields=id,title", { signal }), object);
    return new Map(dashboards.map((dashboard) => [text(dashboard["id"]), text(dashboard["title"])]));
}

export function readLineage(answer: JSONObject): Lineage {
    const things = new Map<string, LineageThing>();
    const edges = new Map<string, LineageEdge>();
    const distances = new Map<string, number>();
    const asked: string[] = [];
    const also: string[] = [];
    function add(node: JSONObject, distance: number): string {
        const thing = { kind: text(node["kind"]), name: text(node["name"]), title: text(node["title"]), path: text(node["path"]), problem: text(node["problem"]) };
        const key = `${thing.kind} ${thing.name}`;
        if (!things.has(key)) things.set(key, thing);
        const known = distances.get(key);
        if (known === undefined || Math.abs(distance) < Math.abs(known)) distances.set(key, distance);
        return key;
    }
    function walk(nodes: readonly JSONObject[], near: string, distance: number, sign: 1 | -1): void {
        for (const node of nodes) {
            const key = add(node, sign * distance);
            const edge = sign < 0 ? { from: key, to: near } : { from: near, to: key };
            edges.set(`${edge.from} > ${edge.to}`, { ...edge, step: text(node["step"]) });
            walk(list(node["next"], object), key, distance + 1, sign);
        }
    }
    for (const node of list(answer["nodes"], object)) {
        const key = add(node, 0);
        asked.push(key);
        also.push(...list(node["also"], text));
        walk(list(node["up"], object), key, 1, -1);
        walk(list(node["down"], object), key, 1, 1);
    }
    return { asked, things, edges: [...edges.values()], distances, suggestions: list(answer["suggestions"], (item) => text(object(item)["name"]) || text(item)), also };
}

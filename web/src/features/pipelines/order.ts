import type { PipelineTable } from "../../api/pipelines";
import type { TableTests } from "./tests";

export type SortKey = "state" | "table" | "kind" | "built" | "rows" | "completeTo" | "tests" | "owner";
export interface SortOrder {
    readonly by: SortKey;
    readonly descending: boolean;
}

/** What stands out comes first: what can't be built or failed, then failed tests, then what is under way. */
export function standing(table: PipelineTable, tests: TableTests | undefined): "broken" | "failed" | "tests" | "building" | "waiting" | "skipped" | "built" {
    if (table.needs !== "") return "broken";
    if (table.isBuilding) return "building";
    if (table.lastState === "failed") return "failed";
    if ((tests?.failed.length ?? 0) > 0 || table.lastState === "warned") return "tests";
    if (table.lastState === "skipped" || table.lastState === "cancelled") return "skipped";
    return table.built === null ? "waiting" : "built";
}

const RANKS = ["broken", "failed", "tests", "building", "skipped", "waiting", "built"];

export function sortedTables(tables: readonly PipelineTable[], tests: ReadonlyMap<string, TableTests>, order: SortOrder): PipelineTable[] {
    const sign = order.descending ? -1 : 1;
    return [...tables].sort((left, right) => {
        const [a, b] = [keyOf(left, tests.get(left.id), order.by), keyOf(right, tests.get(right.id), order.by)];
        // What has no value stands last, whichever way.
        if (a === null || b === null) return Number(a === null) - Number(b === null) || left.table.localeCompare(right.table);
        const difference = typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
        return difference * sign || left.table.localeCompare(right.table);
    });
}

function keyOf(table: PipelineTable, tests: TableTests | undefined, by: SortKey): string | number | null {
    switch (by) {
        case "state": return RANKS.indexOf(standing(table, tests));
        case "table": return table.table;
        case "kind": return kindOf(table);
        case "built": return table.built;
        case "rows": return table.rows;
        case "completeTo": return table.completeTo;
        case "tests": return tests === undefined ? null : tests.ids.length + 1000 * tests.failed.length;
        case "owner": return table.owner === "" ? null : table.owner;
    }
}

/** "table", "view", "incremental" …; seeds and snapshots by their own names. */
export function kindOf(table: PipelineTable): string {
    return table.type === "model" ? table.kind : table.type;
}

/** The tables that have every word of a search somewhere. */
export function findTables(tables: readonly PipelineTable[], search: string): readonly PipelineTable[] {
    const words = search.toLowerCase().split(/\s+/).filter((word) => word !== "");
    if (words.length === 0) return tables;
    return tables.filter((table) => {
        const all = [table.table, table.description, table.owner, table.path, kindOf(table)].join("\n").toLowerCase();
        return words.every((word) => all.includes(word));
    });
}

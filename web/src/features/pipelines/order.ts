import type { PipelineTable } from "../../api/pipelines";
import type { TableTests } from "./tests";

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

/** The place of a table in a list of what needs somebody first. */
export function rank(table: PipelineTable, tests: TableTests | undefined): number {
    return RANKS.indexOf(standing(table, tests));
}

/** The more of its tests fail, and then the more it has, the larger; "" without any. */
export function testsRank(tests: TableTests | undefined): number | "" {
    return tests === undefined || tests.ids.length === 0 ? "" : tests.ids.length + 1000 * tests.failed.length;
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

import type { PipelineTable } from "../../api/pipelines";
import type { RunDetail, RunNode } from "../../api/pipelineRuns";

/** The tests of one table, by how they last ended. */
export interface TableTests {
    /** Ids of all of them. */
    readonly ids: readonly string[];
    readonly passed: number;
    /** Those that failed or warned. */
    readonly failed: readonly RunNode[];
    /** How many have not run, as far as the runs at hand tell. */
    readonly unknown: number;
}

export const NO_TESTS: TableTests = { ids: [], passed: 0, failed: [], unknown: 0 };

/**
 * The tests of each table, by the table's id. A test reads more than one table where it compares them; it belongs to the
 * one that its name begins with: `relationships_contact_account_id__id__ref_account_` to `contact`.
 *
 * @param runs The newest first.
 */
export function testsByTable(tables: readonly PipelineTable[], runs: readonly RunDetail[]): Map<string, TableTests> {
    const last = new Map<string, RunNode>();
    for (const run of runs) {
        for (const node of run.nodes) if (isTest(node.id) && !last.has(node.id)) last.set(node.id, node);
    }
    const owners = new Map<string, PipelineTable[]>();
    for (const table of tables) {
        for (const id of table.readBy) if (isTest(id)) owners.set(id, [...owners.get(id) ?? [], table]);
    }
    const result = new Map<string, TableTests>();
    for (const [id, readers] of owners) {
        for (const table of ownersOf(id, readers)) {
            const known = result.get(table.id) ?? NO_TESTS;
            const node = last.get(id);
            const failed = node?.state === "failed" || node?.state === "warned";
            result.set(table.id, {
                ids: [...known.ids, id],
                passed: known.passed + (node?.state === "ok" || node?.state === "unchanged" ? 1 : 0),
                failed: failed && node !== undefined ? [...known.failed, node] : known.failed,
                unknown: known.unknown + (node === undefined || node.state === "skipped" || node.state === "cancelled" ? 1 : 0),
            });
        }
    }
    return result;
}

/**
 * How many tests passed and failed when they last ran, those of sources, too, which belong to no table. What only runs before
 * the last one of everything know is counted while a table still has it: the others may be gone.
 *
 * @param runs The newest first.
 */
export function testTotals(tables: readonly PipelineTable[], runs: readonly RunDetail[]): { readonly passed: number; readonly failed: number } {
    const kept = new Set(tables.flatMap((table) => table.readBy));
    const last = new Map<string, RunNode>();
    let whole = false;
    for (const run of runs) {
        for (const node of run.nodes) if (isTest(node.id) && !last.has(node.id) && (!whole || kept.has(node.id))) last.set(node.id, node);
        whole ||= run.finished !== null && run.selection === "" && (run.command === "build" || run.command === "test");
    }
    const count = (...states: ReadonlyArray<RunNode["state"]>) => [...last.values()].filter((node) => states.includes(node.state)).length;
    return { passed: count("ok", "unchanged"), failed: count("failed", "warned") };
}

export function isTest(id: string): boolean {
    return id.startsWith("test.") || id.startsWith("unit_test.");
}

/** `not_null_account_id` of `test.demo.not_null_account_id.a2e380ca85` */
export function testName(id: string): string {
    return id.split(".").slice(2).join(".").replace(/\.[0-9a-f]{10}$/, "");
}

function ownersOf(id: string, readers: readonly PipelineTable[]): readonly PipelineTable[] {
    if (readers.length < 2) return readers;
    const name = `_${testName(id)}_`;
    const placed = readers.map((table) => ({ table, at: name.indexOf(`_${table.name}_`) })).filter(({ at }) => at >= 0)
        .sort((left, right) => left.at - right.at || right.table.name.length - left.table.name.length);
    const [first] = placed;
    return first === undefined ? readers : [first.table];
}

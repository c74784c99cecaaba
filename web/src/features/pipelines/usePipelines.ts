import { useEffect, useMemo } from "react";
import { fetchPipelineTables } from "../../api/pipelines";
import { fetchPipelineRun, fetchPipelineRuns } from "../../api/pipelineRuns";
import type { PipelineTable } from "../../api/pipelines";
import type { PipelineRun, RunDetail } from "../../api/pipelineRuns";
import { useResource } from "../../api/useResource";
import type { Resource } from "../../api/useResource";
import { testsByTable } from "./tests";
import type { TableTests } from "./tests";

export interface Pipelines {
    readonly tables: Resource<PipelineTable[]>;
    readonly runs: Resource<PipelineRun[]>;
    /** The newest runs with what became of each table and test; empty until they are there. */
    readonly details: readonly RunDetail[];
    readonly tests: ReadonlyMap<string, TableTests>;
    readonly reload: () => void;
}

/** So many runs are read for the state of tests and the history of tables. */
const READ_RUNS = 12;
const SOON = 5000;

/** The tables, the runs, and what the newest runs say of each. While something is under way it is asked again by itself. */
export function usePipelines(): Pipelines {
    const tables = useResource("pipeline tables", fetchPipelineTables, { freshFor: 15_000 });
    const runs = useResource("pipeline runs", fetchPipelineRuns, { freshFor: 15_000 });
    const newest = (runs.value ?? []).slice(0, READ_RUNS);
    const key = runs.value === undefined ? undefined : `pipeline details ${newest.map((run) => `${run.id} ${run.state}`).join()}`;
    const details = useResource(key, (signal) => Promise.all(newest.map((run) => fetchPipelineRun(run.id, signal))), { freshFor: 60_000, keepPrevious: true });
    const busy = (runs.value ?? []).some((run) => run.finished === null) || (tables.value ?? []).some((table) => table.isBuilding);
    const reloadTables = tables.reload;
    const reloadRuns = runs.reload;
    useEffect(() => {
        if (!busy) return undefined;
        const timer = setInterval(() => {
            reloadTables();
            reloadRuns();
        }, SOON);
        return () => clearInterval(timer);
    }, [busy, reloadTables, reloadRuns]);
    const tests = useMemo(() => testsByTable(tables.value ?? [], details.value ?? []), [tables.value, details.value]);
    return {
        tables, runs, details: details.value ?? [], tests,
        reload: () => {
            reloadTables();
            reloadRuns();
        },
    };
}

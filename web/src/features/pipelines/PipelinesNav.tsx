import { SubNav } from "../../components/SubNav";

const PLACES = [["tables", "/pipelines", "Tables"], ["graph", "/pipelines/graph", "Graph"], ["schedules", "/pipelines/schedules", "Schedules"], ["runs", "/pipelines/runs", "Runs"], ["backfills", "/pipelines/backfills", "Backfills"]] as const;
export type PipelinePlace = (typeof PLACES)[number][0];

/** The parts of the pipelines. */
export function PipelinesNav({ here }: { here: PipelinePlace }): JSX.Element {
    return <SubNav label="Pipelines" places={PLACES} here={here} />;
}

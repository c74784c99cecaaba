import { Link } from "../../navigation/Link";

const PLACES = [["tables", "/pipelines", "Tables"], ["graph", "/pipelines/graph", "Graph"], ["schedules", "/pipelines/schedules", "Schedules"], ["runs", "/pipelines/runs", "Runs"], ["backfills", "/pipelines/backfills", "Backfills"]] as const;
export type PipelinePlace = (typeof PLACES)[number][0];

/** The parts of the pipelines. */
export function PipelinesNav({ here }: { here: PipelinePlace }): JSX.Element {
    return (
        <nav className="subnav" aria-label="Pipelines">
            {PLACES.map(([id, href, label]) => <Link key={id} href={href} aria-current={id === here ? "page" : undefined}>{label}</Link>)}
        </nav>
    );
}

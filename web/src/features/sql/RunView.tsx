import { useEffect, useMemo, useState } from "react";
import { ApiError } from "../../api/http";
import type { QueryResult } from "../../api/result";
import { may } from "../../api/session";
import { useSession } from "../../api/SessionContext";
import { downloadSQL } from "../../api/sqlRunner";
import { Picture } from "../../charts/Picture";
import { ResultTable } from "../../charts/ResultTable";
import { readVis } from "../../charts/vis";
import { Button } from "../../components/Button";
import { Menu } from "../../components/Menu";
import { Notice } from "../../components/Notice";
import { Skeleton } from "../../components/Skeleton";
import { Tabs } from "../../components/Tabs";
import { valueOf } from "../../navigation/query";
import type { QueryPairs } from "../../navigation/query";
import { saveFile } from "../../results/Downloads";
import { Problem } from "../../results/Problem";
import { counted } from "../../words/numbers";
import { stop } from "./runs";
import type { Run } from "./runs";
import { PICTURES, shaped, shapeOf } from "./shape";

const TABS = [{ id: "table", label: "Table" }, { id: "chart", label: "Chart" }] as const;

interface Props {
    readonly run: Run;
    readonly title: string;
    /** How the rows are drawn. */
    readonly pairs: QueryPairs;
    readonly onPut: (name: string, value: string) => void;
    readonly onAgain: () => void;
}

/** What came of a run: rows, their picture, or why there are none. */
export function RunView({ run, title, pairs, onPut, onAgain }: Props): JSX.Element {
    const session = useSession();
    const [problem, setProblem] = useState("");
    const view = valueOf(pairs, "view") === "chart" ? "chart" : "table";
    if (run.state === "running") {
        return (
            <section className="panel sql-result" aria-label="Result" aria-busy="true">
                <div className="sql-running"><Waiting since={run.startedAt} /><span className="muted">It goes on while you use other pages; the way back is under “Saved and history”.</span><Button look="quiet" onClick={() => stop(run.key)}>Cancel</Button></div>
                <Skeleton shape={view === "chart" ? "chart" : "table"} />
            </section>
        );
    }
    if (run.state === "cancelled") return <section className="panel" aria-label="Result"><Notice title="Cancelled." actions={<Button onClick={onAgain}>Run again</Button>}>After {(run.took / 1000).toFixed(1)} s.</Notice></section>;
    if (run.error !== null || run.result === null) {
        return (
            <section className="panel" aria-label="Result">
                {run.error?.kind === "refused"
                    ? <Notice tone="bad" title="The statement could not be run."><pre className="sql-refusal" tabIndex={0} aria-label="What the database says">{run.error.message}</pre></Notice>
                    : run.error !== null && <Problem error={run.error} what="query" onRetry={onAgain} />}
            </section>
        );
    }
    const { result } = run;
    const took = `${counted(result.rows.length, "row")} in ${(run.took / 1000).toFixed(1)} s`;
    async function save(format: "csv" | "json" | "xlsx"): Promise<void> {
        setProblem("");
        try {
            saveFile(await downloadSQL(run.slug, run.bound.values, format), title, format);
        } catch (error) {
            setProblem(error instanceof ApiError ? error.message : "The download failed. Try again.");
        }
    }
    return (
        <section className="panel sql-result" aria-label="Result">
            <Tabs
                label="Views" tabs={TABS} chosen={view} onChoose={(next) => onPut("view", next)}
                extra={(
                    <span className="sql-result-tools">
                        {problem !== "" && <span className="download-problem" role="alert">{problem}</span>}
                        <span className="muted tabular" role="status">{took}</span>
                        {may(session, "download") && result.rows.length > 0 && (
                            <Menu label="Download" icon="download" items={[
                                { label: "CSV", onSelect: () => void save("csv") }, { label: "Excel workbook", onSelect: () => void save("xlsx") }, { label: "JSON", onSelect: () => void save("json") },
                            ]} />
                        )}
                    </span>
                )}
            >
                {result.rows.length === 0 ? <Notice title="No rows.">The statement ran, and nothing matches its conditions.</Notice>
                    : view === "table" ? <ResultTable result={result} vis={PLAIN} label={`${title}, table`} /> : <Drawn result={result} title={title} pairs={pairs} onPut={onPut} />}
                {result.warnings.map((warning) => <p key={warning} className="answer-warning">{warning}</p>)}
            </Tabs>
        </section>
    );
}

const PLAIN = readVis({ type: "looker_grid", show_row_numbers: true });

function Drawn({ result, title, pairs, onPut }: Pick<Props, "title" | "pairs" | "onPut"> & { result: QueryResult }): JSX.Element {
    const read = (name: string) => valueOf(pairs, name) ?? "";
    const shape = shapeOf(result, read("type"), read("x"), read("y"));
    const key = JSON.stringify(shape);
    const drawn = useMemo(() => shaped(result, shape), [result, key]);
    const vis = useMemo(() => readVis({ type: shape.type }), [shape.type]);
    const names = result.dimensions.map((field) => field.name);
    return (
        <>
            <div className="chart-tools">
                <label className="tool-choice"><span className="aside">Picture</span><select className="input" value={shape.type} onChange={(event) => onPut("type", event.target.value)}>{PICTURES.map(([id, label]) => <option key={id} value={id}>{label}</option>)}</select></label>
                <label className="tool-choice">along <select className="input" value={shape.x} onChange={(event) => onPut("x", event.target.value)}>{names.map((name) => <option key={name}>{name}</option>)}</select></label>
                <fieldset className="sql-heights"><legend className="aside">Drawn</legend>
                    {result.dimensions.filter((field) => field.isNumeric && field.name !== shape.x).map((field) => (
                        <label key={field.name} className="check">
                            <input
                                type="checkbox" checked={shape.y.includes(field.name)} disabled={shape.y.length === 1 && shape.y.includes(field.name)}
                                onChange={(event) => onPut("y", names.filter((name) => (name === field.name ? event.target.checked : shape.y.includes(name))).join(","))}
                            />{field.name}
                        </label>
                    ))}
                </fieldset>
            </div>
            {shape.y.length === 0 ? <Notice title="There is no number to draw.">A picture needs a column of numbers, such as count(*).</Notice>
                : <div className="explore-picture"><Picture result={drawn} vis={vis} label={title} showSummary /></div>}
        </>
    );
}

function Waiting({ since }: { since: number }): JSX.Element {
    const [now, setNow] = useState(Date.now());
    useEffect(() => {
        const timer = setInterval(() => setNow(Date.now()), 1000);
        return () => clearInterval(timer);
    }, []);
    return <span className="tabular" role="status">Running for {Math.max(0, Math.round((now - since) / 1000))} s</span>;
}

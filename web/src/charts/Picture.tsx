import { useContext, useMemo } from "react";
import type { QueryResult } from "../api/result";
import { civilNow } from "../words/periods";
import { Chart } from "./Chart";
import { Colours } from "./ColoursContext";
import { Cohorts } from "./Cohorts";
import { describe } from "./describe";
import { Figure } from "./Figure";
import { ResultTable } from "./ResultTable";
import { summarise } from "./summary";
import type { VisSettings } from "./vis";

interface Props {
    readonly result: QueryResult;
    readonly vis: VisSettings;
    readonly label: string;
    /** Whether the sentence about the picture is seen, too, not only heard. */
    readonly showSummary?: boolean;
    readonly onSort?: (field: string, descending: boolean) => void;
}

/** A result as its settings want it seen. */
export function Picture({ result, vis, label, showSummary = false, onSort }: Props): JSX.Element {
    const colours = useContext(Colours);
    const chart = useMemo(() => {
        const ran = new Date(result.ranAt === "" ? Date.now() : result.ranAt);
        return describe(result, vis, { now: civilNow(Number.isNaN(ran.getTime()) ? new Date() : ran, result.timezone), colours });
    }, [result, vis, colours]);
    const summary = useMemo(() => summarise(chart, result), [chart, result]);
    const table = <ResultTable result={result} vis={vis} label={`${label}, table`} {...(onSort === undefined ? {} : { onSort })} />;
    if (chart.kind === "table") return <div className="picture">{table}</div>;
    if (chart.kind === "none") return <div className="picture"><p className="picture-note">{chart.reason}</p>{table}</div>;
    if (chart.kind === "single") return <div className="picture"><Figure value={chart} heading={showSummary ? "" : label} /></div>;
    if (chart.kind === "cohort") {
        return (
            <div className="picture">
                <Cohorts table={chart} label={label} />
                {showSummary && <p className="picture-summary">{summary}</p>}
            </div>
        );
    }
    return (
        <div className="picture">
            <Chart chart={chart} summary={summary} />
            {chart.leftOut !== "" && <p className="picture-note">{chart.leftOut}</p>}
            {showSummary && <p className="picture-summary">{summary}</p>}
        </div>
    );
}

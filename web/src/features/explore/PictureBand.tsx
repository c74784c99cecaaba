import { useState } from "react";
import type { QueryBody } from "../../api/queries";
import type { QueryResult } from "../../api/result";
import type { Resource } from "../../api/useResource";
import type { VisSettings } from "../../charts/vis";
import { Button } from "../../components/Button";
import { AnswerView } from "../../results/AnswerView";
import type { ActiveFilter } from "../../results/EmptyAnswer";
import { standingOf } from "../../results/standing";
import { Band } from "./Band";
import { SettingsPanel } from "./settings/SettingsPanel";
import { VisChoice } from "./VisChoice";

interface Props {
    readonly query: QueryBody;
    readonly answer: Resource<QueryResult>;
    readonly type: string;
    readonly vis: VisSettings;
    readonly label: string;
    readonly filters: readonly ActiveFilter[];
    /** Changes some settings of the picture; undefined takes one away. */
    readonly onChange: (change: Readonly<Record<string, unknown>>) => void;
}

/** The picture with what can be set of it. A table needs none: the data below are one. */
export function PictureBand({ query, answer, type, vis, label, filters, onChange }: Props): JSX.Element {
    const [setting, setSetting] = useState(false);
    const instead = insteadOfPicture(standingOf(answer), vis.type === "table" || vis.type === "looker_grid");
    return (
        <Band
            title="Visualisation" startsOpen
            extra={(
                <span className="explore-tools">
                    <VisChoice type={type} onChange={(next) => onChange({ type: next })} />
                    <Button look={setting ? "plain" : "quiet"} aria-expanded={setting} onClick={() => setSetting(!setting)}>Settings</Button>
                </span>
            )}
        >
            <div className={setting ? "explore-vis with-settings" : "explore-vis"}>
                {instead !== "" ? <p className="muted explore-table-note">{instead}</p> : (
                    <div className="explore-picture">
                        <AnswerView query={query} answer={answer} vis={vis} label={label} view="chart" filters={filters} showSummary showRemarks={false} />
                    </div>
                )}
                {setting && <SettingsPanel type={type} config={query.visConfig} vis={vis} result={answer.value} onChange={onChange} />}
            </div>
        </Band>
    );
}

/** What is said where no picture is drawn. Why there are no rows, and what to do, is said once: in the data's band. */
function insteadOfPicture(standing: ReturnType<typeof standingOf>, isTable: boolean): string {
    switch (standing) {
        case "failed": return "Nothing to draw: the query failed, as said below.";
        case "empty": return "Nothing to draw: there are no rows.";
        default: return isTable ? "The table below is the picture." : "";
    }
}

import { useState } from "react";
import { Button } from "../../../components/Button";
import { navigateQuery, useLocation } from "../../../navigation/location";
import { valueOf } from "../../../navigation/query";
import { AdminFrame } from "../AdminFrame";
import { Decisions } from "./Decisions";
import { useQuarantineSummary } from "./HeldCount";
import { HeldList } from "./HeldList";
import { RefusedList } from "./RefusedList";

const VIEWS = [["held", "Held"], ["released", "Released"], ["discarded", "Discarded"], ["refused", "Refused at the door"]] as const;

/** What was acknowledged and did not become rows, until somebody decides; beside it what was not even taken. */
export function QuarantinePage(): JSX.Element {
    const { query } = useLocation();
    const [view] = VIEWS.find(([id]) => id === valueOf(query, "view")) ?? VIEWS[0];
    const summary = useQuarantineSummary();
    // Another turn asks for all lists anew.
    const [turn, setTurn] = useState(0);
    const refresh = () => {
        summary.reload();
        setTurn(turn + 1);
    };
    return (
        <AdminFrame
            here="quarantine" title="Quarantine" words="Events that were taken and not loaded: of blocked types, against the rules of their format, or unreadable. None is lost: release them into the tables, or discard them."
            actions={<Button icon="refresh" onClick={refresh}>Refresh</Button>}
        >
            {() => (
                <>
                    <div className="segmented" role="group" aria-label="What is shown">
                        {VIEWS.map(([id, label]) => <button key={id} type="button" aria-pressed={id === view} onClick={() => navigateQuery(id === "held" ? [] : [["view", id]])}>{label}</button>)}
                    </div>
                    {view === "held" ? <HeldList key={turn} summary={summary} /> : view === "refused" ? <RefusedList key={turn} /> : <Decisions key={`${view} ${turn}`} state={view} />}
                </>
            )}
        </AdminFrame>
    );
}

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
    return (
        <AdminFrame
            here="quarantine" title="Quarantine" words="Events that were taken and not loaded: of blocked types, against the rules of their format, or unreadable. None is lost: release them into the tables, or discard them."
            actions={<Button icon="refresh" onClick={summary.reload}>Refresh</Button>}
        >
            {() => (
                <>
                    <div className="segmented" role="group" aria-label="What is shown">
                        {VIEWS.map(([id, label]) => <button key={id} type="button" aria-pressed={id === view} onClick={() => navigateQuery(id === "held" ? [] : [["view", id]])}>{label}</button>)}
                    </div>
                    {view === "held" ? <HeldList summary={summary} /> : view === "refused" ? <RefusedList /> : <Decisions key={view} state={view} />}
                </>
            )}
        </AdminFrame>
    );
}

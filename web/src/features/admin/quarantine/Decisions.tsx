import type { HeldEntry } from "../../../api/quarantine";
import { useSession } from "../../../api/SessionContext";
import { ListTable } from "../../../components/ListTable";
import type { ListColumn } from "../../../components/ListTable";
import { Notice } from "../../../components/Notice";
import { moment } from "../../../words/moment";
import { REASON_WORDS, whoOf } from "./heldWords";
import { Pages } from "./Pages";
import { useHeld } from "./useHeld";

const ALL = { reason: "", type: "", project: "", who: "" };

/** What was decided lately, and by whom. */
export function Decisions({ state }: { state: "released" | "discarded" }): JSX.Element {
    const { project: { timezone } } = useSession();
    const pages = useHeld(state, ALL);
    const columns: ReadonlyArray<ListColumn<HeldEntry>> = [
        { key: "what", label: "What", by: (entry) => entry.eventType, cell: (entry) => (entry.eventType === "" ? REASON_WORDS[entry.reason] : entry.eventType) },
        { key: "reason", label: "Reason", by: (entry) => entry.reason, cell: (entry) => <span title={entry.detail}>{REASON_WORDS[entry.reason]}</span> },
        { key: "received", label: "Came", by: (entry) => entry.receivedAt, downFirst: true, cell: (entry) => moment(entry.receivedAt, timezone) },
        { key: "of", label: "Of", by: whoOf, cell: whoOf },
        { key: "decided", label: state === "released" ? "Released" : "Discarded", by: (entry) => entry.decidedAt, downFirst: true, cell: (entry) => moment(entry.decidedAt, timezone) },
        { key: "by", label: "By", by: (entry) => entry.decidedBy, cell: (entry) => entry.decidedBy },
    ];
    return (
        <Pages pages={pages} what={`list of what was ${state}`} empty={<Notice title={`Nothing was ${state} yet.`} />}>
            {() => <><ListTable label={state === "released" ? "Released" : "Discarded"} columns={columns} rows={pages.entries} id={(entry) => entry.id} sort="-decided" /><p className="muted">The 10,000 newest decisions are kept, without what was held.</p></>}
        </Pages>
    );
}

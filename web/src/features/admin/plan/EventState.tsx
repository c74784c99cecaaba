import type { Finding, PlanEvent } from "../../../api/trackingPlan";
import { Link } from "../../../navigation/Link";
import { STATUS_WORDS } from "../../../results/planned";
import { findingInWords } from "./planWords";

const TONES: Readonly<Record<Finding, string>> = { unplanned: "warn", violates: "bad", silent: "warn", never_seen: "", still_sent: "warn" };

/** The status of an event and what is to be seen to, in words. */
export function EventState({ event }: { event: PlanEvent }): JSX.Element {
    // A planned event that never came and an unplanned one say so once.
    const findings = event.findings.filter((finding) => finding !== "unplanned" && finding !== "never_seen");
    return (
        <span className="plan-state">
            <span className={`tag ${event.status === "unplanned" && !event.isSystem ? "warn" : event.status === "blocked" ? "bad" : ""}`}>{event.isSystem && !event.isPlanned ? "Of the SDKs" : STATUS_WORDS[event.status]}</span>
            {findings.map((finding) => <span key={finding} className={`tag ${TONES[finding]}`}>{findingInWords(finding, event)}</span>)}
            {event.held > 0 && <Link href={`/admin/quarantine?type=${encodeURIComponent(event.name)}`}>{event.held.toLocaleString("en-US")} in quarantine</Link>}
        </span>
    );
}

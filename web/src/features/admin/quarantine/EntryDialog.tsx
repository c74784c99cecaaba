import { fetchHeldEntry } from "../../../api/quarantine";
import type { HeldEntry } from "../../../api/quarantine";
import { useSession } from "../../../api/SessionContext";
import { useResource } from "../../../api/useResource";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { Link } from "../../../navigation/Link";
import { moment } from "../../../words/moment";
import { Loaded } from "../Loaded";
import { planAddress } from "../plan/planWords";
import { laidOut, REASON_WORDS, sizeInWords, whoOf } from "./heldWords";

interface Props {
    readonly id: string;
    readonly onClose: () => void;
    readonly onDecide: (verb: "release" | "discard") => void;
}

/** One item: why it is here, from whom, and its bytes. */
export function EntryDialog({ id, onClose, onDecide }: Props): JSX.Element {
    const entry = useResource(`quarantined ${id}`, (signal) => fetchHeldEntry(id, signal), { freshFor: 10_000 });
    const title = entry.value === undefined ? "Held item" : entry.value.eventType === "" ? REASON_WORDS[entry.value.reason] : entry.value.eventType;
    return (
        <Dialog title={title} onClose={onClose}>
            <div className="dialog-form">
                <Loaded what="item" of={[entry] as const}>{(shown) => <Facts entry={shown} />}</Loaded>
                {entry.value !== undefined && entry.value.decidedAt === "" && (
                    <footer className="action-buttons">
                        <Button onClick={() => onDecide("discard")}>Discard</Button>
                        <Button look="primary" data-autofocus="" onClick={() => onDecide("release")}>Release</Button>
                    </footer>
                )}
            </div>
        </Dialog>
    );
}

function Facts({ entry }: { entry: HeldEntry }): JSX.Element {
    const { project: { timezone } } = useSession();
    const facts: ReadonlyArray<readonly [string, string]> = [
        ["Came", moment(entry.receivedAt, timezone)], ["Of", whoOf(entry)], ["Key", entry.key], ["From", entry.source],
        ["Project", String(entry.project)], ["Format", entry.format], ["Size", sizeInWords(entry.size)],
        ["Decided", entry.decidedAt === "" ? "" : `${moment(entry.decidedAt, timezone)} by ${entry.decidedBy}`],
    ];
    return (
        <>
            <p>{REASON_WORDS[entry.reason]}: {entry.detail}.{entry.isReturned && " It was released before, and came back."}{entry.reason === "blocked" && entry.eventType !== "" && <> <Link href={planAddress(entry.eventType)}>Its plan</Link></>}</p>
            <dl className="facts">{facts.filter(([, value]) => value !== "").map(([label, value]) => <div key={label} className="fact"><dt>{label}</dt><dd>{value}</dd></div>)}</dl>
            {entry.item !== "" && <pre className="held-item" tabIndex={0} aria-label="As it came">{laidOut(entry.item)}</pre>}
            {entry.isCut && <p className="muted">The rest is left out here.</p>}
        </>
    );
}

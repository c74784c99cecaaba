import { useState } from "react";
import { decideHeld } from "../../../api/quarantine";
import type { Decided, HeldEntry, HeldFilter, QuarantineSummary } from "../../../api/quarantine";
import { useSession } from "../../../api/SessionContext";
import type { Resource } from "../../../api/useResource";
import { Button } from "../../../components/Button";
import { ListTable } from "../../../components/ListTable";
import type { ListColumn } from "../../../components/ListTable";
import { Notice } from "../../../components/Notice";
import { tell } from "../../../components/tell";
import { Link } from "../../../navigation/Link";
import { navigateQuery, useLocation } from "../../../navigation/location";
import { valueOf, withValue } from "../../../navigation/query";
import { FormDialog } from "../../../results/FormDialog";
import { moment } from "../../../words/moment";
import { counted } from "../../../words/numbers";
import { Loaded } from "../Loaded";
import { Pages } from "./Pages";
import { EntryDialog } from "./EntryDialog";
import { REASON_WORDS, RELEASE_HINTS, sizeInWords, summaryInWords, whoOf } from "./heldWords";
import { useHeld } from "./useHeld";

/** What is to be decided: entries, or all that match. */
interface Order {
    readonly verb: "release" | "discard";
    readonly what: Decided;
    readonly count: number;
}

/** What is held: by reason and type, and one by one. */
export function HeldList({ summary }: { summary: Resource<QuarantineSummary> }): JSX.Element {
    return <Loaded what="quarantine" of={[summary] as const}>{(known) => <Held summary={known} onChanged={summary.reload} />}</Loaded>;
}

function Held({ summary, onChanged }: { summary: QuarantineSummary; onChanged: () => void }): JSX.Element {
    const { query } = useLocation();
    const { project: { timezone } } = useSession();
    const read = (name: string) => valueOf(query, name) ?? "";
    const filter: HeldFilter = { reason: read("reason"), type: read("type"), project: read("project"), who: read("who") };
    const pages = useHeld("held", filter);
    const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
    const [order, setOrder] = useState<Order | null>(null);
    const open = read("entry");
    const put = (name: string, value: string) => navigateQuery(withValue(query, name, value === "" ? undefined : value));
    const matching = summary.parts.filter((part) => (filter.reason === "" || part.reason === filter.reason) && (filter.type === "" || part.eventType === filter.type) && (filter.project === "" || String(part.project) === filter.project));
    // The summary knows nothing of people.
    const count = filter.who === "" ? matching.reduce((sum, part) => sum + part.count, 0) : pages.count ?? 0;
    const picked = pages.entries.filter((entry) => chosen.has(entry.id));
    const isNarrowed = filter.reason !== "" || filter.type !== "" || filter.project !== "" || filter.who !== "";

    async function decide({ verb, what }: Order): Promise<void> {
        const done = await decideHeld(verb, what);
        tell(`${counted(done, "item")} ${verb === "release" ? "released" : "discarded"}.`);
        setOrder(null);
        setChosen(new Set());
        if (open !== "") put("entry", "");
        onChanged();
        pages.reload();
    }

    return (
        <>
            <Parts summary={summary} filter={filter} onChoose={(next) => navigateQuery(Object.entries(next).filter(([, value]) => value !== ""))} />
            {summary.held === 0 && !isNarrowed
                ? <Notice title="Nothing is held." icon="check">All that was taken has been loaded. Events of types that the <Link href="/admin/tracking-plan">tracking plan</Link> blocks would wait here.</Notice>
                : (
                    <>
                        <div className="list-search">
                            <SenderSearch key={filter.who} sender={filter.who} onChange={(who) => put("who", who)} />
                            <span role="status" className="muted">{isNarrowed ? `${counted(count, "item")} of ${summary.held.toLocaleString("en-US")} held` : summaryInWords(summary)}</span>
                            {isNarrowed && <Button icon="close" onClick={() => navigateQuery([])}>Show all that is held</Button>}
                            {picked.length > 0 ? (
                                <div className="together" role="group" aria-label="With what is chosen">
                                    <Button look="primary" onClick={() => setOrder({ verb: "release", what: picked.map(({ id }) => id), count: picked.length })}>{`Release ${picked.length}`}</Button>
                                    <Button onClick={() => setOrder({ verb: "discard", what: picked.map(({ id }) => id), count: picked.length })}>{`Discard ${picked.length}`}</Button>
                                </div>
                            ) : count > 0 && (
                                <div className="together" role="group" aria-label={isNarrowed ? "With all that match" : "With all"}>
                                    <Button onClick={() => setOrder({ verb: "release", what: filter, count })}>{`Release all ${count.toLocaleString("en-US")}`}</Button>
                                    <Button onClick={() => setOrder({ verb: "discard", what: filter, count })}>{`Discard all ${count.toLocaleString("en-US")}`}</Button>
                                </div>
                            )}
                        </div>
                        <Pages pages={pages} what="list of what is held" empty={<Notice title="Nothing that is held matches." actions={<Button onClick={() => navigateQuery([])}>Show all that is held</Button>} />}>
                            {() => <ListTable label="Held" columns={columnsFor(timezone, (id) => put("entry", id), (id) => put("who", id))} rows={pages.entries} id={(entry) => entry.id} sort="-received" choosing={{ chosen, onChange: setChosen, name: (entry) => `${entry.eventType === "" ? REASON_WORDS[entry.reason] : entry.eventType} of ${moment(entry.receivedAt, timezone)}` }} />}
                        </Pages>
                    </>
                )}
            {open !== "" && order === null && <EntryDialog id={open} onClose={() => put("entry", "")} onDecide={(verb) => setOrder({ verb, what: [open], count: 1 })} />}
            {order !== null && <Confirm order={order} hints={[...new Set((Array.isArray(order.what) ? pages.entries.filter(({ id }) => Array.isArray(order.what) && order.what.includes(id)) : matching).map(({ reason }) => RELEASE_HINTS[reason]))]} onClose={() => setOrder(null)} onDecide={() => decide(order)} />}
        </>
    );
}

/** Narrows the list to one person. Ids are compared as they are, so nothing is asked before Enter. */
function SenderSearch({ sender, onChange }: { sender: string; onChange: (sender: string) => void }): JSX.Element {
    const [typed, setTyped] = useState(sender);
    return (
        <form role="search" onSubmit={(event) => {
            event.preventDefault();
            onChange(typed.trim());
        }}>
            <input
                type="search" className="input" aria-label="User id or device id of whom it came" placeholder="User id or device id" value={typed}
                onChange={(event) => {
                    setTyped(event.target.value);
                    // The browser's own cross empties the field without Enter.
                    if (event.target.value === "" && sender !== "") onChange("");
                }}
            />
        </form>
    );
}

/** How many of what, each of which narrows the list. */
function Parts({ summary, filter, onChoose }: { summary: QuarantineSummary; filter: HeldFilter; onChoose: (filter: HeldFilter) => void }): JSX.Element | null {
    if (summary.parts.length < 2) return null;
    const several = new Set(summary.parts.map((part) => part.project)).size > 1;
    return (
        <ul className="held-parts" aria-label="What is held">
            {summary.parts.slice(0, 12).map((part) => {
                const own: HeldFilter = { reason: part.reason, type: part.eventType, project: several ? String(part.project) : "", who: filter.who };
                const isChosen = filter.reason === own.reason && filter.type === own.type && filter.project === own.project;
                return (
                    <li key={`${part.reason} ${part.project} ${part.eventType}`}>
                        <button type="button" aria-pressed={isChosen} onClick={() => onChoose(isChosen ? { reason: "", type: "", project: "", who: filter.who } : own)}>
                            <strong>{part.count.toLocaleString("en-US")}</strong>
                            <span>{part.eventType === "" ? REASON_WORDS[part.reason] : part.eventType}</span>
                            <span className="muted">{[part.eventType === "" ? "" : REASON_WORDS[part.reason], several && part.project > 0 ? `project ${part.project}` : "", sizeInWords(part.bytes)].filter((words) => words !== "").join(", ")}</span>
                        </button>
                    </li>
                );
            })}
        </ul>
    );
}

function columnsFor(timezone: string, onOpen: (id: string) => void, onWho: (id: string) => void): ReadonlyArray<ListColumn<HeldEntry>> {
    return [
        { key: "what", label: "What", by: (entry) => entry.eventType, cell: (entry) => <button type="button" className="cell-button" onClick={() => onOpen(entry.id)}>{entry.eventType === "" ? REASON_WORDS[entry.reason] : entry.eventType}</button> },
        { key: "reason", label: "Reason", by: (entry) => entry.reason, cell: (entry) => <span title={entry.detail}>{REASON_WORDS[entry.reason]}{entry.isReturned && <span className="tag warn"> came back</span>}</span> },
        { key: "received", label: "Came", by: (entry) => entry.receivedAt, downFirst: true, cell: (entry) => moment(entry.receivedAt, timezone) },
        { key: "who", label: "Of", by: whoOf, cell: (entry) => (whoOf(entry) === "" ? "" : <button type="button" className="cell-button" title="What is held of them" onClick={() => onWho(entry.userID === "" ? entry.deviceID : entry.userID)}>{whoOf(entry)}</button>) },
        { key: "key", label: "Key", by: (entry) => entry.key, cell: (entry) => entry.key },
        { key: "source", label: "From", by: (entry) => entry.source, cell: (entry) => entry.source },
        { key: "size", label: "Size", by: (entry) => entry.size, right: true, downFirst: true, cell: (entry) => sizeInWords(entry.size) },
    ];
}

function Confirm({ order, hints, onClose, onDecide }: { order: Order; hints: readonly string[]; onClose: () => void; onDecide: () => Promise<void> }): JSX.Element {
    const what = counted(order.count, "item");
    return order.verb === "release" ? (
        <FormDialog title={`Release ${what}`} submit="Release" onClose={onClose} onSubmit={onDecide}>
            {hints.map((hint) => <p key={hint}>{hint}</p>)}
            <p className="muted">Each is loaded once, whatever happens. The audit log keeps who released how many.</p>
        </FormDialog>
    ) : (
        <FormDialog title={`Discard ${what}`} submit="Discard for good" onClose={onClose} onSubmit={onDecide}>
            <p>They are never loaded, and what they held is gone. This can&apos;t be undone.</p>
            <p className="muted">The audit log keeps who discarded how many.</p>
        </FormDialog>
    );
}

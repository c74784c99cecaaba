import { useState } from "react";
import { fetchRefused } from "../../../api/quarantine";
import type { Refusal } from "../../../api/quarantine";
import { useSession } from "../../../api/SessionContext";
import { useResource } from "../../../api/useResource";
import { Dialog } from "../../../components/Dialog";
import { ListTable } from "../../../components/ListTable";
import type { ListColumn } from "../../../components/ListTable";
import { Notice } from "../../../components/Notice";
import { moment } from "../../../words/moment";
import { Loaded } from "../Loaded";
import { laidOut } from "./heldWords";

/** What doors refused: its senders know, so nothing is to be decided; here one sees why something does not show up. */
export function RefusedList(): JSX.Element {
    const { project: { timezone } } = useSession();
    const refused = useResource("refused items", fetchRefused, { freshFor: 5_000 });
    const [shown, setShown] = useState<Refusal | null>(null);
    const columns: ReadonlyArray<ListColumn<Refusal>> = [
        { key: "reason", label: "Reason", by: (item) => item.reason, cell: (item) => <button type="button" className="cell-button" onClick={() => setShown(item)}>{item.reason}</button> },
        { key: "at", label: "When", by: (item) => item.at, downFirst: true, cell: (item) => moment(item.at, timezone) },
        { key: "key", label: "Key", by: (item) => item.key, cell: (item) => item.key },
        { key: "project", label: "Project", by: (item) => item.project, right: true, cell: (item) => (item.project === 0 ? "" : item.project) },
        { key: "place", label: "Place", by: (item) => item.index ?? "", cell: (item) => (item.index === null ? "the whole request" : `event ${item.index + 1}`) },
    ];
    return (
        <>
            <p className="page-text">Answered with 400 and the reason, so that its sender can mend it. The 10,000 newest are kept, cut to 4 kB each; the 200 newest are listed.</p>
            <Loaded what="list of what was refused" of={[refused] as const}>
                {(all) => (all.length === 0 ? <Notice title="Nothing was refused." icon="check" />
                    : <ListTable label="Refused" columns={columns} rows={all} id={(item) => String(all.indexOf(item))} sort="-at" />)}
            </Loaded>
            {shown !== null && (
                <Dialog title={shown.reason} onClose={() => setShown(null)}>
                    <div className="dialog-form">
                        <pre className="held-item" tabIndex={0} aria-label="As it came">{laidOut(shown.item)}</pre>
                        {shown.isCut && <p className="muted">The rest is left out here.</p>}
                    </div>
                </Dialog>
            )}
        </>
    );
}

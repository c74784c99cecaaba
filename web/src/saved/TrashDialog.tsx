import { useState } from "react";
import type { LookUse } from "../api/lookUses";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { dashboardAddress } from "../navigation/addresses";
import { Link } from "../navigation/Link";
import { counted } from "../words/numbers";

interface Props {
    readonly title: string;
    readonly uses: readonly LookUse[];
    readonly onTrash: () => Promise<void>;
    readonly onClose: () => void;
}

const MOST = 8;

/** Asks before a Look goes to the trash that dashboards show, and names them. */
export function TrashDialog({ title, uses, onTrash, onClose }: Props): JSX.Element {
    const [busy, setBusy] = useState(false);

    async function trash(): Promise<void> {
        setBusy(true);
        await onTrash();
        onClose();
    }

    return (
        <Dialog title={`Move ${title} to the trash`} onClose={onClose}>
            <div className="custom-form" aria-busy={busy}>
                <p>This Look stands on {counted(uses.length, "dashboard")} that you see. Until it is restored, {uses.length === 1 ? "its tile there says" : "its tiles there say"} that it is in the trash or gone.</p>
                <ul className="content-list framed" aria-label="Dashboards that show it">
                    {uses.slice(0, MOST).map(({ id, title: name }) => <li key={id}><div><Link href={dashboardAddress(id)}>{name}</Link></div></li>)}
                    {uses.length > MOST && <li className="muted">and {counted(uses.length - MOST, "more", "more")}</li>}
                </ul>
                <footer className="action-buttons"><Button disabled={busy} onClick={onClose}>Cancel</Button><Button look="primary" disabled={busy} onClick={() => void trash()}>Move to the trash</Button></footer>
            </div>
        </Dialog>
    );
}

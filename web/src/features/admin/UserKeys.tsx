import { useState } from "react";
import { useSession } from "../../api/SessionContext";
import { changeUser, deleteUserKey, makeUserKey } from "../../api/users";
import type { User, UserKey } from "../../api/users";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { OnceShown } from "../../components/OnceShown";
import { FormDialog } from "../../results/FormDialog";
import { useMayAdminister } from "./AdminFrame";
import { Section } from "./Section";
import { when } from "./words";

interface Props {
    readonly user: User;
    readonly onChanged: () => void;
}

/** API credentials: with them programs ask as this account. */
export function UserKeys({ user, onChanged }: Props): JSX.Element {
    const session = useSession();
    const admin = useMayAdminister();
    const [making, setMaking] = useState(false);
    const [ending, setEnding] = useState<UserKey | null>(null);
    const may = admin || (session.user.id === user.id && user.managesKeys);
    return (
        <Section title="API credentials" actions={may && !user.disabled && <Button icon="plus" onClick={() => setMaking(true)}>Make credentials</Button>}>
            {user.keys.length === 0 ? <p className="muted">None. Programs, such as those with Looker&apos;s SDK, need them to ask as this account.</p> : (
                <ul className="plain-list framed">
                    {user.keys.map((key) => (
                        <li key={key.id}>
                            <span><code>{key.clientID}</code>{key.purpose !== "" && ` ${key.purpose}`} <span className="muted">made {when(key.createdAt, "")}</span></span>
                            {may && <Button look="quiet" aria-label={`End the credentials ${key.clientID}`} onClick={() => setEnding(key)}>End</Button>}
                        </li>
                    ))}
                </ul>
            )}
            {admin && !user.service && (
                <label className="check">
                    <input type="checkbox" checked={user.managesKeys} onChange={(event) => void changeUser(user.id, { managesKeys: event.target.checked }).then(onChanged, onChanged)} /> {session.user.id === user.id ? "You may make credentials for yourself" : `${user.name} may make credentials for themselves`}
                </label>
            )}
            {making && <MakeKey user={user} onChanged={onChanged} onClose={() => setMaking(false)} />}
            {ending !== null && (
                <FormDialog title="End these credentials" submit="End them" onClose={() => setEnding(null)} onSubmit={async () => {
                    await deleteUserKey(user.id, ending.id);
                    onChanged();
                    setEnding(null);
                }}>
                    <p>What signs in with <code>{ending.clientID}</code> is refused from now on. This can&apos;t be undone.</p>
                </FormDialog>
            )}
        </Section>
    );
}

function MakeKey({ user, onChanged, onClose }: Props & { onClose: () => void }): JSX.Element {
    const [purpose, setPurpose] = useState("");
    const [made, setMade] = useState<{ readonly clientID: string; readonly secret: string } | null>(null);
    if (made !== null) {
        return (
            <Dialog title="Credentials are made" onClose={onClose}>
                <div className="dialog-form">
                    <p>The secret is shown now and never again. Put both where the program finds them, such as LOOKERSDK_CLIENT_ID and LOOKERSDK_CLIENT_SECRET.</p>
                    <OnceShown label="Client id" value={made.clientID} />
                    <OnceShown label="Client secret" value={made.secret} />
                    <footer className="action-buttons"><Button look="primary" onClick={onClose}>I have copied them</Button></footer>
                </div>
            </Dialog>
        );
    }
    return (
        <FormDialog title={`Credentials of ${user.name}`} submit="Make credentials" onClose={onClose} onSubmit={async () => {
            setMade(await makeUserKey(user.id, purpose.trim()));
            onChanged();
        }}>
            <p>Whoever has them may do what {user.name} may do.</p>
            <label className="field">
                <span>What they are for</span>
                <input className="input" autoFocus value={purpose} maxLength={200} placeholder="Nightly report" onChange={(event) => setPurpose(event.target.value)} />
            </label>
        </FormDialog>
    );
}

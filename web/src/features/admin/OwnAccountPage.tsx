import { useState } from "react";
import { changePassword, fetchSignInWays } from "../../api/session";
import { useSession } from "../../api/SessionContext";
import { useResource } from "../../api/useResource";
import { changeUser, fetchUser } from "../../api/users";
import type { User } from "../../api/users";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { tell } from "../../components/tell";
import { folderAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";
import { useTitle } from "../../navigation/useTitle";
import { FormDialog } from "../../results/FormDialog";
import { Loaded } from "./Loaded";
import { UserKeys } from "./UserKeys";
import { UserSessions } from "./UserSessions";
import { UserValues } from "./UserValues";

/** The reader's own account: name, password, what rules know of them, credentials, where they are signed in. */
export function OwnAccountPage(): JSX.Element {
    useTitle("Your account");
    const session = useSession();
    if (session.visitor) return <><header className="page-head"><h1>Your account</h1></header><Notice title="Visitors have no account.">Whoever runs this server can make one for you.</Notice></>;
    return <Account id={session.user.id} />;
}

function Account({ id }: { id: string }): JSX.Element {
    const user = useResource(`admin user ${id}`, (signal) => fetchUser(id, signal), { freshFor: 5_000 });
    const ways = useResource("sign-in ways", fetchSignInWays);
    const [doing, setDoing] = useState<"name" | "password" | null>(null);
    const mayHavePassword = ways.value?.passwords === true && (user.value?.email ?? "") !== "";
    return (
        <>
            <header className="page-head">
                <div className="page-title">
                    <h1>Your account</h1>
                    <div className="page-actions">
                        <Button onClick={() => setDoing("name")}>Change your name</Button>
                        {mayHavePassword && user.value?.hasPassword === true && <Button onClick={() => setDoing("password")}>Change your password</Button>}
                    </div>
                </div>
            </header>
            <div className="admin-main own-account">
                <Loaded what="account" of={[user] as const}>
                    {(known) => (
                        <>
                            <Facts user={known} mayHavePassword={mayHavePassword} />
                            <UserValues userID={id} />
                            {(known.managesKeys || known.keys.length > 0) && <UserKeys user={known} onChanged={user.reload} />}
                            <UserSessions user={known} onChanged={user.reload} />
                            {doing === "name" && <ChangeName user={known} onChanged={user.reload} onClose={() => setDoing(null)} />}
                            {doing === "password" && <ChangePassword onChanged={user.reload} onClose={() => setDoing(null)} />}
                        </>
                    )}
                </Loaded>
            </div>
        </>
    );
}

function Facts({ user, mayHavePassword }: { user: User; mayHavePassword: boolean }): JSX.Element {
    const session = useSession();
    return (
        <dl className="facts">
            <dt>Name</dt><dd>{user.name}</dd>
            <dt>Address</dt><dd>{user.email || <span className="muted">none</span>}</dd>
            {mayHavePassword && <><dt>Password</dt><dd>{user.hasPassword ? "chosen" : "not chosen yet: ask whoever administers Soundings for a link"}</dd></>}
            <dt>You are</dt><dd>{session.user.role}{session.user.role !== "admin" && <span className="muted"> To have more rights, ask whoever administers Soundings.</span>}</dd>
            {user.personalFolderID !== "" && <><dt>Your folder</dt><dd><Link href={folderAddress(user.personalFolderID)}>Open it</Link></dd></>}
        </dl>
    );
}

interface DialogProps {
    readonly onChanged: () => void;
    readonly onClose: () => void;
}

function ChangeName({ user, onChanged, onClose }: DialogProps & { user: User }): JSX.Element {
    const [first, setFirst] = useState(user.firstName);
    const [last, setLast] = useState(user.lastName);
    return (
        <FormDialog title="Change your name" submit="Save" onClose={onClose} onSubmit={async () => {
            await changeUser(user.id, { firstName: first.trim(), lastName: last.trim() });
            onChanged();
            onClose();
        }}>
            <div className="field-pair">
                <label className="field">
                    <span>First name</span>
                    <input className="input" data-autofocus="" autoComplete="given-name" value={first} maxLength={255} onChange={(event) => setFirst(event.target.value)} />
                </label>
                <label className="field">
                    <span>Last name</span>
                    <input className="input" autoComplete="family-name" value={last} maxLength={255} onChange={(event) => setLast(event.target.value)} />
                </label>
            </div>
        </FormDialog>
    );
}

function ChangePassword({ onChanged, onClose }: DialogProps): JSX.Element {
    const [current, setCurrent] = useState("");
    const [next, setNext] = useState("");
    const [again, setAgain] = useState("");
    const differ = again !== "" && next !== again;
    return (
        <FormDialog title="Change your password" submit="Change it" ready={current !== "" && next.length >= 10 && next === again} onClose={onClose} onSubmit={async () => {
            await changePassword(current, next);
            onChanged();
            onClose();
            tell("Your password is changed. You are signed out everywhere else.");
        }}>
            <label className="field">
                <span>Present password</span>
                <input className="input" data-autofocus="" type="password" autoComplete="current-password" value={current} onChange={(event) => setCurrent(event.target.value)} />
            </label>
            <label className="field">
                <span>New password, at least 10 characters; a sentence does well</span>
                <input className="input" type="password" autoComplete="new-password" value={next} onChange={(event) => setNext(event.target.value)} />
            </label>
            <label className="field">
                <span>The new one again</span>
                <input className="input" type="password" autoComplete="new-password" value={again} onChange={(event) => setAgain(event.target.value)} />
            </label>
            {differ && <p className="muted" role="status">The two are not the same.</p>}
        </FormDialog>
    );
}

import { useState } from "react";
import { actAs } from "../../api/session";
import { useSession } from "../../api/SessionContext";
import { useResource } from "../../api/useResource";
import { changeUser, deleteUser, fetchUser } from "../../api/users";
import type { User } from "../../api/users";
import { Menu } from "../../components/Menu";
import type { MenuItem } from "../../components/Menu";
import { tell } from "../../components/tell";
import { folderAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";
import { navigate } from "../../navigation/location";
import { FormDialog } from "../../results/FormDialog";
import { AdminFrame, useMayAdminister } from "./AdminFrame";
import { Loaded } from "./Loaded";
import { PasswordLinkDialog } from "./PasswordLinkDialog";
import { useUsers } from "./shared";
import { UserAccess } from "./UserAccess";
import { UserKeys } from "./UserKeys";
import { UserSessions } from "./UserSessions";
import { UserValues } from "./UserValues";
import { when } from "./words";

type Doing = "edit" | "link" | "disable" | "delete" | null;

/** One account: who it is, what gives it its rights, and what lets it in. */
export function UserPage({ id }: { id: string }): JSX.Element {
    const user = useResource(`admin user ${id}`, (signal) => fetchUser(id, signal), { freshFor: 5_000 });
    const [doing, setDoing] = useState<Doing>(null);
    const session = useSession();
    const admin = useMayAdminister();
    const isSelf = session.user.id === id;
    const value = user.value;
    const items: MenuItem[] = value === undefined || !admin ? [] : [
        { label: "Edit name and address", icon: "text", onSelect: () => setDoing("edit") },
        ...(value.email === "" || value.disabled ? [] : [{ label: value.hasPassword ? "Make a link to reset the password" : "Make a link to choose a password", icon: "link", onSelect: () => setDoing("link") } as const]),
        { label: "What they did", icon: "clock", href: `/admin/audit?user=${encodeURIComponent(value.email || value.id)}` },
        ...(isSelf || value.disabled || value.service || session.acting ? [] : [{ label: "Act as this user", icon: "person", onSelect: () => void act(value) } as const]),
        // Nobody shuts themselves out; the server refuses it, too.
        ...(isSelf ? [] : [
            { label: value.disabled ? "Enable" : "Disable", icon: value.disabled ? "check" : "close", onSelect: () => (value.disabled ? void enable(value) : setDoing("disable")) } as const,
            { label: "Delete", icon: "close", onSelect: () => setDoing("delete") } as const,
        ]),
    ];

    async function act(as: User): Promise<void> {
        // What was read until now is one's own: the pages begin anew.
        await actAs(as.id).then(() => location.assign("/"), (error: unknown) => tell(error instanceof Error ? error.message : "It did not work."));
    }

    async function enable(changed: User): Promise<void> {
        await changeUser(id, { disabled: false }).then(() => tell(`${changed.name} may sign in again.`), (error: unknown) => tell(error instanceof Error ? error.message : "It did not work."));
        user.reload();
    }

    return (
        <AdminFrame
            here="users" title={value?.name ?? "User"} above={{ label: "Users", href: "/admin/users" }}
            actions={items.length > 0 && <Menu label="Change" icon="more" items={items} />}
        >
            {() => (
                <Loaded what="account" of={[user] as const}>
                    {(known) => (
                        <>
                            <Facts user={known} isSelf={isSelf} />
                            <UserAccess user={known} onChanged={user.reload} />
                            {(admin || isSelf) && <UserValues userID={id} />}
                            <UserKeys user={known} onChanged={user.reload} />
                            {(admin || isSelf) && <UserSessions user={known} onChanged={user.reload} />}
                            {doing === "edit" && <EditUser user={known} onClose={() => setDoing(null)} onChanged={user.reload} />}
                            {doing === "link" && <PasswordLinkDialog user={known} onClose={() => setDoing(null)} />}
                            {doing === "disable" && <DisableUser user={known} onClose={() => setDoing(null)} onChanged={user.reload} />}
                            {doing === "delete" && <DeleteUser user={known} onClose={() => setDoing(null)} />}
                        </>
                    )}
                </Loaded>
            )}
        </AdminFrame>
    );
}

function Facts({ user, isSelf }: { user: User; isSelf: boolean }): JSX.Element {
    return (
        <dl className="facts">
            <dt>State</dt><dd>{user.disabled ? <strong className="tag bad">Disabled: can&apos;t sign in</strong> : <>May sign in{isSelf && ", and is you"}</>}</dd>
            <dt>Address</dt><dd>{user.email || <span className="muted">none{user.service && ": a program signs in with credentials"}</span>}</dd>
            {user.email !== "" && <><dt>Password</dt><dd>{user.hasPassword ? "chosen" : "not chosen yet"}</dd></>}
            <dt>Signed in</dt><dd>{when(user.lastSignIn)}</dd>
            {user.personalFolderID !== "" && <><dt>Own folder</dt><dd><Link href={folderAddress(user.personalFolderID)}>Open it</Link></dd></>}
        </dl>
    );
}

interface DialogProps {
    readonly user: User;
    readonly onClose: () => void;
    readonly onChanged: () => void;
}

function EditUser({ user, onClose, onChanged }: DialogProps): JSX.Element {
    const [first, setFirst] = useState(user.firstName);
    const [last, setLast] = useState(user.lastName);
    const [email, setEmail] = useState(user.email);
    const users = useUsers();
    return (
        <FormDialog title={`Edit ${user.name}`} submit="Save" onClose={onClose} onSubmit={async () => {
            await changeUser(user.id, { firstName: first.trim(), lastName: last.trim(), ...(email.trim() === user.email ? {} : { email: email.trim() }) });
            onChanged();
            users.reload();
            onClose();
        }}>
            <div className="field-pair">
                <label className="field"><span>First name</span><input className="input" autoFocus value={first} maxLength={255} onChange={(event) => setFirst(event.target.value)} /></label>
                <label className="field"><span>Last name</span><input className="input" value={last} maxLength={255} onChange={(event) => setLast(event.target.value)} /></label>
            </div>
            {!user.service && <label className="field"><span>Mail address</span><input className="input" type="email" value={email} onChange={(event) => setEmail(event.target.value)} /></label>}
        </FormDialog>
    );
}

function DisableUser({ user, onClose, onChanged }: DialogProps): JSX.Element {
    const users = useUsers();
    return (
        <FormDialog title={`Disable ${user.name}`} submit="Disable" onClose={onClose} onSubmit={async () => {
            await changeUser(user.id, { disabled: true });
            onChanged();
            users.reload();
            onClose();
            tell(`${user.name} can't sign in any more.`, async () => {
                await changeUser(user.id, { disabled: false });
                onChanged();
                users.reload();
            });
        }}>
            <p>They are signed out everywhere and can&apos;t sign in; their API credentials open nothing. What they have saved stays. An administrator can enable the account again.</p>
        </FormDialog>
    );
}

function DeleteUser({ user, onClose }: Omit<DialogProps, "onChanged">): JSX.Element {
    const [typed, setTyped] = useState("");
    const users = useUsers();
    const name = user.email || user.name;
    return (
        <FormDialog title={`Delete ${user.name}`} submit="Delete for good" ready={typed.trim() === name} onClose={onClose} onSubmit={async () => {
            await deleteUser(user.id);
            users.reload();
            navigate("/admin/users");
            tell(`${user.name} has no account any more.`);
        }}>
            <p>The account, its credentials and favourites go for good. Looks and dashboards stay where they are; administrators may change those of the own folder. To keep somebody out for a while, disable the account.</p>
            <label className="field"><span>Type {name} to confirm</span><input className="input" autoFocus value={typed} onChange={(event) => setTyped(event.target.value)} /></label>
        </FormDialog>
    );
}

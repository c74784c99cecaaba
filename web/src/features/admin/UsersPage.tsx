import { useState } from "react";
import type { Group, Role } from "../../api/access";
import type { User } from "../../api/users";
import { Button } from "../../components/Button";
import { ListTable } from "../../components/ListTable";
import type { ListColumn } from "../../components/ListTable";
import { Notice } from "../../components/Notice";
import { Link } from "../../navigation/Link";
import { navigateQuery, useLocation } from "../../navigation/location";
import { valueOf, withValue } from "../../navigation/query";
import { counted } from "../../words/numbers";
import { AddUser } from "./AddUser";
import { AdminFrame, useMayAdminister } from "./AdminFrame";
import { LinkList } from "./LinkList";
import { Loaded } from "./Loaded";
import { useGroups, useRoles, useUsers } from "./shared";
import { groupAddress, roleAddress, userAddress, when } from "./words";

/** Everybody with an account. Who is looked for stands in the address. */
export function UsersPage(): JSX.Element {
    const [adding, setAdding] = useState(false);
    const admin = useMayAdminister();
    return (
        <AdminFrame
            here="users" title="Users" words="Everybody who may sign in, and programs with an account of their own. What somebody may do follows from their roles, mostly through groups."
            actions={admin && <Button look="primary" icon="plus" onClick={() => setAdding(true)}>Add user</Button>}
        >
            {() => <><List />{adding && <AddUser onClose={() => setAdding(false)} />}</>}
        </AdminFrame>
    );
}

function List(): JSX.Element {
    const [users, groups, roles] = [useUsers(), useGroups(), useRoles()];
    return <Loaded what="list of users" of={[users, groups, roles] as const}>{(known, every, all) => <Found users={known} groups={every} roles={all} />}</Loaded>;
}

const STATES: ReadonlyArray<readonly [string, string]> = [["", "who may sign in"], ["disabled", "who are disabled"], ["all", "all"]];

function Found({ users, groups, roles }: { users: readonly User[]; groups: readonly Group[]; roles: readonly Role[] }): JSX.Element {
    const { query } = useLocation();
    const read = (name: string) => valueOf(query, name) ?? "";
    const put = (name: string, value: string, how: "push" | "replace" = "push") => navigateQuery(withValue(query, name, value === "" ? undefined : value), how);
    const [search, state, role] = [read("q"), read("state"), read("role")];
    const words = search.trim().toLowerCase();
    const found = users.filter((user) => (state === "all" || user.disabled === (state === "disabled"))
        && (role === "" || user.roleIDs.includes(role)) && (words === "" || `${user.name} ${user.email}`.toLowerCase().includes(words)));
    const named = <Item extends { readonly id: string; readonly name: string }>(ids: readonly string[], items: readonly Item[]) => items.filter((item) => ids.includes(item.id));
    const columns: ReadonlyArray<ListColumn<User>> = [
        { key: "name", label: "Name", by: (user) => user.name, cell: (user) => <><Link href={userAddress(user.id)}>{user.name}</Link>{user.service && <span className="muted"> program</span>}{user.disabled && <strong className="tag bad"> disabled</strong>}</> },
        { key: "email", label: "Address", by: (user) => user.email, cell: (user) => user.email || <span className="muted">none</span> },
        { key: "roles", label: "Roles", by: (user) => named(user.roleIDs, roles).map(({ name }) => name).join(), cell: (user) => <LinkList items={named(user.roleIDs, roles).map(({ id, name }) => ({ href: roleAddress(id), label: name }))} /> },
        { key: "groups", label: "Groups", by: (user) => user.groupIDs.length, downFirst: true, cell: (user) => <LinkList most={3} items={named(user.groupIDs, groups).filter(({ everybody }) => !everybody).map(({ id, name }) => ({ href: groupAddress(id), label: name }))} /> },
        { key: "seen", label: "Signed in", by: (user) => user.lastSignIn, downFirst: true, cell: (user) => <time dateTime={user.lastSignIn}>{when(user.lastSignIn)}</time> },
    ];
    return (
        <>
            <div className="list-search">
                <input type="search" className="input" aria-label="Search users" placeholder="Name or address" value={search} onChange={(event) => put("q", event.target.value, "replace")} />
                <label>
                    <span className="aside">Which users</span>
                    <select className="input" value={state} onChange={(event) => put("state", event.target.value)}>
                        {STATES.map(([value, label]) => <option key={value} value={value}>{label}</option>)}
                    </select>
                </label>
                <label>
                    <span className="aside">Role</span>
                    <select className="input" value={role} onChange={(event) => put("role", event.target.value)}>
                        <option value="">with any role</option>
                        {roles.map((each) => <option key={each.id} value={each.id}>{each.name}</option>)}
                    </select>
                </label>
                <span className="muted" role="status">{counted(found.length, "user")}</span>
            </div>
            {found.length === 0
                ? <Notice title="Nobody matches." actions={<Button onClick={() => navigateQuery([["state", "all"]])}>Show all users</Button>}>Names and addresses are searched{state === "all" ? "" : "; disabled accounts are a choice of their own"}.</Notice>
                : <ListTable label="Users" columns={columns} rows={found} id={(user) => user.id} sort="name" />}
        </>
    );
}

import { useState } from "react";
import { fetchRoleGroups } from "../../api/access";
import type { Group, Role } from "../../api/access";
import { useResource } from "../../api/useResource";
import type { User } from "../../api/users";
import { Button } from "../../components/Button";
import { ListTable } from "../../components/ListTable";
import type { ListColumn } from "../../components/ListTable";
import { Link } from "../../navigation/Link";
import { counted } from "../../words/numbers";
import { AdminFrame, useMayAdminister } from "./AdminFrame";
import { LinkList } from "./LinkList";
import { Loaded } from "./Loaded";
import { ModelSets } from "./ModelSets";
import { PermissionSets } from "./PermissionSets";
import { RoleDialog } from "./RoleDialog";
import { useGroups, useRoles, useUsers } from "./shared";
import { groupAddress, modelsInWords, roleAddress } from "./words";

/** Roles, and the sets of permissions and of models that they consist of. */
export function RolesPage(): JSX.Element {
    const [adding, setAdding] = useState(false);
    const admin = useMayAdminister();
    return (
        <AdminFrame
            here="roles" title="Roles" words="A role permits some things (its permission set) on some models (its model set). Somebody with several roles may do on each model what the roles for that model permit."
            actions={admin && <Button look="primary" icon="plus" onClick={() => setAdding(true)}>New role</Button>}
        >
            {() => <Parts adding={adding} onAdded={() => setAdding(false)} />}
        </AdminFrame>
    );
}

/** All parts ask for the roles: what keeps those away is said once. */
function Parts({ adding, onAdded }: { adding: boolean; onAdded: () => void }): JSX.Element {
    const roles = useRoles();
    return (
        <>
            <RoleTable />
            {(roles.value !== undefined || roles.error === null) && <><PermissionSets /><ModelSets /></>}
            {adding && <RoleDialog role={null} onClose={onAdded} />}
        </>
    );
}

function RoleTable(): JSX.Element {
    const [roles, groups, users] = [useRoles(), useGroups(), useUsers()];
    const ids = (roles.value ?? []).map((role) => role.id);
    const holders = useResource(
        roles.value === undefined ? undefined : `admin holders ${ids.join()}`,
        (signal) => Promise.all(ids.map(async (id) => ({ id, groups: await fetchRoleGroups(id, signal) }))), { freshFor: 5_000 });
    return (
        <Loaded what="list of roles" of={[roles, groups, users, holders] as const}>
            {(all, every, people, held) => <ListTable label="Roles" columns={columns(every, people, new Map(held.map(({ id, groups: holding }) => [id, holding])))} rows={all} id={(role) => role.id} sort="name" />}
        </Loaded>
    );
}

function columns(groups: readonly Group[], users: readonly User[], holders: ReadonlyMap<string, readonly string[]>): ReadonlyArray<ListColumn<Role>> {
    const count = (role: Role) => users.filter((user) => !user.disabled && user.roleIDs.includes(role.id)).length;
    return [
        { key: "name", label: "Role", by: (role) => role.name, cell: (role) => <Link href={roleAddress(role.id)}>{role.name}</Link> },
        { key: "permits", label: "Permits", by: (role) => role.permissionSet.permissions.length, downFirst: true, cell: (role) => `${role.permissionSet.name}: ${counted(role.permissionSet.permissions.length, "permission")}` },
        { key: "models", label: "On", by: modelsInWords, cell: (role) => <span title={role.modelSet.models.join(", ")}>{modelsInWords(role)}</span> },
        { key: "groups", label: "Groups", cell: (role) => <LinkList items={groups.filter((group) => (holders.get(role.id) ?? []).includes(group.id)).map(({ id, name }) => ({ href: groupAddress(id), label: name }))} /> },
        { key: "people", label: "People", by: count, right: true, downFirst: true, cell: (role) => <Link href={`/admin/users?role=${encodeURIComponent(role.id)}`}>{count(role)}</Link> },
    ];
}

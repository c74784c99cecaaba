import { useState } from "react";
import { deleteModelSet, deletePermissionSet, fetchRoleGroups, saveModelSet } from "../../api/access";
import type { Group, ModelSet, PermissionSet, Role } from "../../api/access";
import { fetchExploreNames } from "../../api/models";
import { useResource } from "../../api/useResource";
import type { User } from "../../api/users";
import { Button } from "../../components/Button";
import { ChoiceList } from "../../components/ChoiceList";
import { ListTable } from "../../components/ListTable";
import type { ListColumn } from "../../components/ListTable";
import { Link } from "../../navigation/Link";
import { FormDialog } from "../../results/FormDialog";
import { counted } from "../../words/numbers";
import { AdminFrame, useMayAdminister } from "./AdminFrame";
import { LinkList } from "./LinkList";
import { Loaded } from "./Loaded";
import { PermissionSetDialog } from "./PermissionSetDialog";
import { RoleDialog } from "./RoleDialog";
import { Section } from "./Section";
import { useGroups, useModelSets, usePermissions, usePermissionSets, useRoles, useUsers } from "./shared";
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
            {() => <><RoleTable /><PermissionSets /><ModelSets />{adding && <RoleDialog role={null} onClose={() => setAdding(false)} />}</>}
        </AdminFrame>
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

function PermissionSets(): JSX.Element {
    const [sets, permissions, roles] = [usePermissionSets(), usePermissions(), useRoles()];
    const [open, setOpen] = useState<{ readonly base: PermissionSet | null; readonly changes: boolean } | null>(null);
    const [deleting, setDeleting] = useState<PermissionSet | null>(null);
    const admin = useMayAdminister();
    const changed = () => {
        sets.reload();
        roles.reload();
    };
    return (
        <Section title="Permission sets" actions={admin && <Button icon="plus" onClick={() => setOpen({ base: null, changes: false })}>New permission set</Button>}>
            <Loaded what="list of permission sets" of={[sets, permissions, roles] as const}>
                {(all, known, every) => (
                    <>
                        <ul className="plain-list framed">
                            {all.map((set) => (
                                <li key={set.id}>
                                    <span>{set.name} <span className="muted">{counted(set.permissions.length, "permission")}{set.builtIn && ", built in"}{usedBy(every.filter((role) => role.permissionSet.id === set.id).length)}</span></span>
                                    {admin && (
                                        <span className="line-tools">
                                            {set.mayChange && <Button look="quiet" aria-label={`Change ${set.name}`} onClick={() => setOpen({ base: set, changes: true })}>Change</Button>}
                                            <Button look="quiet" aria-label={`Make one like ${set.name}`} onClick={() => setOpen({ base: set, changes: false })}>Make one like it</Button>
                                            {set.mayChange && <Button look="quiet" aria-label={`Delete ${set.name}`} onClick={() => setDeleting(set)}>Delete</Button>}
                                        </span>
                                    )}
                                </li>
                            ))}
                        </ul>
                        {open !== null && <PermissionSetDialog base={open.base} changes={open.changes} permissions={known} onSaved={changed} onClose={() => setOpen(null)} />}
                    </>
                )}
            </Loaded>
            {deleting !== null && <DeleteSet name={deleting.name} onDelete={() => deletePermissionSet(deleting.id)} onChanged={changed} onClose={() => setDeleting(null)} />}
        </Section>
    );
}

function ModelSets(): JSX.Element {
    const [sets, roles] = [useModelSets(), useRoles()];
    const [open, setOpen] = useState<ModelSet | "new" | null>(null);
    const [deleting, setDeleting] = useState<ModelSet | null>(null);
    const admin = useMayAdminister();
    const changed = () => {
        sets.reload();
        roles.reload();
    };
    return (
        <Section title="Model sets" actions={admin && <Button icon="plus" onClick={() => setOpen("new")}>New model set</Button>}>
            <Loaded what="list of model sets" of={[sets, roles] as const}>
                {(all, every) => (
                    <ul className="plain-list framed">
                        {all.map((set) => (
                            <li key={set.id}>
                                <span>{set.name} <span className="muted">{set.all ? "every model, those to come too" : set.models.join(", ") || "no model"}{usedBy(every.filter((role) => role.modelSet.id === set.id).length)}</span></span>
                                {admin && set.mayChange && <span className="line-tools"><Button look="quiet" aria-label={`Change ${set.name}`} onClick={() => setOpen(set)}>Change</Button><Button look="quiet" aria-label={`Delete ${set.name}`} onClick={() => setDeleting(set)}>Delete</Button></span>}
                            </li>
                        ))}
                    </ul>
                )}
            </Loaded>
            {open !== null && <ModelSetDialog set={open === "new" ? null : open} onSaved={changed} onClose={() => setOpen(null)} />}
            {deleting !== null && <DeleteSet name={deleting.name} onDelete={() => deleteModelSet(deleting.id)} onChanged={changed} onClose={() => setDeleting(null)} />}
        </Section>
    );
}

function usedBy(roles: number): string {
    return roles === 0 ? ", in no role" : `, in ${counted(roles, "role")}`;
}

function ModelSetDialog({ set, onSaved, onClose }: { set: ModelSet | null; onSaved: () => void; onClose: () => void }): JSX.Element {
    const explores = useResource("explores", fetchExploreNames, { freshFor: 60_000 });
    const [name, setName] = useState(set?.name ?? "");
    const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(set?.models ?? []));
    // A model that is gone stays in the set until somebody takes it out.
    const models = [...new Set([...(explores.value ?? []).map((explore) => explore.model), ...(set?.models ?? [])])].sort();
    return (
        <FormDialog title={set === null ? "New model set" : "Change the model set"} submit="Save" ready={name.trim() !== ""} onClose={onClose} onSubmit={async () => {
            await saveModelSet(set?.id ?? null, name.trim(), [...chosen]);
            onSaved();
            onClose();
        }}>
            <label className="field"><span>Name</span><input className="input" autoFocus value={name} maxLength={255} onChange={(event) => setName(event.target.value)} /></label>
            <ChoiceList label="Models" choices={models.map((model) => ({ id: model, label: model }))} chosen={chosen} onChange={setChosen} />
        </FormDialog>
    );
}

function DeleteSet({ name, onDelete, onChanged, onClose }: { name: string; onDelete: () => Promise<void>; onChanged: () => void; onClose: () => void }): JSX.Element {
    return (
        <FormDialog title={`Delete ${name}`} submit="Delete" onClose={onClose} onSubmit={async () => {
            await onDelete();
            onChanged();
            onClose();
        }}>
            <p>A set that a role has can&apos;t be deleted: give that role another one first.</p>
        </FormDialog>
    );
}

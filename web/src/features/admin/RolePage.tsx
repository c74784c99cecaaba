import { useState } from "react";
import { deleteRole, fetchRoleGroups, fetchRoleUsers, setRoleGroups, setRoleUsers } from "../../api/access";
import type { Role } from "../../api/access";
import { useResource } from "../../api/useResource";
import { Button } from "../../components/Button";
import { Menu } from "../../components/Menu";
import { tell } from "../../components/tell";
import { Link } from "../../navigation/Link";
import { navigate } from "../../navigation/location";
import { FormDialog } from "../../results/FormDialog";
import { AdminFrame, useMayAdminister } from "./AdminFrame";
import { ChooseDialog } from "./ChooseDialog";
import { Loaded } from "./Loaded";
import { permissionTree } from "./permissionWords";
import { RoleDialog } from "./RoleDialog";
import { Section } from "./Section";
import { useGroups, usePermissions, useRoles, useUsers } from "./shared";
import { groupAddress, modelsInWords, userAddress } from "./words";

/** One role: what may be done with it, in words, where, and by whom. */
export function RolePage({ id }: { id: string }): JSX.Element {
    const roles = useRoles();
    const [doing, setDoing] = useState<"change" | "delete" | null>(null);
    const role = roles.value?.find((each) => each.id === id);
    return (
        <AdminFrame
            here="roles" title={role?.name ?? "Role"} above={{ label: "Roles", href: "/admin/roles" }} words={role === undefined ? undefined : `${role.permissionSet.name} on ${modelsInWords(role)}.${role.mayChange ? "" : " It is built in and can't be changed."}`}
            actions={role?.mayChange === true && <Menu label="Change" icon="more" items={[{ label: "Name, permissions and models", icon: "text", onSelect: () => setDoing("change") }, { label: "Delete", icon: "close", onSelect: () => setDoing("delete") }]} />}
        >
            {() => (
                <Loaded what="role" of={[roles] as const}>
                    {(_) => (role === undefined ? <p>There is no such role. <Link href="/admin/roles">All roles</Link></p> : (
                        <>
                            <Holders role={role} />
                            <Permits role={role} />
                            <Section title="On which models">
                                <p>{role.modelSet.all ? `Every model, those to come too${role.modelSet.models.length === 0 ? "" : `: ${role.modelSet.models.join(", ")}`}.` : role.modelSet.models.join(", ") || "No model, so it permits nothing with data."}</p>
                            </Section>
                            {doing === "change" && <RoleDialog role={role} onClose={() => setDoing(null)} />}
                            {doing === "delete" && (
                                <FormDialog title={`Delete ${role.name}`} submit="Delete for good" onClose={() => setDoing(null)} onSubmit={async () => {
                                    await deleteRole(role.id);
                                    roles.reload();
                                    navigate("/admin/roles");
                                    tell(`The role ${role.name} is gone.`);
                                }}>
                                    <p>Those who hold it lose what it permits, unless another role permits it as well.</p>
                                </FormDialog>
                            )}
                        </>
                    ))}
                </Loaded>
            )}
        </AdminFrame>
    );
}

function Holders({ role }: { role: Role }): JSX.Element {
    const [groups, users] = [useGroups(), useUsers()];
    const holdingGroups = useResource(`admin role groups ${role.id}`, (signal) => fetchRoleGroups(role.id, signal), { freshFor: 5_000 });
    const holdingUsers = useResource(`admin role users ${role.id}`, (signal) => fetchRoleUsers(role.id, signal), { freshFor: 5_000 });
    const [choosing, setChoosing] = useState<"groups" | "people" | null>(null);
    const admin = useMayAdminister();
    const changed = () => [groups, users, holdingGroups, holdingUsers].forEach((each) => each.reload());
    return (
        <Section title="Who has it" actions={admin && <><Button onClick={() => setChoosing("groups")}>Choose groups</Button><Button onClick={() => setChoosing("people")}>Choose people</Button></>}>
            <Loaded what="list of holders" of={[groups, users, holdingGroups, holdingUsers] as const}>
                {(every, people, groupIDs, userIDs) => {
                    const through = people.filter((user) => user.roleIDs.includes(role.id) && !userIDs.includes(user.id)).length;
                    return (
                        <>
                            {groupIDs.length + userIDs.length === 0 && <p className="muted">Nobody yet.</p>}
                            {groupIDs.length + userIDs.length > 0 && (
                                <ul className="plain-list framed">
                                    {every.filter((group) => groupIDs.includes(group.id)).map((group) => <li key={`g${group.id}`}><Link href={groupAddress(group.id)}>{group.name}</Link><span className="muted">group{group.count === null ? "" : ` of ${group.count}`}</span></li>)}
                                    {people.filter((user) => userIDs.includes(user.id)).map((user) => <li key={`u${user.id}`}><Link href={userAddress(user.id)}>{user.name}</Link><span className="muted">{user.disabled ? "disabled" : "directly"}</span></li>)}
                                </ul>
                            )}
                            {through > 0 && <p className="muted"><Link href={`/admin/users?role=${encodeURIComponent(role.id)}&state=all`}>{through} {through === 1 ? "person has" : "people have"} it through groups</Link></p>}
                            {choosing === "groups" && (
                                <ChooseDialog
                                    title={`Groups with the role ${role.name}`} label="Groups" submit="Save" chosen={groupIDs} onClose={() => setChoosing(null)}
                                    choices={every.map((group) => ({ id: group.id, label: group.name, detail: group.everybody ? "everybody" : "" }))}
                                    onSave={async (chosen) => {
                                        await setRoleGroups(role.id, chosen);
                                        changed();
                                    }}
                                />
                            )}
                            {choosing === "people" && (
                                <ChooseDialog
                                    title={`People with the role ${role.name}`} label="People" submit="Save" chosen={userIDs} onClose={() => setChoosing(null)}
                                    choices={people.filter((user) => !user.disabled || userIDs.includes(user.id)).map((user) => ({ id: user.id, label: user.name, detail: user.name === user.email ? "" : user.email }))}
                                    onSave={async (chosen) => {
                                        await setRoleUsers(role.id, chosen);
                                        changed();
                                    }}
                                />
                            )}
                        </>
                    );
                }}
            </Loaded>
        </Section>
    );
}

function Permits({ role }: { role: Role }): JSX.Element {
    const permissions = usePermissions();
    return (
        <Section title="What it permits">
            <Loaded what="list of permissions" of={[permissions] as const}>
                {(all) => {
                    const lines = permissionTree(all).filter(({ permission }) => role.permissionSet.permissions.includes(permission.name));
                    const missing = all.filter((permission) => !role.permissionSet.permissions.includes(permission.name));
                    return (
                        <>
                            <ul className="permits">{lines.map(({ permission }) => <li key={permission.name}>{permission.words}</li>)}</ul>
                            {lines.length === 0 && <p className="muted">Nothing.</p>}
                            {missing.length > 0 && <details className="not-permitted"><summary>{missing.length} things that it does not permit</summary><ul className="permits">{missing.map((permission) => <li key={permission.name}>{permission.words}</li>)}</ul></details>}
                        </>
                    );
                }}
            </Loaded>
        </Section>
    );
}

import { useState } from "react";
import { addMember, deleteGroup, fetchMemberGroups, fetchMemberIDs, fetchRoleGroups, removeMember, renameGroup, setRoleGroups } from "../../api/access";
import type { Group, Role } from "../../api/access";
import { useResource } from "../../api/useResource";
import { Button } from "../../components/Button";
import { Menu } from "../../components/Menu";
import { tell } from "../../components/tell";
import { Link } from "../../navigation/Link";
import { navigate } from "../../navigation/location";
import { FormDialog } from "../../results/FormDialog";
import { AdminFrame, useMayAdminister } from "./AdminFrame";
import { ChooseDialog } from "./ChooseDialog";
import { GroupFolders } from "./GroupFolders";
import { GroupValues } from "./GroupValues";
import { Loaded } from "./Loaded";
import { Section } from "./Section";
import { useGroups, useRoles, useUsers } from "./shared";
import { groupAddress, modelsInWords, roleAddress, userAddress } from "./words";

/** One group: who belongs to it, and what that gives them. */
export function GroupPage({ id }: { id: string }): JSX.Element {
    const groups = useGroups();
    const [doing, setDoing] = useState<"rename" | "delete" | null>(null);
    const group = groups.value?.find((each) => each.id === id);
    return (
        <AdminFrame
            here="groups" title={group?.name ?? "Group"} above={{ label: "Groups", href: "/admin/groups" }}
            actions={group?.mayChange === true && <Menu label="Change" icon="more" items={[{ label: "Rename", icon: "text", onSelect: () => setDoing("rename") }, { label: "Delete", icon: "close", onSelect: () => setDoing("delete") }]} />}
        >
            {() => (
                <Loaded what="group" of={[groups] as const}>
                    {(all) => (group === undefined ? <p>There is no such group. <Link href="/admin/groups">All groups</Link></p> : (
                        <>
                            <Members group={group} groups={all} onChanged={groups.reload} />
                            <Roles group={group} />
                            <GroupFolders groupID={id} />
                            <GroupValues groupID={id} />
                            {doing === "rename" && <Rename group={group} onClose={() => setDoing(null)} onChanged={groups.reload} />}
                            {doing === "delete" && <Delete group={group} onClose={() => setDoing(null)} onChanged={groups.reload} />}
                        </>
                    ))}
                </Loaded>
            )}
        </AdminFrame>
    );
}

interface Member {
    readonly key: string;
    readonly name: string;
    readonly href: string;
    readonly detail: string;
    readonly member: { readonly user: string } | { readonly group: string };
}

function Members({ group, groups, onChanged }: { group: Group; groups: readonly Group[]; onChanged: () => void }): JSX.Element {
    const users = useUsers();
    const people = useResource(`admin group people ${group.id}`, (signal) => fetchMemberIDs(group.id, signal), { freshFor: 5_000 });
    const inside = useResource(`admin group groups ${group.id}`, (signal) => fetchMemberGroups(group.id, signal), { freshFor: 5_000 });
    const [adding, setAdding] = useState<"people" | "groups" | null>(null);
    const admin = useMayAdminister();
    const changed = () => {
        people.reload();
        inside.reload();
        users.reload();
        onChanged();
    };

    async function remove(member: Member): Promise<void> {
        try {
            await removeMember(group.id, member.member);
            tell(`${member.name} is out of ${group.name}.`, async () => {
                await addMember(group.id, member.member);
                changed();
            });
        } catch (error) {
            tell(error instanceof Error ? error.message : "It did not work.");
        }
        changed();
    }

    return (
        <Section
            title="Members"
            actions={admin && !group.everybody && <><Button icon="plus" onClick={() => setAdding("people")}>Add people</Button><Button icon="plus" onClick={() => setAdding("groups")}>Add groups</Button></>}
        >
            {group.everybody ? <p className="muted">Everybody with an account belongs to it{group.count === null ? "" : `: ${group.count.toLocaleString("en-US")}`}.</p> : (
                <Loaded what="list of members" of={[users, people, inside] as const}>
                    {(known, ids, below) => {
                        const members: Member[] = [
                            ...below.map((each) => ({ key: `g${each.id}`, name: each.name, href: groupAddress(each.id), detail: each.count === null ? "group" : `group of ${each.count}`, member: { group: each.id } })),
                            ...known.filter((user) => ids.includes(user.id)).map((user) => ({ key: `u${user.id}`, name: user.name, href: userAddress(user.id), detail: user.disabled ? "disabled" : user.email, member: { user: user.id } })),
                        ];
                        return (
                            <>
                                {members.length === 0 && <p className="muted">Nobody yet.</p>}
                                {members.length > 0 && (
                                    <ul className="plain-list framed scrolled" tabIndex={0} aria-label="Members">
                                        {members.map((member) => (
                                            <li key={member.key}>
                                                <span><Link href={member.href}>{member.name}</Link> <span className="muted">{member.detail}</span></span>
                                                {admin && <Button look="quiet" aria-label={`Remove ${member.name}`} onClick={() => void remove(member)}>Remove</Button>}
                                            </li>
                                        ))}
                                    </ul>
                                )}
                                {adding === "people" && (
                                    <ChooseDialog
                                        title={`Add people to ${group.name}`} label="People" submit="Add" onClose={() => setAdding(null)} none="Everybody belongs to it already."
                                        choices={known.filter((user) => !ids.includes(user.id) && !user.disabled).map((user) => ({ id: user.id, label: user.name, detail: user.name === user.email ? "" : user.email }))}
                                        onSave={async (chosen) => {
                                            for (const user of chosen) await addMember(group.id, { user });
                                            changed();
                                        }}
                                    />
                                )}
                                {adding === "groups" && (
                                    <ChooseDialog
                                        title={`Add groups to ${group.name}`} label="Groups" submit="Add" onClose={() => setAdding(null)} none="There is no other group."
                                        choices={groups.filter((each) => each.id !== group.id && !each.everybody && !below.some(({ id }) => id === each.id)).map((each) => ({ id: each.id, label: each.name }))}
                                        onSave={async (chosen) => {
                                            for (const each of chosen) await addMember(group.id, { group: each });
                                            changed();
                                        }}
                                    />
                                )}
                            </>
                        );
                    }}
                </Loaded>
            )}
        </Section>
    );
}

/** Which roles the group holds itself: the holders of each role are asked for. */
function Roles({ group }: { group: Group }): JSX.Element {
    const roles = useRoles();
    const ids = (roles.value ?? []).map((role) => role.id);
    const holders = useResource(
        roles.value === undefined ? undefined : `admin holders ${ids.join()}`,
        (signal) => Promise.all(ids.map(async (id) => ({ id, groups: await fetchRoleGroups(id, signal) }))), { freshFor: 5_000 });
    const [choosing, setChoosing] = useState(false);
    const admin = useMayAdminister();
    return (
        <Section title="Roles" actions={admin && <Button onClick={() => setChoosing(true)}>Change roles</Button>}>
            <Loaded what="list of roles" of={[roles, holders] as const}>
                {(all, held) => {
                    const own = held.filter((each) => each.groups.includes(group.id)).map((each) => each.id);
                    return (
                        <>
                            <RoleList roles={all.filter((role) => own.includes(role.id))} />
                            {choosing && (
                                <ChooseDialog
                                    title={`Roles of ${group.name}`} label="Roles" submit="Save" chosen={own} choices={all.map((role) => ({ id: role.id, label: role.name, detail: `on ${modelsInWords(role)}` }))}
                                    onClose={() => setChoosing(false)}
                                    onSave={async (chosen) => {
                                        for (const { id, groups } of held) {
                                            const [had, has] = [groups.includes(group.id), chosen.includes(id)];
                                            if (had !== has) await setRoleGroups(id, has ? [...groups, group.id] : groups.filter((each) => each !== group.id));
                                        }
                                        holders.reload();
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

function RoleList({ roles }: { roles: readonly Role[] }): JSX.Element {
    if (roles.length === 0) return <p className="muted">None of its own. Members may have roles through other groups.</p>;
    return <ul className="plain-list framed">{roles.map((role) => <li key={role.id}><span><Link href={roleAddress(role.id)}>{role.name}</Link> <span className="muted">on {modelsInWords(role)}</span></span></li>)}</ul>;
}

interface DialogProps {
    readonly group: Group;
    readonly onClose: () => void;
    readonly onChanged: () => void;
}

function Rename({ group, onClose, onChanged }: DialogProps): JSX.Element {
    const [name, setName] = useState(group.name);
    return (
        <FormDialog title="Rename the group" submit="Rename" ready={name.trim() !== "" && name.trim() !== group.name} onClose={onClose} onSubmit={async () => {
            await renameGroup(group.id, name.trim());
            onChanged();
            onClose();
        }}>
            <label className="field"><span>Name</span><input className="input" autoFocus value={name} maxLength={255} onChange={(event) => setName(event.target.value)} /></label>
        </FormDialog>
    );
}

function Delete({ group, onClose, onChanged }: DialogProps): JSX.Element {
    return (
        <FormDialog title={`Delete ${group.name}`} submit="Delete for good" onClose={onClose} onSubmit={async () => {
            await deleteGroup(group.id);
            onChanged();
            navigate("/admin/groups");
            tell(`The group ${group.name} is gone.`);
        }}>
            <p>Its members lose what the group gave them: roles, folders, values of attributes. Their accounts stay.</p>
        </FormDialog>
    );
}

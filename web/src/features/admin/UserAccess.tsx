import { useState } from "react";
import { addMember, fetchRoleGroups, removeMember } from "../../api/access";
import type { Group, Role } from "../../api/access";
import { useResource } from "../../api/useResource";
import { fetchDirectRoles, setDirectRoles } from "../../api/users";
import type { User } from "../../api/users";
import { Button } from "../../components/Button";
import { tell } from "../../components/tell";
import { Link } from "../../navigation/Link";
import { useMayAdminister } from "./AdminFrame";
import { ChooseDialog } from "./ChooseDialog";
import { Loaded } from "./Loaded";
import { Section } from "./Section";
import { useGroups, useRoles } from "./shared";
import { groupAddress, modelsInWords, roleAddress } from "./words";

interface Props {
    readonly user: User;
    readonly onChanged: () => void;
}

/** Where somebody's rights come from: their groups, and the roles that these or they themselves hold. */
export function UserAccess({ user, onChanged }: Props): JSX.Element {
    const [groups, roles] = [useGroups(), useRoles()];
    const direct = useResource(`admin direct roles ${user.id}`, (signal) => fetchDirectRoles(user.id, signal), { freshFor: 5_000 });
    const changed = () => {
        onChanged();
        direct.reload();
        groups.reload();
    };
    return (
        <Loaded what="groups and roles" of={[groups, roles, direct] as const}>
            {(every, all, own) => (
                <>
                    <UserGroups user={user} groups={every} onChanged={changed} />
                    <UserRoles user={user} groups={every} roles={all} direct={own} onChanged={changed} />
                </>
            )}
        </Loaded>
    );
}

function UserGroups({ user, groups, onChanged }: Props & { groups: readonly Group[] }): JSX.Element {
    const [choosing, setChoosing] = useState(false);
    const admin = useMayAdminister();
    const joined = groups.filter((group) => user.groupIDs.includes(group.id));
    const others = groups.filter((group) => !user.groupIDs.includes(group.id) && !group.everybody);

    async function leave(group: Group): Promise<void> {
        const member = { user: user.id };
        try {
            await removeMember(group.id, member);
            tell(`${user.name} is out of ${group.name}.`, async () => {
                await addMember(group.id, member);
                onChanged();
            });
        } catch (error) {
            tell(error instanceof Error ? error.message : "It did not work.");
        }
        onChanged();
    }

    return (
        <Section title="Groups" actions={admin && <Button icon="plus" onClick={() => setChoosing(true)}>Add to groups</Button>}>
            <ul className="plain-list framed">
                {joined.map((group) => (
                    <li key={group.id}>
                        <span><Link href={groupAddress(group.id)}>{group.name}</Link>{group.everybody && <span className="muted"> everybody belongs to it</span>}{group.external && <span className="muted"> kept by the identity provider</span>}</span>
                        {admin && !group.everybody && <Button look="quiet" aria-label={`Take ${user.name} out of ${group.name}`} onClick={() => void leave(group)}>Remove</Button>}
                    </li>
                ))}
            </ul>
            {choosing && (
                <ChooseDialog
                    title={`Add ${user.name} to groups`} label="Groups" submit="Add" choices={others.map(({ id, name }) => ({ id, label: name }))} none="There is no other group." onClose={() => setChoosing(false)}
                    onSave={async (chosen) => {
                        for (const group of chosen) await addMember(group, { user: user.id });
                        onChanged();
                    }}
                />
            )}
        </Section>
    );
}

function UserRoles({ user, groups, roles, direct, onChanged }: Props & { groups: readonly Group[]; roles: readonly Role[]; direct: readonly string[] }): JSX.Element {
    const [choosing, setChoosing] = useState(false);
    const admin = useMayAdminister();
    const held = roles.filter((role) => user.roleIDs.includes(role.id));
    return (
        <Section title="Roles" actions={admin && <Button onClick={() => setChoosing(true)}>Change own roles</Button>}>
            {held.length === 0 && <p className="muted">No role: they may see nothing. Add them to a group, or give a role.</p>}
            {held.length > 0 && (
                <ul className="plain-list framed">
                    {held.map((role) => (
                        <li key={role.id}>
                            <span><Link href={roleAddress(role.id)}>{role.name}</Link> <span className="muted">on {modelsInWords(role)}</span></span>
                            <span className="muted">{direct.includes(role.id) && "their own"}{direct.includes(role.id) ? "" : <Through role={role} user={user} groups={groups} />}</span>
                        </li>
                    ))}
                </ul>
            )}
            {choosing && (
                <ChooseDialog
                    title={`Roles that ${user.name} has without a group`} label="Roles" submit="Save" chosen={direct} choices={roles.map((role) => ({ id: role.id, label: role.name, detail: `on ${modelsInWords(role)}` }))}
                    onClose={() => setChoosing(false)}
                    onSave={async (chosen) => {
                        await setDirectRoles(user.id, chosen);
                        onChanged();
                    }}
                />
            )}
        </Section>
    );
}

/** By which of their groups somebody has a role; groups of groups give it, too. */
function Through({ role, user, groups }: { role: Role; user: User; groups: readonly Group[] }): JSX.Element {
    const holders = useResource(`admin role groups ${role.id}`, (signal) => fetchRoleGroups(role.id, signal), { freshFor: 10_000 });
    const holding = groups.filter((group) => (holders.value ?? []).includes(group.id));
    const joined = holding.filter((group) => user.groupIDs.includes(group.id));
    const names = (joined.length > 0 ? joined : holding).map((group) => group.name);
    return <>{names.length === 0 ? "through a group" : `through ${names.join(" and ")}`}</>;
}

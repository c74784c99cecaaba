import { useState } from "react";
import { addMember, fetchMemberGroups, fetchMemberIDs, removeMember } from "../../api/access";
import type { Group } from "../../api/access";
import { useResource } from "../../api/useResource";
import { Button } from "../../components/Button";
import { tell } from "../../components/tell";
import { Link } from "../../navigation/Link";
import { useMayAdminister } from "./AdminFrame";
import { ChooseDialog } from "./ChooseDialog";
import { Loaded } from "./Loaded";
import { Section } from "./Section";
import { useUsers } from "./shared";
import { groupAddress, userAddress } from "./words";

interface Member {
    readonly key: string;
    readonly name: string;
    readonly href: string;
    readonly detail: string;
    readonly member: { readonly user: string } | { readonly group: string };
}

/** The people and groups that belong to a group. */
export function GroupMembers({ group, groups, onChanged }: { group: Group; groups: readonly Group[]; onChanged: () => void }): JSX.Element {
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
                            ...known.filter((user) => ids.includes(user.id)).map((user) => ({ key: `u${user.id}`, name: user.name, href: userAddress(user.id), detail: user.disabled ? "disabled" : user.email === user.name ? "" : user.email, member: { user: user.id } })),
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

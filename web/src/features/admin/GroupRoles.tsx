import { useState } from "react";
import { fetchRoleGroups, setRoleGroups } from "../../api/access";
import type { Group, Role } from "../../api/access";
import { useResource } from "../../api/useResource";
import { Button } from "../../components/Button";
import { Link } from "../../navigation/Link";
import { useMayAdminister } from "./AdminFrame";
import { ChooseDialog } from "./ChooseDialog";
import { Loaded } from "./Loaded";
import { Section } from "./Section";
import { useRoles } from "./shared";
import { modelsInWords, roleAddress } from "./words";

/** Which roles the group holds itself: the holders of each role are asked for. */
export function GroupRoles({ group }: { group: Group }): JSX.Element {
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

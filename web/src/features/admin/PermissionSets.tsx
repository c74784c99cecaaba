import { useState } from "react";
import { deletePermissionSet } from "../../api/access";
import type { PermissionSet } from "../../api/access";
import { Button } from "../../components/Button";
import { counted } from "../../words/numbers";
import { useMayAdminister } from "./AdminFrame";
import { DeleteSet } from "./DeleteSet";
import { Loaded } from "./Loaded";
import { PermissionSetDialog } from "./PermissionSetDialog";
import { Section } from "./Section";
import { usePermissions, usePermissionSets, useRoles } from "./shared";
import { usedBy } from "./words";

/** What roles may permit, by name. */
export function PermissionSets(): JSX.Element {
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

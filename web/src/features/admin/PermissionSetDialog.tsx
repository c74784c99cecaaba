import { useMemo, useState } from "react";
import { savePermissionSet } from "../../api/access";
import type { Permission, PermissionSet } from "../../api/access";
import { FormDialog } from "../../results/FormDialog";
import { permissionTree, toggled } from "./permissionWords";

interface Props {
    /** What it is made from or changed; null for an empty one. */
    readonly base: PermissionSet | null;
    /** Whether `base` is changed itself rather than copied. */
    readonly changes: boolean;
    readonly permissions: readonly Permission[];
    readonly onSaved: () => void;
    readonly onClose: () => void;
}

/** Makes or changes a permission set: each permission in words, indented below the one that it needs. */
export function PermissionSetDialog({ base, changes, permissions, onSaved, onClose }: Props): JSX.Element {
    const [name, setName] = useState(base === null ? "" : changes ? base.name : `${base.name}, changed`);
    const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(base?.permissions ?? []));
    const lines = useMemo(() => permissionTree(permissions), [permissions]);
    return (
        <FormDialog title={changes ? "Change the permission set" : "New permission set"} submit="Save" ready={name.trim() !== ""} onClose={onClose} onSubmit={async () => {
            await savePermissionSet(changes && base !== null ? base.id : null, name.trim(), [...chosen]);
            onSaved();
            onClose();
        }}>
            <label className="field"><span>Name</span><input className="input" autoFocus value={name} maxLength={255} onChange={(event) => setName(event.target.value)} /></label>
            <fieldset className="choice-list permission-list">
                <legend>What it permits</legend>
                <ul tabIndex={0} aria-label="Permissions">
                    {lines.map(({ permission, depth }) => (
                        <li key={permission.name} className={`depth-${Math.min(depth, 4)}`}>
                            <label className="check">
                                <input type="checkbox" checked={chosen.has(permission.name)} onChange={() => setChosen(toggled(chosen, permission.name, permissions))} />
                                <span>{permission.words} <code className="muted">{permission.name}</code></span>
                            </label>
                        </li>
                    ))}
                </ul>
            </fieldset>
        </FormDialog>
    );
}

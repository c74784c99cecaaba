import { useState } from "react";
import { saveRole } from "../../api/access";
import type { Role } from "../../api/access";
import { navigate } from "../../navigation/location";
import { FormDialog } from "../../results/FormDialog";
import { useModelSets, usePermissionSets, useRoles } from "./shared";
import { roleAddress } from "./words";

/** Makes a role, or changes one: its name and which sets it consists of. */
export function RoleDialog({ role, onClose }: { role: Role | null; onClose: () => void }): JSX.Element {
    const [permissionSets, modelSets, roles] = [usePermissionSets(), useModelSets(), useRoles()];
    const [name, setName] = useState(role?.name ?? "");
    const [permissionSet, setPermissionSet] = useState(role?.permissionSet.id ?? "");
    const [modelSet, setModelSet] = useState(role?.modelSet.id ?? "");
    return (
        <FormDialog
            title={role === null ? "New role" : `Change ${role.name}`} submit={role === null ? "Make the role" : "Save"} ready={name.trim() !== "" && permissionSet !== "" && modelSet !== ""} onClose={onClose}
            onSubmit={async () => {
                const saved = await saveRole(role?.id ?? null, name.trim(), permissionSet, modelSet);
                roles.reload();
                onClose();
                if (role === null) navigate(roleAddress(saved.id));
            }}
        >
            <label className="field"><span>Name</span><input className="input" autoFocus value={name} maxLength={255} onChange={(event) => setName(event.target.value)} /></label>
            <label className="field">
                <span>What it permits</span>
                <select className="input" value={permissionSet} onChange={(event) => setPermissionSet(event.target.value)}>
                    <option value="">{permissionSets.loading ? "Loading…" : "Choose a permission set…"}</option>
                    {(permissionSets.value ?? []).map((set) => <option key={set.id} value={set.id}>{set.name}</option>)}
                </select>
            </label>
            <label className="field">
                <span>On which models</span>
                <select className="input" value={modelSet} onChange={(event) => setModelSet(event.target.value)}>
                    <option value="">{modelSets.loading ? "Loading…" : "Choose a model set…"}</option>
                    {(modelSets.value ?? []).map((set) => <option key={set.id} value={set.id}>{set.name}</option>)}
                </select>
            </label>
        </FormDialog>
    );
}

import { useState } from "react";
import { deleteGroup, renameGroup } from "../../api/access";
import type { Group } from "../../api/access";
import { Menu } from "../../components/Menu";
import { tell } from "../../components/tell";
import { Link } from "../../navigation/Link";
import { navigate } from "../../navigation/location";
import { FormDialog } from "../../results/FormDialog";
import { AdminFrame } from "./AdminFrame";
import { GroupFolders } from "./GroupFolders";
import { GroupMembers } from "./GroupMembers";
import { GroupRoles } from "./GroupRoles";
import { GroupValues } from "./GroupValues";
import { Loaded } from "./Loaded";
import { useGroups } from "./shared";

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
                            <GroupMembers group={group} groups={all} onChanged={groups.reload} />
                            <GroupRoles group={group} />
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

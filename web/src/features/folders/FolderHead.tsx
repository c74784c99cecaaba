import { useState } from "react";
import { changeFolder, copyFolder, makeFolder } from "../../api/folders";
import type { FolderInfo } from "../../api/folders";
import { makeDashboard } from "../../api/saving";
import { useSession } from "../../api/SessionContext";
import { Button } from "../../components/Button";
import { Menu } from "../../components/Menu";
import type { MenuItem } from "../../components/Menu";
import { tell } from "../../components/tell";
import { dashboardAddress, folderAddress } from "../../navigation/addresses";
import { navigate, navigateHash, useLocation } from "../../navigation/location";
import { FormDialog } from "../../results/FormDialog";
import { StarButton } from "../../results/StarButton";
import { FolderDialog } from "../../saved/FolderDialog";
import { forgetLists } from "../../saved/lists";
import { forgetAllLists, trashAll } from "../../saved/trash";
import { AccessDialog } from "./AccessDialog";

interface Props {
    readonly folder: FolderInfo;
    readonly onChanged: () => void;
}

type Doing = "folder" | "dashboard" | "edit" | "move" | "copy" | null;

/** A folder's name, and what can be done with the folder as a whole. */
export function FolderHead({ folder, onChanged }: Props): JSX.Element {
    const session = useSession();
    const { hash } = useLocation();
    const [doing, setDoing] = useState<Doing>(null);
    const close = () => setDoing(null);
    const mayAdd = folder.mayAdd && !session.visitor && session.permissions.has("save_content");
    const mayCopy = folder.parentID !== "" && !session.visitor && session.permissions.has("save_content");
    const items: MenuItem[] = [
        ...(folder.mayChange && mayAdd ? [{ label: "Rename and describe", icon: "text", onSelect: () => setDoing("edit") }, { label: "Move", icon: "folder", onSelect: () => setDoing("move") }] as const : []),
        ...(mayCopy ? [{ label: "Copy", icon: "copy", onSelect: () => setDoing("copy") } as const] : []),
        ...(session.visitor || folder.metadataID === "" ? [] : [{ label: "Who sees it", icon: "people", onSelect: () => navigateHash("access") } as const]),
        ...(folder.mayChange && mayAdd ? [{ label: "Move to the trash", icon: "trash", onSelect: () => void trash() } as const] : []),
    ];

    async function trash(): Promise<void> {
        const up = folderAddress(folder.parentID);
        await trashAll([{ kind: "folder", id: folder.id, title: folder.name }], onChanged);
        navigate(up);
    }

    return (
        <div className="page-title">
            <h1>{folder.name}</h1>
            <div className="page-actions">
                <StarButton metadataID={folder.metadataID} favoriteID={folder.favoriteID} />
                {mayAdd && <Button icon="plus" onClick={() => setDoing("folder")}>New folder</Button>}
                {mayAdd && session.permissions.has("save_dashboards") && <Button icon="plus" onClick={() => setDoing("dashboard")}>New dashboard</Button>}
                {items.length > 0 && <Menu label="More" icon="more" iconOnly items={items} />}
            </div>
            {doing === "folder" && <NewFolder parent={folder} onClose={close} onChanged={onChanged} />}
            {doing === "dashboard" && (
                <FolderDialog
                    heading="New dashboard" action="Make it" folderID={folder.id} name="" onClose={close}
                    onDone={async (folderID, name) => {
                        const id = await makeDashboard(name, folderID);
                        forgetLists("dashboard");
                        navigate(`${dashboardAddress(id)}?edit=true`);
                    }}
                />
            )}
            {doing === "edit" && <EditFolder folder={folder} onClose={close} onChanged={onChanged} />}
            {doing === "move" && (
                <FolderDialog
                    heading={`Move ${folder.name}`} action="Move" folderID={folder.parentID} onClose={close}
                    onDone={async (parentID) => {
                        const before = folder.parentID;
                        await changeFolder(folder.id, { parentID });
                        const refresh = () => {
                            forgetAllLists();
                            onChanged();
                        };
                        refresh();
                        close();
                        tell(`${folder.name} is moved.`, async () => {
                            await changeFolder(folder.id, { parentID: before });
                            refresh();
                        });
                    }}
                />
            )}
            {doing === "copy" && (
                <FolderDialog
                    heading={`Copy ${folder.name} with all in it`} action="Copy" folderID={folder.mayChange ? folder.parentID : ""} onClose={close}
                    onDone={async (parentID) => {
                        const made = await copyFolder(folder.id, parentID);
                        forgetAllLists();
                        onChanged();
                        close();
                        navigate(folderAddress(made.id));
                        tell(`This is the copy of ${folder.name}, with all in it that you see.`);
                    }}
                />
            )}
            {hash === "access" && <AccessDialog folder={folder} onClose={() => navigateHash("")} />}
        </div>
    );
}

function NewFolder({ parent, onClose, onChanged }: { parent: FolderInfo; onClose: () => void; onChanged: () => void }): JSX.Element {
    const [name, setName] = useState("");
    return (
        <FormDialog title={`New folder in ${parent.name}`} submit="Make the folder" ready={name.trim() !== ""} onClose={onClose} onSubmit={async () => {
            const made = await makeFolder(name.trim(), parent.id);
            forgetAllLists();
            onChanged();
            onClose();
            navigate(folderAddress(made.id));
        }}>
            <label className="field"><span>Name</span><input className="input" data-autofocus="" value={name} maxLength={255} onChange={(event) => setName(event.target.value)} /></label>
            <p className="muted">Whoever sees {parent.name} sees it, too. That can be changed with “Who sees it”.</p>
        </FormDialog>
    );
}

function EditFolder({ folder, onClose, onChanged }: Props & { onClose: () => void }): JSX.Element {
    const [name, setName] = useState(folder.name);
    const [description, setDescription] = useState(folder.description);
    return (
        <FormDialog title={`Rename ${folder.name}`} submit="Save" ready={name.trim() !== ""} onClose={onClose} onSubmit={async () => {
            await changeFolder(folder.id, { ...(name.trim() === folder.name ? {} : { name: name.trim() }), ...(description === folder.description ? {} : { description }) });
            forgetAllLists();
            onChanged();
            onClose();
        }}>
            <label className="field"><span>Name</span><input className="input" data-autofocus="" value={name} maxLength={255} onChange={(event) => setName(event.target.value)} /></label>
            <label className="field"><span>Description</span><textarea className="input" rows={2} value={description} onChange={(event) => setDescription(event.target.value)} /></label>
        </FormDialog>
    );
}

import { useState } from "react";
import { addGrant, changeGrant, fetchManyGrants, removeGrant } from "../../api/folderAccess";
import type { AccessLevel } from "../../api/folderAccess";
import { fetchFolderInfos } from "../../api/folders";
import type { FolderInfo } from "../../api/folders";
import { useResource } from "../../api/useResource";
import { Button } from "../../components/Button";
import { tell } from "../../components/tell";
import { folderAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";
import { FormDialog } from "../../results/FormDialog";
import { LevelSelect } from "../../saved/LevelSelect";
import { useMayAdminister } from "./AdminFrame";
import { Loaded } from "./Loaded";
import { Section } from "./Section";

/** So many folders are looked at; each has a list of its own to ask for. */
const MOST = 400;

/** The folders on whose own lists a group stands. For administrators: others don't see all lists. */
export function GroupFolders({ groupID }: { groupID: string }): JSX.Element | null {
    return useMayAdminister() ? <Folders groupID={groupID} /> : null;
}

function Folders({ groupID }: { groupID: string }): JSX.Element {
    const folders = useResource("folder infos", fetchFolderInfos, { freshFor: 10_000 });
    const asked = (folders.value ?? []).filter((folder) => !folder.personal && folder.metadataID !== "").slice(0, MOST).map((folder) => folder.metadataID);
    const grants = useResource(folders.value === undefined ? undefined : `admin grants ${asked.join()}`, (signal) => fetchManyGrants(asked, signal), { freshFor: 10_000 });
    const [adding, setAdding] = useState(false);

    async function change(act: () => Promise<void>): Promise<void> {
        await act().catch((error: unknown) => tell(error instanceof Error ? error.message : "It did not work."));
        grants.reload();
    }

    return (
        <Section title="Folders" actions={<Button icon="plus" onClick={() => setAdding(true)}>Give a folder</Button>}>
            <Loaded what="list of folders" of={[folders, grants] as const}>
                {(all, lists) => {
                    const found = all.flatMap((folder) => (lists.get(folder.metadataID) ?? []).filter((grant) => grant.groupID === groupID).map((grant) => ({ folder, grant })));
                    const free = all.filter((folder) => asked.includes(folder.metadataID) && folder.id !== "lookml" && !found.some((each) => each.folder.id === folder.id));
                    return (
                        <>
                            {found.length === 0 && <p className="muted">The group stands on no folder&apos;s own list.</p>}
                            {found.length > 0 && (
                                <ul className="plain-list framed">
                                    {found.map(({ folder, grant }) => (
                                        <li key={folder.id}>
                                            <span><Link href={folderAddress(folder.id)}>{pathOf(folder, all)}</Link> <span className="muted">and what is below it</span></span>
                                            <span className="line-tools">
                                                <LevelSelect label={`What the group may do with ${folder.name}`} value={grant.level} onChange={(level) => void change(() => changeGrant(grant.id, level))} />
                                                <Button look="quiet" aria-label={`Take the group off the list of ${folder.name}`} onClick={() => void change(() => removeGrant(grant.id))}>Remove</Button>
                                            </span>
                                        </li>
                                    ))}
                                </ul>
                            )}
                            {adding && <GiveFolder folders={free.map((folder) => ({ id: folder.metadataID, path: pathOf(folder, all) })).sort((left, right) => left.path.localeCompare(right.path, "en"))} onClose={() => setAdding(false)} onGive={async (metadataID, level) => {
                                await addGrant(metadataID, { group: groupID }, level);
                                grants.reload();
                                setAdding(false);
                            }} />}
                        </>
                    );
                }}
            </Loaded>
        </Section>
    );
}

interface GiveProps {
    readonly folders: ReadonlyArray<{ readonly id: string; readonly path: string }>;
    readonly onGive: (metadataID: string, level: AccessLevel) => Promise<void>;
    readonly onClose: () => void;
}

function GiveFolder({ folders, onGive, onClose }: GiveProps): JSX.Element {
    const [folder, setFolder] = useState("");
    const [level, setLevel] = useState<AccessLevel>("view");
    return (
        <FormDialog title="Give a folder to the group" submit="Give" ready={folder !== ""} onClose={onClose} onSubmit={() => onGive(folder, level)}>
            <label className="field">
                <span>Folder</span>
                <select className="input" value={folder} onChange={(event) => setFolder(event.target.value)}>
                    <option value="">Choose…</option>
                    {folders.map(({ id, path }) => <option key={id} value={id}>{path}</option>)}
                </select>
            </label>
            <div className="field"><span>Members</span><LevelSelect label="What members may do" value={level} onChange={setLevel} /></div>
        </FormDialog>
    );
}

/** "Shared / Support" */
function pathOf(folder: FolderInfo, folders: readonly FolderInfo[]): string {
    const names: string[] = [];
    for (let at: FolderInfo | undefined = folder; at !== undefined && names.length < 20; at = folders.find(({ id }) => id === at?.parentID)) names.unshift(at.name);
    return names.join(" / ");
}

import { useState } from "react";
import { fetchGroups } from "../../api/access";
import type { Group } from "../../api/access";
import { addGrant, changeGrant, fetchFolderAccess, fetchGrants, removeGrant, setInherits } from "../../api/folderAccess";
import type { AccessLevel, FolderAccess, FolderGrant } from "../../api/folderAccess";
import type { FolderInfo } from "../../api/folders";
import { useSession } from "../../api/SessionContext";
import { useResource } from "../../api/useResource";
import { fetchUsers } from "../../api/users";
import type { User } from "../../api/users";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Notice } from "../../components/Notice";
import { Skeleton } from "../../components/Skeleton";
import { Problem } from "../../results/Problem";
import { LevelSelect } from "../../saved/LevelSelect";
import { foldersAbove } from "./contents";
import { useFolderInfos } from "./useFolders";

/** Who sees a folder and who changes it: its own list, and whether the list of the folder around it counts as well. */
export function AccessDialog({ folder, onClose }: { folder: FolderInfo; onClose: () => void }): JSX.Element {
    const session = useSession();
    const mayManage = session.permissions.has("manage_spaces");
    const access = useResource(`folder access ${folder.metadataID}`, (signal) => fetchFolderAccess(folder.metadataID, signal), { freshFor: 0 });
    return (
        <Dialog title={`Who sees ${folder.name}`} onClose={onClose}>
            {access.value === undefined
                ? access.error !== null ? <Problem error={access.error} what="list" onRetry={access.reload} /> : <div role="status" aria-busy="true" aria-label="The list is loading"><Skeleton shape="lines" /></div>
                : !mayManage || !access.value.mayManage
                    ? <Notice title={access.value.inherits ? "Those who see the folder around it, and those on its own list." : "Only those on its own list."}>The list is kept by those who may change this folder and manage folders. To have somebody added, ask whoever made it, or an administrator.</Notice>
                    : <Lists folder={folder} access={access.value} onChanged={access.reload} />}
            <footer className="action-buttons"><Button look="primary" onClick={onClose}>Done</Button></footer>
        </Dialog>
    );
}

function Lists({ folder, access, onChanged }: { folder: FolderInfo; access: FolderAccess; onChanged: () => void }): JSX.Element {
    const grants = useResource(`folder grants ${folder.metadataID}`, (signal) => fetchGrants(folder.metadataID, signal), { freshFor: 0 });
    const groups = useResource("groups to choose", fetchGroups, { freshFor: 30_000 });
    const users = useResource("users to choose", fetchUsers, { freshFor: 30_000 });
    const [problem, setProblem] = useState("");
    const folders = useFolderInfos();
    const parent = folders.value?.find(({ id }) => id === folder.parentID);

    async function change(act: () => Promise<void>): Promise<void> {
        setProblem("");
        try {
            await act();
        } catch (error) {
            setProblem(error instanceof Error ? error.message : "That did not work. Try again.");
        }
        grants.reload();
        onChanged();
    }

    const failed = [grants, groups, users].find((each) => each.error !== null && each.value === undefined);
    if (failed?.error !== undefined && failed.error !== null) return <Problem error={failed.error} what="list" onRetry={failed.reload} />;
    if (grants.value === undefined || groups.value === undefined || users.value === undefined) return <div role="status" aria-busy="true" aria-label="The list is loading"><Skeleton shape="lines" /></div>;
    const [known, people, listed] = [groups.value, users.value, grants.value];
    return (
        <div className="dialog-form">
            {parent !== undefined && (
                <label className="check">
                    <input type="checkbox" checked={access.inherits} onChange={(event) => void change(() => setInherits(folder.metadataID, event.target.checked))} />
                    {` Whoever is on the list of ${parent.name}, too`}
                </label>
            )}
            {access.inherits && parent !== undefined && <Inherited folder={parent} folders={folders.value ?? []} groups={known} users={people} />}
            <section aria-label="Its own list">
                <h3>Its own list</h3>
                {listed.length === 0 && <p className="muted">{access.inherits ? "Nobody beside those." : "Nobody: only administrators see the folder."}</p>}
                <ul className="plain-list">
                    {listed.map((grant) => {
                        const name = nameOf(grant, known, people);
                        return (
                            <li key={grant.id}>
                                <span>{name} <span className="muted">{grant.groupID === "" ? "person" : "group"}</span></span>
                                <span className="line-tools">
                                    <LevelSelect label={`What ${name} may do`} value={grant.level} onChange={(level) => void change(() => changeGrant(grant.id, level))} />
                                    <Button look="quiet" icon="close" iconOnly onClick={() => void change(() => removeGrant(grant.id))}>{`Take ${name} off the list`}</Button>
                                </span>
                            </li>
                        );
                    })}
                </ul>
                <AddLine
                    groups={known.filter(({ id }) => !listed.some(({ groupID }) => groupID === id))} users={people.filter(({ id, disabled }) => !disabled && !listed.some(({ userID }) => userID === id))}
                    onAdd={(who, level) => change(() => addGrant(folder.metadataID, who, level))}
                />
            </section>
            {problem !== "" && <p className="action-objection" role="alert">{problem}</p>}
            <p className="muted">Looks and dashboards are seen by those who see their folder; folders below follow, unless they have a list of their own only. What somebody may do with them follows from their roles, too.</p>
        </div>
    );
}

function nameOf(grant: FolderGrant, groups: readonly Group[], users: readonly User[]): string {
    return grant.groupID !== "" ? groups.find(({ id }) => id === grant.groupID)?.name ?? `Group ${grant.groupID}` : users.find(({ id }) => id === grant.userID)?.name ?? `User ${grant.userID}`;
}

/** The lists of the folders around it, up to the first one that has a list of its own only. Those that the reader may not manage are not told. */
function Inherited({ folder, folders, groups, users }: { folder: FolderInfo; folders: readonly FolderInfo[]; groups: readonly Group[]; users: readonly User[] }): JSX.Element | null {
    const around = [folder, ...foldersAbove(folder, folders).reverse()].filter(({ metadataID }) => metadataID !== "");
    const lists = useResource(`folder lists ${around.map(({ id }) => id).join()}`, async (signal) => {
        const found: Array<{ readonly name: string; readonly grants: readonly FolderGrant[] }> = [];
        for (const each of around) {
            try {
                found.push({ name: each.name, grants: await fetchGrants(each.metadataID, signal) });
                if (!(await fetchFolderAccess(each.metadataID, signal)).inherits) break;
            } catch {
                signal.throwIfAborted();
                break;
            }
        }
        return found;
    }, { freshFor: 5_000 });
    const lines = (lists.value ?? []).flatMap(({ name, grants }) => grants.map((grant) => ({ key: `${name} ${grant.id}`, who: nameOf(grant, groups, users), level: grant.level, name })));
    if (lines.length === 0) return null;
    return <ul className="inherited" aria-label="Through folders around it">{lines.map((line) => <li key={line.key}>{line.who} {line.level === "edit" ? "may change it" : "may see it"} <span className="muted">from {line.name}</span></li>)}</ul>;
}

interface AddProps {
    readonly groups: readonly Group[];
    readonly users: readonly User[];
    readonly onAdd: (who: { readonly user: string } | { readonly group: string }, level: AccessLevel) => Promise<void>;
}

function AddLine({ groups, users, onAdd }: AddProps): JSX.Element {
    const [who, setWho] = useState("");
    const [level, setLevel] = useState<AccessLevel>("view");
    return (
        <div className="grant-add">
            <label><span className="aside">Group or person</span>
                <select className="input" value={who} onChange={(event) => setWho(event.target.value)}>
                    <option value="">Group or person…</option>
                    <optgroup label="Groups">{groups.map((group) => <option key={group.id} value={`group ${group.id}`}>{group.name}</option>)}</optgroup>
                    <optgroup label="People">{users.map((user) => <option key={user.id} value={`user ${user.id}`}>{user.name}</option>)}</optgroup>
                </select>
            </label>
            <LevelSelect label="What they may do" value={level} onChange={setLevel} />
            <Button disabled={who === ""} onClick={() => {
                const [kind, id = ""] = who.split(" ");
                void onAdd(kind === "group" ? { group: id } : { user: id }, level).then(() => setWho(""));
            }}>Add</Button>
        </div>
    );
}

import { useState } from "react";
import { fetchDashboards, fetchFolders, fetchLooks } from "../../api/content";
import type { ContentItem, Folder } from "../../api/content";
import { makeDashboard } from "../../api/saving";
import { useSession } from "../../api/SessionContext";
import { useResource } from "../../api/useResource";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Notice } from "../../components/Notice";
import { Skeleton } from "../../components/Skeleton";
import { dashboardAddress, folderAddress, lookAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";
import { navigate } from "../../navigation/location";
import { useTitle } from "../../navigation/useTitle";
import { Problem } from "../../results/Problem";
import { FolderDialog } from "../../saved/FolderDialog";
import { forgetLists } from "../../saved/SavedMenu";
import { counted } from "../../words/numbers";
import { plainText } from "../../words/plainText";

/** One folder: what it holds and the folders below it. Without an id: all folders. */
export function FolderPage({ id }: { id: string | null }): JSX.Element {
    const folders = useResource("folders", fetchFolders);
    const looks = useResource("looks", fetchLooks);
    const dashboards = useResource("dashboards", fetchDashboards);
    const folder = folders.value?.find((each) => each.id === id);
    useTitle(id === null ? "Folders" : folder?.name);
    const error = folders.error ?? looks.error ?? dashboards.error;
    if (error !== null) return <Problem error={error} what="folder" onRetry={() => [folders, looks, dashboards].forEach((each) => each.reload())} />;
    if (folders.value === undefined || looks.value === undefined || dashboards.value === undefined) {
        return <div role="status" aria-busy="true" aria-label="The folder is loading"><Skeleton shape="lines" /></div>;
    }
    if (id !== null && folder === undefined) {
        return <Notice tone="warn" title="There is no such folder, or you may not see it."><Link href="/folders">All folders</Link></Notice>;
    }
    const inside = (item: ContentItem) => item.folderID === id;
    const content = { looks: looks.value, dashboards: dashboards.value };
    const known = new Set(folders.value.map((each) => each.id));
    const below = folders.value.filter((each) => (id === null ? each.parentID === "" || !known.has(each.parentID) : each.parentID === id));
    const empty = id !== null && below.length === 0 && !content.looks.some(inside) && !content.dashboards.some(inside);
    return (
        <>
            <header className="page-head">
                {id !== null && <Path folder={folder} folders={folders.value} />}
                <div className="page-title"><h1>{folder?.name ?? "Folders"}</h1>{folder?.mayAdd === true && <NewDashboard folder={folder} />}</div>
            </header>
            {empty && <Notice title="This folder is empty.">What is saved to it appears here.</Notice>}
            {below.length > 0 && (
                <ul className="content-list framed" aria-label="Folders">
                    {below.map((each) => (
                        <li key={each.id}>
                            <Icon name="folder" />
                            <div><Link href={folderAddress(each.id)}>{each.name}</Link> <span className="muted">{holdings(each, content, folders.value ?? [])}</span></div>
                        </li>
                    ))}
                </ul>
            )}
            {id !== null && !empty && (content.looks.some(inside) || content.dashboards.some(inside)) && (
                <ul className="content-list framed" aria-label={`In ${folder?.name ?? "this folder"}`}>
                    {content.dashboards.filter(inside).map((item) => (
                        <li key={`d${item.id}`}>
                            <Icon name="dashboard" />
                            <div><Link href={dashboardAddress(item.id)}>{item.title}</Link><Words item={item} kind="Dashboard" /></div>
                        </li>
                    ))}
                    {content.looks.filter(inside).map((item) => (
                        <li key={`l${item.id}`}>
                            <Icon name="column" />
                            <div><Link href={lookAddress(item.id)}>{item.title}</Link><Words item={item} kind="Look" /></div>
                        </li>
                    ))}
                </ul>
            )}
        </>
    );
}

/** Makes an empty dashboard and goes on to what should be on it. */
function NewDashboard({ folder }: { folder: Folder }): JSX.Element | null {
    const session = useSession();
    const [open, setOpen] = useState(false);
    if (session.visitor || !session.permissions.has("save_dashboards")) return null;
    return (
        <div className="page-actions">
            <Button icon="plus" onClick={() => setOpen(true)}>New dashboard</Button>
            {open && (
                <FolderDialog
                    heading="New dashboard" action="Make it" folderID={folder.id} name="" onClose={() => setOpen(false)}
                    onDone={async (folderID, name) => {
                        const id = await makeDashboard(name, folderID);
                        forgetLists("dashboard");
                        navigate(`${dashboardAddress(id)}?edit=true`);
                    }}
                />
            )}
        </div>
    );
}

function Words({ item, kind }: { item: ContentItem; kind: string }): JSX.Element {
    return <p className="card-text">{item.description === "" ? kind : `${kind}. ${plainText(item.description)}`}</p>;
}

function Path({ folder, folders }: { folder: Folder | undefined; folders: readonly Folder[] }): JSX.Element {
    const above: Folder[] = [];
    for (let at = folder; at !== undefined && above.length < 20;) {
        const parent = folders.find((each) => each.id === at?.parentID);
        if (parent !== undefined) above.unshift(parent);
        at = parent;
    }
    return (
        <nav className="path" aria-label="Folders above">
            <Link href="/folders">Folders</Link>
            {above.map((each) => <span key={each.id}> / <Link href={folderAddress(each.id)}>{each.name}</Link></span>)}
        </nav>
    );
}

function holdings(folder: Folder, content: { looks: readonly ContentItem[]; dashboards: readonly ContentItem[] }, folders: readonly Folder[]): string {
    const below = folders.filter((each) => each.parentID === folder.id).length;
    const looks = content.looks.filter((item) => item.folderID === folder.id).length;
    const dashboards = content.dashboards.filter((item) => item.folderID === folder.id).length;
    const parts = [below > 0 ? counted(below, "folder") : "", looks > 0 ? counted(looks, "Look") : "", dashboards > 0 ? counted(dashboards, "dashboard") : ""].filter((part) => part !== "");
    return parts.length === 0 ? "empty" : parts.join(", ");
}

import { useState } from "react";
import type { ContentItem } from "../api/content";
import { ApiError } from "../api/http";
import { fetchLookUses } from "../api/lookUses";
import type { LookUse } from "../api/lookUses";
import { changeSaved, copySaved, importDashboard } from "../api/saved";
import type { SavedChange } from "../api/saved";
import type { SavedKind, SavedState } from "../api/savedState";
import { useSession } from "../api/SessionContext";
import { Menu } from "../components/Menu";
import type { MenuItem } from "../components/Menu";
import { dashboardAddress, lookAddress } from "../navigation/addresses";
import { navigate, navigateHash } from "../navigation/location";
import { AddToBoard } from "./AddToBoard";
import { DeprecateDialog } from "./DeprecateDialog";
import { DetailsDialog } from "./DetailsDialog";
import { FolderDialog } from "./FolderDialog";
import { forgetLists } from "./lists";
import { TrashDialog } from "./TrashDialog";

interface Props {
    readonly kind: SavedKind;
    readonly item: ContentItem & SavedState;
    /** Entries of the page itself, above those that all saved things have. */
    readonly items: readonly MenuItem[];
    /** Something about it has changed on the server. */
    readonly onChanged: () => void;
    readonly onProblem: (sentence: string) => void;
}

/** What can be done with something saved as a whole. */
export function SavedMenu({ kind, item, items, onChanged, onProblem }: Props): JSX.Element {
    const [open, setOpen] = useState<"details" | "move" | "copy" | "board" | "deprecate" | null>(null);
    const [uses, setUses] = useState<readonly LookUse[]>([]);
    const session = useSession();
    const close = () => setOpen(null);
    const isLookML = item.model !== "" && kind === "dashboard";
    const words = kind === "look" ? "Look" : "dashboard";

    async function change(what: SavedChange): Promise<void> {
        onProblem("");
        try {
            await changeSaved(kind, item.id, item.version, what);
            forgetLists(kind);
            onChanged();
        } catch (error) {
            if (error instanceof ApiError && error.status === 412) onChanged();
            onProblem(error instanceof ApiError ? error.message : "That did not work. Try again.");
        }
    }

    /** A Look that no dashboard shows goes at once: it is brought back as easily. */
    async function trash(): Promise<void> {
        onProblem("");
        try {
            const found = kind === "look" ? await fetchLookUses([item.id]) : [];
            if (found.length === 0) await change({ deleted: true });
            else setUses(found);
        } catch (error) {
            onProblem(error instanceof ApiError ? error.message : "That did not work. Try again.");
        }
    }

    async function copyTo(folderID: string, name: string): Promise<void> {
        const id = isLookML ? await importDashboard(item.id, folderID, name) : await copySaved(kind, item.id, folderID);
        forgetLists(kind);
        close();
        navigate(kind === "look" ? lookAddress(id) : dashboardAddress(id));
    }

    const all: MenuItem[] = [
        ...items,
        ...(item.mayChange ? [{ label: "Name, tags, owner", icon: "text", onSelect: () => setOpen("details") } as const] : []),
        ...(item.mayChange ? [{ label: "Move to a folder", icon: "folder", onSelect: () => setOpen("move") } as const] : []),
        ...(item.mayCopy ? [{ label: isLookML || item.readOnly ? "Make an editable copy" : "Copy", icon: "copy", onSelect: () => setOpen("copy") } as const] : []),
        ...(session.visitor || !session.permissions.has("save_content") || item.deletedAt !== "" ? [] : [{ label: "Add to a board", icon: "plus", onSelect: () => setOpen("board") } as const]),
        ...(item.readOnly ? [] : [{ label: "History", icon: "clock", onSelect: () => navigateHash("history") } as const]),
        ...(item.mayChange ? [item.deprecated === null
            ? { label: "Deprecate", icon: "warning", onSelect: () => setOpen("deprecate") } as const
            : { label: "No longer deprecated", icon: "check", onSelect: () => void change({ deprecated: null }) } as const] : []),
        ...(item.mayChange && item.deletedAt === "" ? [{ label: "Move to the trash", icon: "trash", onSelect: () => void trash() } as const] : []),
    ];
    if (all.length === 0) return <></>;
    return (
        <>
            <Menu label="More" icon="more" iconOnly items={all} />
            {open === "details" && <DetailsDialog kind={kind} item={item} onClose={close} onSaved={() => {
                forgetLists(kind);
                onChanged();
            }} />}
            {uses.length > 0 && <TrashDialog title={item.title} uses={uses} onTrash={() => change({ deleted: true })} onClose={() => setUses([])} />}
            {open === "board" && <AddToBoard items={[{ kind, id: item.id, title: item.title }]} onDone={close} onClose={close} />}
            {open === "deprecate" && <DeprecateDialog kind={kind} item={item} onClose={close} onSaved={onChanged} />}
            {open === "move" && (
                <FolderDialog
                    heading={`Move ${item.title}`} action="Move" folderID={item.folderID} onClose={close}
                    onDone={async (folderID) => {
                        await changeSaved(kind, item.id, item.version, { folderID });
                        forgetLists(kind);
                        close();
                        onChanged();
                    }}
                />
            )}
            {open === "copy" && <FolderDialog heading={`Copy the ${words}`} action="Make the copy" folderID={item.readOnly ? "" : item.folderID} name={isLookML ? item.title : null} onClose={close} onDone={copyTo} />}
        </>
    );
}

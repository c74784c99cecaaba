import { useState } from "react";
import { fetchFolders } from "../api/content";
import type { Folder } from "../api/content";
import { useSession } from "../api/SessionContext";
import { useResource } from "../api/useResource";

/** A folder that is being chosen. */
export interface FolderChoice {
    /** "" while none is. */
    readonly id: string;
    readonly choose: (id: string) => void;
    readonly folders: readonly Folder[];
    readonly loading: boolean;
    /** Why they can't be listed; "" where they can. */
    readonly problem: string;
}

/** Files hold the folder of LookML dashboards. */
const takes = (folder: Folder): boolean => folder.mayAdd && folder.id !== "lookml";

/** Begins with a folder, or with one's own where the reader may put nothing into that. */
export function useFolderChoice(start: string): FolderChoice {
    const session = useSession();
    const known = useResource("folders", fetchFolders, { freshFor: 30_000 });
    const [wanted, choose] = useState<string | null>(null);
    const folders = (known.value ?? []).filter(takes);
    const first = folders.find((each) => each.id === start) ?? folders.find((each) => each.name === session.user.email || each.name === session.user.name);
    return { id: wanted ?? first?.id ?? "", choose, folders, loading: known.loading, problem: known.error?.message ?? "" };
}

/** The folders into which the reader may put things, each with those above it. */
export function FolderSelect({ choice }: { choice: FolderChoice }): JSX.Element {
    const all = useResource("folders", fetchFolders, { freshFor: 30_000 }).value ?? [];
    return (
        <label className="field"><span>Folder</span>
            <select className="input" value={choice.id} onChange={(event) => choice.choose(event.target.value)}>
                <option value="">{choice.loading ? "Loading…" : "Choose…"}</option>
                {withPaths(choice.folders, all).map(({ id, path }) => <option key={id} value={id}>{path}</option>)}
            </select>
        </label>
    );
}

/** Folders with those above them, in the order of their paths. */
function withPaths(folders: readonly Folder[], all: readonly Folder[]): Array<{ id: string; path: string }> {
    const byID = new Map(all.map((each) => [each.id, each]));
    const pathOf = (folder: Folder): string => {
        const names: string[] = [];
        for (let at: Folder | undefined = folder; at !== undefined && names.length < 20; at = byID.get(at.parentID)) names.unshift(at.name);
        return names.join(" / ");
    };
    return folders.map((each) => ({ id: each.id, path: pathOf(each) })).sort((one, other) => one.path.localeCompare(other.path, "en"));
}

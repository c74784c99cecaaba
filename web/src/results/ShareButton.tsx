import { useState } from "react";
import { fetchFolderInfos } from "../api/folders";
import type { FolderInfo } from "../api/folders";
import { Button } from "../components/Button";

interface Props {
    /** The folder of what is shared; "" for what lies in none. */
    readonly folderID?: string;
    readonly onProblem: (sentence: string) => void;
}

/** Copies the address of the page, which is all that somebody else needs to see the same, where they may see its folder. */
export function ShareButton({ folderID = "", onProblem }: Props): JSX.Element {
    const [copied, setCopied] = useState(false);

    async function share(): Promise<void> {
        onProblem("");
        try {
            await navigator.clipboard.writeText(window.location.href);
        } catch {
            onProblem("The link could not be copied. It is the address of this page.");
            return;
        }
        setCopied(true);
        setTimeout(() => setCopied(false), 2000);
        if (folderID !== "" && await isPersonal(folderID)) {
            onProblem("The link is copied. This lies in a personal folder, which as a rule nobody else sees: move it to a shared folder if somebody else is to open it.");
        }
    }

    return <Button icon={copied ? "check" : "link"} onClick={() => void share()}>{copied ? "Link copied" : "Share"}</Button>;
}

/** Whether a folder is somebody's own, or lies in one. Who can't be told is not warned: the link is copied either way. */
async function isPersonal(folderID: string): Promise<boolean> {
    try {
        const folders = new Map((await fetchFolderInfos(new AbortController().signal)).map((folder) => [folder.id, folder]));
        const seen = new Set<FolderInfo>();
        for (let folder = folders.get(folderID); folder !== undefined && !seen.has(folder); folder = folders.get(folder.parentID)) {
            if (folder.personal) return true;
            seen.add(folder);
        }
    } catch {
        return false;
    }
    return false;
}

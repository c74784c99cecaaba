import { useMemo, useState } from "react";
import { removeFile, renameFile, writeFile } from "../../api/development";
import type { Branch, FileProblem, ProjectFile } from "../../api/development";
import { ApiError } from "../../api/http";
import type { Resource } from "../../api/useResource";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Menu } from "../../components/Menu";
import { Skeleton } from "../../components/Skeleton";
import { Link } from "../../navigation/Link";
import { navigate } from "../../navigation/location";
import { address } from "../../navigation/query";
import { Problem } from "../../results/Problem";
import { beginningOf } from "./newFile";

interface Props {
    readonly files: Resource<readonly ProjectFile[]>;
    readonly branch: Branch;
    readonly chosen: string;
    readonly problems: readonly FileProblem[];
    readonly onWritten: () => void;
}

/** The files of the branch by folder, with what happened to each. */
export function FileTree({ files, branch, chosen, problems, onWritten }: Props): JSX.Element {
    const [term, setTerm] = useState("");
    const [open, setOpen] = useState<"new" | "rename" | "remove" | null>(null);
    const changes = useMemo(() => new Map(branch.changes.map((change) => [change.path, change.kind])), [branch]);
    const broken = useMemo(() => new Set(problems.filter((problem) => problem.severity === "error").map((problem) => problem.file)), [problems]);
    const folders = useMemo(() => {
        const words = term.toLowerCase().split(/\s+/).filter((word) => word !== "");
        const byFolder = new Map<string, ProjectFile[]>();
        for (const file of files.value ?? []) {
            if (!words.every((word) => file.path.toLowerCase().includes(word))) continue;
            const folder = file.path.includes("/") ? file.path.slice(0, file.path.lastIndexOf("/")) : "";
            const listed = byFolder.get(folder);
            if (listed === undefined) byFolder.set(folder, [file]);
            else listed.push(file);
        }
        return [...byFolder].sort(([left], [right]) => left.localeCompare(right));
    }, [files.value, term]);

    return (
        <aside className="picker develop-tree" aria-label="Files">
            <div className="develop-tools">
                <input className="input" type="search" aria-label="Find a file" placeholder="Find a file" value={term} onChange={(event) => setTerm(event.target.value)} />
                <Button icon="plus" iconOnly onClick={() => setOpen("new")}>New file</Button>
                {chosen !== "" && (
                    <Menu
                        label="File" icon="more" iconOnly look="quiet"
                        items={[
                            { label: "Rename or move…", icon: "edit", onSelect: () => setOpen("rename") },
                            { label: "Remove…", icon: "trash", onSelect: () => setOpen("remove") },
                        ]}
                    />
                )}
            </div>
            {files.value === undefined && files.error !== null && <Problem error={files.error} what="list of files" onRetry={files.reload} />}
            {files.value === undefined && files.error === null && <div role="status" aria-busy="true" aria-label="Files are loading"><Skeleton shape="lines" /></div>}
            <nav aria-label="Files of the project" className="develop-list">
                {folders.map(([folder, listed]) => (
                    <details key={folder} open={term !== "" || folder === "" || chosen.startsWith(`${folder}/`) || listed.some((file) => changes.has(file.path)) || folders.length < 6}>
                        <summary>{folder === "" ? "Project" : folder} <span className="muted">{listed.length}</span></summary>
                        <ul>
                            {listed.map((file) => {
                                const kind = changes.get(file.path);
                                return (
                                    <li key={file.path}>
                                        <Link href={fileAddress(file.path)} aria-current={file.path === chosen ? "page" : undefined} title={file.path}>
                                            <span>{file.path.slice(folder === "" ? 0 : folder.length + 1)}</span>
                                            {kind !== undefined && <span className={`develop-kind ${kind}`}>{kind}</span>}
                                            {broken.has(file.path) && <span className="develop-kind conflict">errors</span>}
                                        </Link>
                                    </li>
                                );
                            })}
                        </ul>
                    </details>
                ))}
                {files.value !== undefined && folders.length === 0 && <p className="values-none" role="status">No file’s name has these words.</p>}
            </nav>
            {open !== null && <FileDialog how={open} path={chosen} onClose={() => setOpen(null)} onDone={(path) => { setOpen(null); onWritten(); navigate(path === "" ? "/develop" : fileAddress(path)); }} />}
        </aside>
    );
}

function FileDialog({ how, path, onClose, onDone }: { how: "new" | "rename" | "remove"; path: string; onClose: () => void; onDone: (path: string) => void }): JSX.Element {
    const [name, setName] = useState(how === "rename" ? path : "");
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState("");

    async function act(): Promise<void> {
        setBusy(true);
        setProblem("");
        try {
            if (how === "new") await writeFile(name.trim(), beginningOf(name.trim()), null);
            else if (how === "rename") await renameFile(path, name.trim());
            else await removeFile(path);
            onDone(how === "remove" ? "" : name.trim());
        } catch (error) {
            setProblem(error instanceof ApiError ? error.message : "That did not work. Try again.");
            setBusy(false);
        }
    }

    const words = { new: ["New file", "Make it"], rename: ["Rename or move", "Rename"], remove: ["Remove the file?", "Remove"] } as const;
    return (
        <Dialog title={words[how][0]} onClose={onClose}>
            <form className="develop-form" onSubmit={(event) => { event.preventDefault(); void act(); }}>
                {how === "remove"
                    ? <p><code>{path}</code> goes from your branch. Until you deploy, it is served as before.</p>
                    : <label className="field"><span>Folder and name, such as <code>views/orders.view.lkml</code></span><input className="input" autoFocus value={name} spellCheck={false} onChange={(event) => setName(event.target.value)} /></label>}
                {problem !== "" && <p className="action-objection" role="alert">{problem}</p>}
                <div className="action-buttons"><Button onClick={onClose}>Not now</Button><Button type="submit" look="primary" disabled={busy || (how !== "remove" && name.trim() === "")}>{words[how][1]}</Button></div>
            </form>
        </Dialog>
    );
}

export function fileAddress(path: string, line?: number): string {
    return address("/develop", [["file", path], ...(line === undefined ? [] : [["line", String(line)] as const])]);
}

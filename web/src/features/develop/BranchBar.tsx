import { useState } from "react";
import { changeBranch, commitBranch, discardChanges } from "../../api/development";
import type { Branch, Development } from "../../api/development";
import { ApiError } from "../../api/http";
import { develop } from "../../api/session";
import { useSession } from "../../api/SessionContext";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Icon } from "../../components/Icon";
import { Menu } from "../../components/Menu";
import { Notice } from "../../components/Notice";
import { tell } from "../../components/tell";
import { navigate } from "../../navigation/location";
import { counted } from "../../words/numbers";

interface Props {
    readonly branch: Branch;
    readonly errors: number;
    readonly onChange: (next?: Development) => void;
}

/** How the branch stands, and the next step with it. */
export function BranchBar({ branch, errors, onChange }: Props): JSX.Element {
    const { developing } = useSession();
    const [busy, setBusy] = useState("");
    const [problem, setProblem] = useState<{ readonly message: string } | null>(null);
    const [open, setOpen] = useState<"commit" | "reset" | null>(null);
    const uncommitted = branch.changes.filter((change) => !change.committed);
    const clean = uncommitted.length === 0 && !branch.merging;

    async function act(what: string, work: () => Promise<Development>, done: string): Promise<void> {
        setBusy(what);
        setProblem(null);
        try {
            onChange(await work());
            setOpen(null);
            if (done !== "") tell(done);
        } catch (error) {
            setProblem({ message: error instanceof ApiError ? error.message : "That did not work. Try again." });
            onChange();
        }
        setBusy("");
    }

    async function enter(): Promise<void> {
        setBusy("enter");
        setProblem(null);
        try {
            await develop(true);
            navigate("/explore");
        } catch (error) {
            setProblem({ message: error instanceof ApiError ? error.message : "Development mode could not be turned on. Try again." });
            setBusy("");
        }
    }

    const deployHint = !branch.mayDeploy ? "Deploying takes the permission deploy on all models."
        : !clean ? "Commit first." : branch.behind > 0 ? "Update first." : errors > 0 ? "Mend the errors first." : branch.ahead === 0 ? "There is nothing to deploy." : "";
    return (
        <>
            <header className="page-head">
                <div className="page-title">
                    <h1>Develop</h1>
                    <div className="page-actions">
                        {!developing && <Button icon="explore" disabled={busy !== ""} title="Explores, Looks and dashboards answer with this branch; for you alone" onClick={() => void enter()}>{busy === "enter" ? "Turning on…" : "Explore on my branch"}</Button>}
                        <Menu
                            label="More" icon="more" iconOnly
                            items={[
                                ...(branch.merging ? [{ label: "Give up the update", icon: "undo", onSelect: () => void act("abandon", () => changeBranch("abandon-update"), "The update was given up.") } as const] : []),
                                { label: "Discard the whole branch…", icon: "trash", onSelect: () => setOpen("reset") },
                            ]}
                        />
                        {branch.behind > 0 && <Button icon="download" disabled={busy !== "" || !clean} title={clean ? undefined : "Commit first."} onClick={() => void act("update", () => changeBranch("update"), "The branch has what others deployed.")}>{busy === "update" ? "Updating…" : "Update"}</Button>}
                        <Button icon="check" look={clean ? "plain" : "primary"} disabled={busy !== "" || clean} onClick={() => setOpen("commit")}>Commit</Button>
                        <Button icon="up" look={clean && deployHint === "" ? "primary" : "plain"} disabled={busy !== "" || deployHint !== ""} title={deployHint || undefined} onClick={() => void act("deploy", () => changeBranch("deploy"), "Deployed: it is served now.")}>{busy === "deploy" ? "Deploying…" : "Deploy"}</Button>
                    </div>
                </div>
                <p className="page-facts">
                    <span className="state-word"><Icon name="flow" size={14} /> {branch.name}</span>
                    <span>{uncommitted.length === 0 ? "everything is committed" : `${counted(uncommitted.length, "file")} to commit`}</span>
                    <span>{branch.ahead === 0 ? "nothing to deploy" : `${counted(branch.ahead, "commit")} to deploy`}</span>
                    {branch.behind > 0 && <span className="state-word warn">{counted(branch.behind, "commit")} behind {branch.productionBranch ?? "production"}</span>}
                </p>
            </header>
            {problem !== null && open === null && <Notice tone="bad" title="That was not done." actions={<Button onClick={() => setProblem(null)}>Close</Button>}>{problem.message}</Notice>}
            {branch.merging && <Notice tone="warn" title="You and somebody else changed the same lines.">The files below hold both versions, between <code>{"<<<<<<<"}</code> and <code>{">>>>>>>"}</code>. Keep what is right in each, save, then commit.</Notice>}
            {branch.editedInProduction.length > 0 && <Notice tone="warn" title="Somebody edits the served folder directly.">{counted(branch.editedInProduction.length, "file")} there {branch.editedInProduction.length === 1 ? "is" : "are"} not committed: {branch.editedInProduction.slice(0, 5).join(", ")}. Your branch doesn’t have {branch.editedInProduction.length === 1 ? "that change" : "those changes"}, and a branch that touches the same file can’t be deployed.</Notice>}
            {open === "commit" && <CommitDialog branch={branch} busy={busy !== ""} problem={problem?.message ?? ""} onCommit={(message) => void act("commit", () => commitBranch(message), "Committed.")} onClose={() => { setOpen(null); setProblem(null); }} />}
            {open === "reset" && (
                <Dialog title="Discard the whole branch?" onClose={() => setOpen(null)}>
                    <p>{counted(branch.changes.length, "file")} and {counted(branch.ahead, "commit")} are given up; the branch becomes what is served. This can’t be undone here.</p>
                    {problem !== null && <p className="action-objection" role="alert">{problem.message}</p>}
                    <div className="action-buttons"><Button onClick={() => setOpen(null)}>Keep them</Button><Button look="primary" disabled={busy !== ""} onClick={() => void act("reset", () => discardChanges(null), "The branch is what is served.")}>Discard</Button></div>
                </Dialog>
            )}
        </>
    );
}

function CommitDialog({ branch, busy, problem, onCommit, onClose }: { branch: Branch; busy: boolean; problem: string; onCommit: (message: string) => void; onClose: () => void }): JSX.Element {
    const [message, setMessage] = useState("");
    const files = branch.changes.filter((change) => !change.committed);
    return (
        <Dialog title="Commit" onClose={onClose}>
            <form className="develop-form" onSubmit={(event) => { event.preventDefault(); if (message.trim() !== "") onCommit(message); }}>
                <label className="field"><span>What changed, and why</span><textarea className="input" rows={3} autoFocus value={message} onChange={(event) => setMessage(event.target.value)} /></label>
                <ul className="develop-files">{files.map((file) => <li key={file.path}><span className={`develop-kind ${file.kind}`}>{file.kind}</span> {file.path}</li>)}</ul>
                {problem !== "" && <p className="action-objection" role="alert">{problem}</p>}
                <div className="action-buttons"><Button onClick={onClose}>Not now</Button><Button type="submit" look="primary" disabled={busy || message.trim() === ""}>{busy ? "Committing…" : "Commit"}</Button></div>
            </form>
        </Dialog>
    );
}

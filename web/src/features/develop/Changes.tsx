import { useMemo } from "react";
import { discardChanges, fetchDiff, fetchFile, writeFile } from "../../api/development";
import type { Branch, Development } from "../../api/development";
import { ApiError } from "../../api/http";
import { useResource } from "../../api/useResource";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { Skeleton } from "../../components/Skeleton";
import { tell } from "../../components/tell";
import { Link } from "../../navigation/Link";
import { Problem } from "../../results/Problem";
import { keepDraft } from "./drafts";
import { fileAddress } from "./FileTree";
import { readDiff } from "./unifiedDiff";
import type { FileDiff } from "./unifiedDiff";

const MOST_LINES = 800;
const SIGNS = { same: " ", added: "+", removed: "−", gap: " " } as const;

const NOTHING = <Notice title="The branch is what is served.">Edit a file; what you save shows here line by line.</Notice>;

/** All that the branch would change, file by file. */
export function Changes({ branch, round, onChange }: { branch: Branch; round: number; onChange: (next?: Development) => void }): JSX.Element {
    const diff = useResource(`branch diff ${round} ${branch.ahead} ${branch.behind}`, fetchDiff, { freshFor: 2_000, keepPrevious: true });
    const files = useMemo(() => (diff.value === undefined ? undefined : readDiff(diff.value)), [diff.value]);
    const open = new Map(branch.changes.map((change) => [change.path, change]));

    async function discard(path: string): Promise<void> {
        try {
            // What the branch has removed has no text, and needs none: discarding brings it back.
            const before = await fetchFile(path).catch(() => null);
            const next = await discardChanges(path);
            keepDraft(path, null);
            onChange(next);
            tell(`${path} is as it was last committed.`, before === null ? null : async () => {
                const now = await fetchFile(path).catch(() => null);
                await writeFile(path, before.text, now?.version ?? null);
                onChange();
            });
        } catch (error) {
            tell(error instanceof ApiError ? error.message : "That did not work. Try again.");
        }
    }

    // Once all of it is served, the lines that were read before have nothing to say.
    if (branch.changes.length === 0) return NOTHING;
    if (files === undefined && diff.error !== null) return <Problem error={diff.error} what="list of changes" onRetry={diff.reload} />;
    if (files === undefined) return <div role="status" aria-busy="true" aria-label="Changes are loading"><Skeleton shape="lines" /></div>;
    if (files.length === 0) return NOTHING;
    return (
        <div className="develop-diffs" aria-busy={diff.outdated}>
            {files.map((file) => {
                const change = open.get(file.path);
                return (
                    <section key={file.path} aria-label={file.path}>
                        <header className="develop-tools">
                            <h2><Link href={fileAddress(file.path)}>{file.path}</Link></h2>
                            <span className="muted">+{file.added} −{file.removed}{change?.committed === true ? ", committed" : ""}</span>
                            {change !== undefined && !change.committed && <Button look="quiet" icon="undo" onClick={() => void discard(file.path)}>Discard</Button>}
                        </header>
                        <DiffTable file={file} />
                    </section>
                );
            })}
        </div>
    );
}

function DiffTable({ file }: { file: FileDiff }): JSX.Element {
    return (
        <div className="table-scroll develop-diff" tabIndex={0} role="region" aria-label={`Lines of ${file.path}`}>
            <table>
                <thead className="aside"><tr><th scope="col">Before</th><th scope="col">After</th><th scope="col">Change</th><th scope="col">Line</th></tr></thead>
                <tbody>
                    {file.lines.slice(0, MOST_LINES).map((line, index) => (
                        <tr key={index} className={line.kind}>
                            <td className="number">{line.before ?? ""}</td><td className="number">{line.after ?? ""}</td>
                            <td>{line.kind === "added" || line.kind === "removed" ? <span aria-label={line.kind}>{SIGNS[line.kind]}</span> : ""}</td>
                            <td><code>{line.kind === "gap" ? `⋯ ${line.text}` : line.text}</code></td>
                        </tr>
                    ))}
                </tbody>
            </table>
            {file.lines.length > MOST_LINES && <p className="muted">{file.lines.length - MOST_LINES} more lines.</p>}
        </div>
    );
}

import { useEffect, useMemo, useRef, useState } from "react";
import { fetchFile, writeFile } from "../../api/development";
import type { FileProblem } from "../../api/development";
import { ApiError } from "../../api/http";
import { useResource } from "../../api/useResource";
import { Button } from "../../components/Button";
import { CODE_LINE, CodeArea } from "../../components/CodeArea";
import { Notice } from "../../components/Notice";
import { Skeleton } from "../../components/Skeleton";
import { tell } from "../../components/tell";
import { Link } from "../../navigation/Link";
import { useShortcuts } from "../../navigation/useShortcuts";
import { Problem } from "../../results/Problem";
import { draftOf, keepDraft } from "./drafts";
import { ExploreFile } from "./ExploreFile";
import { fileAddress } from "./FileTree";
import { fileTokens } from "./fileTokens";

interface Props {
    readonly path: string;
    /** To begin at; 0 for the top. */
    readonly line: number;
    readonly problems: readonly FileProblem[];
    /** Grows when something other than this editor has changed the branch: what is not typed over is read again. */
    readonly round: number;
    readonly onWritten: () => void;
}

/** One file: what is typed stays, over a reload too, until it is saved or given up. */
export function FileEditor({ path, line, problems, round, onWritten }: Props): JSX.Element {
    const file = useResource(`project file ${path}`, (signal) => fetchFile(path, signal), { freshFor: 0 });
    const area = useRef<HTMLTextAreaElement>(null);
    const [draft, setDraft] = useState(() => draftOf(path));
    const [saved, setSaved] = useState<{ readonly text: string; readonly version: string } | null>(null);
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState<ApiError | null>(null);
    const base = saved ?? file.value;
    const text = draft?.text ?? base?.text ?? "";
    const changed = draft !== null && base !== undefined && draft.text !== base.text;
    const stale = changed && draft.version !== base.version;
    const own = problems.filter((each) => each.file === path);
    const pieces = useMemo(() => fileTokens(path, text), [path, text]);
    const ready = base !== undefined;

    useEffect(() => {
        const field = area.current;
        if (!ready || field === null || line <= 0) return;
        const start = field.value.split("\n").slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
        field.focus();
        field.setSelectionRange(start, start);
        field.scrollTop = Math.max(0, (line - 8) * CODE_LINE);
    }, [ready, line, path]);

    const seen = useRef(round);
    const { reload, value } = file;
    useEffect(() => {
        if (seen.current !== round) reload();
        seen.current = round;
    }, [round, reload]);
    useEffect(() => setSaved((now) => (now?.version === value?.version ? now : null)), [value]);

    function type(next: string): void {
        const kept = { text: next, version: draft?.version ?? base?.version ?? null };
        const same = next === base?.text;
        setDraft(same ? null : kept);
        keepDraft(path, same ? null : kept);
    }

    async function save(over?: string): Promise<void> {
        if (draft === null || busy) return;
        setBusy(true);
        setProblem(null);
        try {
            const version = await writeFile(path, draft.text, over ?? draft.version);
            setSaved({ text: draft.text, version });
            setDraft(null);
            keepDraft(path, null);
            onWritten();
        } catch (error) {
            const failure = error instanceof ApiError ? error : new ApiError("broken", 0, "The file could not be saved. Try again.");
            setProblem(failure);
            if (failure.status === 409) file.reload();
        }
        setBusy(false);
    }

    function giveUp(): void {
        const before = draft;
        setDraft(null);
        keepDraft(path, null);
        setProblem(null);
        tell("What you typed was given up.", async () => {
            setDraft(before);
            keepDraft(path, before);
        });
    }

    useShortcuts({ "mod+s": () => void save() });
    if (file.error !== null && base === undefined) return <Problem error={file.error} what="file" onRetry={file.reload} />;
    if (base === undefined) return <div role="status" aria-busy="true" aria-label="The file is loading"><Skeleton shape="lines" /></div>;
    return (
        <div className="develop-file">
            <div className="develop-tools">
                <span className="develop-path">{path}</span>
                <span className="muted" role="status">{busy ? "Saving…" : changed ? "Not saved" : saved === null ? "" : "Saved"}</span>
                {changed && <Button look="quiet" icon="undo" onClick={giveUp}>Discard changes</Button>}
                <ExploreFile path={path} />
                <Button look={changed ? "primary" : "plain"} disabled={!changed || busy} title="Control S" onClick={() => void save()}>Save</Button>
            </div>
            {stale && (
                <Notice tone="warn" title="The file was changed meanwhile, perhaps in another window." actions={<><Button onClick={giveUp}>Take the other</Button><Button onClick={() => void save(base.version)}>Save mine over it</Button></>}>
                    What you typed is still here and is not saved.
                </Notice>
            )}
            {problem !== null && !stale && <p className="action-objection" role="alert">{problem.message}</p>}
            <div className="code-editor develop-editor">
                <CodeArea
                    area={area} label={path} value={text} pieces={pieces}
                    marks={own.map((each) => ({ line: each.line, tone: each.severity === "error" ? "bad" as const : "warn" as const, words: each.message }))}
                    field={{ onChange: (event) => type(event.target.value) }}
                />
            </div>
            {own.length > 0 && (
                <ul className="develop-problems" aria-label="Problems of this file">
                    {own.map((each) => <li key={`${each.line} ${each.column} ${each.code} ${each.message}`}><span className={`develop-kind ${each.severity === "error" ? "conflict" : "changed"}`}>{each.severity}</span> <Link href={fileAddress(path, each.line)}>Line {each.line}</Link>: {each.message}</li>)}
                </ul>
            )}
        </div>
    );
}

import { useEffect, useState } from "react";
import { cache } from "../../api/cache";
import { beginBranch, fetchDevelopment, fetchFileProblems, fetchProjectFiles } from "../../api/development";
import type { Branch, Development } from "../../api/development";
import { ApiError } from "../../api/http";
import { useSession } from "../../api/SessionContext";
import { useResource } from "../../api/useResource";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { Skeleton } from "../../components/Skeleton";
import { Tabs } from "../../components/Tabs";
import { Link } from "../../navigation/Link";
import { navigateQuery, useLocation } from "../../navigation/location";
import { valueOf, withValue } from "../../navigation/query";
import { useTitle } from "../../navigation/useTitle";
import { Problem, withNames } from "../../results/Problem";
import { BranchBar } from "./BranchBar";
import { Changes } from "./Changes";
import { FileEditor } from "./FileEditor";
import { FileTree } from "./FileTree";
import { NumbersView } from "./NumbersView";
import { ProblemList } from "./ProblemList";
import "./develop.css";

/** Where the project's files are written: on a branch of one's own, checked and compared before it is deployed. */
export function DevelopPage(): JSX.Element {
    const session = useSession();
    useTitle("Develop");
    if (!session.permissions.has("develop")) {
        return (
            <>
                <h1 className="aside">Develop</h1>
                <Notice tone="warn" title="You may not change the project's files." actions={<Link href="/catalogue/explores">See what explores there are</Link>}>
                    It takes a role with the permission <code>develop</code> on all models. Whoever administers Soundings can give you one.
                </Notice>
            </>
        );
    }
    return <Gate />;
}

function Gate(): JSX.Element {
    const state = useResource("development", fetchDevelopment, { freshFor: 5_000 });
    const [newer, setNewer] = useState<Development>();
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState("");
    const known = newer ?? state.value;

    useEffect(() => setNewer(undefined), [state.value]);

    /** Holds until the same has come by asking: other parts of the page ask, too. */
    function take(next: Development): void {
        setNewer(next);
        state.reload();
    }

    async function begin(): Promise<void> {
        setBusy(true);
        setProblem("");
        try {
            take(await beginBranch());
        } catch (error) {
            setProblem(error instanceof ApiError ? error.message : "The branch could not be made. Try again.");
        }
        setBusy(false);
    }

    const head = <header className="page-head"><h1>Develop</h1></header>;
    if (known === undefined && state.error !== null) return <>{head}<Problem error={state.error} what="project" onRetry={state.reload} /></>;
    if (known === undefined) return <>{head}<div className="explore develop" role="status" aria-busy="true" aria-label="Your branch is loading"><div className="picker"><Skeleton shape="table" /></div><div className="panel tall"><Skeleton shape="table" /></div></div></>;
    if (!known.available) return <>{head}<Notice tone="warn" title="There are no branches here."><p>{withNames(known.message)}</p></Notice></>;
    if (known.branch === null) {
        return (
            <>
                {head}
                <Notice title="Begin a branch of your own." actions={<Button look="primary" disabled={busy} onClick={() => void begin()}>{busy ? "Beginning…" : "Begin my branch"}</Button>}>
                    <p>You edit models, views, SQL and content there. Nobody else sees it until you deploy.</p>
                    {problem !== "" && <p className="action-objection" role="alert">{problem}</p>}
                </Notice>
            </>
        );
    }
    return <Desk branch={known.branch} onChange={take} onReload={state.reload} />;
}

function Desk({ branch, onChange, onReload }: { branch: Branch; onChange: (next: Development) => void; onReload: () => void }): JSX.Element {
    const { developing } = useSession();
    const { query } = useLocation();
    const path = valueOf(query, "file") ?? "";
    const view = valueOf(query, "view") ?? "file";
    const files = useResource("project files", fetchProjectFiles, { freshFor: 5_000, keepPrevious: true });
    const problems = useResource("branch problems", fetchFileProblems, { freshFor: 5_000, keepPrevious: true });
    const [round, setRound] = useState(0);
    const [branched, setBranched] = useState(0);

    /** Something was written: all that depends on it is asked for again. */
    function written(next?: Development): void {
        if (next === undefined) onReload();
        else onChange(next);
        files.reload();
        problems.reload();
        // In development mode every page answers with these files.
        if (developing) cache.outdate();
        setRound((before) => before + 1);
    }

    const errors = problems.value?.filter((problem) => problem.severity === "error").length ?? 0;
    const warnings = (problems.value?.length ?? 0) - errors;
    const tabs = [
        { id: "file", label: path === "" ? "File" : path.slice(path.lastIndexOf("/") + 1) },
        { id: "changes", label: branch.changes.length === 0 ? "Changes" : `Changes (${branch.changes.length})` },
        { id: "problems", label: errors + warnings === 0 ? "Problems" : errors > 0 ? `Problems (${errors})` : `Warnings (${warnings})` },
        { id: "numbers", label: "Numbers" },
    ];
    return (
        <>
            <BranchBar
                branch={branch} errors={errors} onChange={(next) => {
                    written(next);
                    setBranched((before) => before + 1);
                }}
            />
            <div className="explore develop">
                <FileTree files={files} branch={branch} chosen={path} problems={problems.value ?? []} onWritten={() => written()} />
                <div className="explore-main">
                    <Tabs label="Views" tabs={tabs} chosen={view} onChoose={(id) => navigateQuery(withValue(query, "view", id === "file" ? undefined : id))}>
                        {view === "changes" ? <Changes branch={branch} round={round} onChange={written} />
                            : view === "problems" ? <ProblemList problems={problems} />
                                : view === "numbers" ? <NumbersView branch={branch} />
                                    : path === "" ? <Notice title="Choose a file on the left.">Or make a new one there. Control S saves; the problems of the whole project are found right after.</Notice>
                                        : <FileEditor key={`${path} ${branch.merging}`} path={path} line={Number(valueOf(query, "line") ?? 0)} problems={problems.value ?? []} round={branched} onWritten={() => written()} />}
                    </Tabs>
                </div>
            </div>
        </>
    );
}

import type { FileProblem } from "../../api/development";
import type { Resource } from "../../api/useResource";
import { Notice } from "../../components/Notice";
import { Skeleton } from "../../components/Skeleton";
import { Link } from "../../navigation/Link";
import { Problem } from "../../results/Problem";
import { fileAddress } from "./FileTree";

const MOST = 500;

/** What is wrong with the branch, each problem with its place. */
export function ProblemList({ problems }: { problems: Resource<readonly FileProblem[]> }): JSX.Element {
    const { value, error, reload } = problems;
    if (value === undefined && error !== null) return <Problem error={error} what="list of problems" onRetry={reload} />;
    if (value === undefined) return <div role="status" aria-busy="true" aria-label="The project is checked"><Skeleton shape="lines" /></div>;
    if (value.length === 0) return <Notice icon="check" title="The branch has no problems.">Models, content and pipelines were read as a whole.</Notice>;
    const sorted = [...value].sort((left, right) => Number(left.severity === "warning") - Number(right.severity === "warning"));
    return (
        <ul className="content-list framed" aria-label="Problems" aria-busy={problems.outdated}>
            {sorted.slice(0, MOST).map((problem) => (
                <li key={`${problem.file} ${problem.line} ${problem.column} ${problem.code} ${problem.message}`}>
                    <span className={`develop-kind ${problem.severity === "error" ? "conflict" : "changed"}`}>{problem.severity}</span>{" "}
                    <Link href={fileAddress(problem.file, problem.line)}>{problem.file}:{problem.line}</Link> {problem.message} <span className="muted">{problem.code}</span>
                </li>
            ))}
            {sorted.length > MOST && <li className="muted">{sorted.length - MOST} more.</li>}
        </ul>
    );
}

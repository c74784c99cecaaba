import { useState } from "react";
import { useSession } from "../api/SessionContext";
import type { QueryResult } from "../api/result";
import { Button } from "../components/Button";
import { Notice } from "../components/Notice";
import { Link } from "../navigation/Link";
import { address } from "../navigation/query";

/** The statement that the warehouse ran, and why it has this form. */
export function SqlText({ result }: { result: QueryResult }): JSX.Element {
    const [copied, setCopied] = useState(false);
    const session = useSession();
    const { sql } = result;
    if (sql === null) return <Notice title="You may not see SQL." icon="warning">An administrator can allow it for your role.</Notice>;

    function copy(): void {
        navigator.clipboard.writeText(sql ?? "").then(() => setCopied(true), () => setCopied(false));
    }

    return (
        <div className="sql">
            <div className="sql-head">
                <span className="muted tabular">Ran in {result.runtimeSeconds.toFixed(2)} s{result.fromCache ? ", from the cache" : ""}</span>
                <span className="sql-tools">
                    {session.permissions.has("use_sql_runner") && <Link href={address("/sql", [["sql", sql]])}>Open in the SQL Runner</Link>}
                    <Button look="quiet" icon={copied ? "check" : "copy"} onClick={copy}>{copied ? "Copied" : "Copy SQL"}</Button>
                </span>
            </div>
            <pre tabIndex={0} aria-label="SQL">{sql}</pre>
            {result.explanation.length > 0 && (
                <ul className="sql-why">{result.explanation.map((line) => <li key={line}>{line}</li>)}</ul>
            )}
        </div>
    );
}

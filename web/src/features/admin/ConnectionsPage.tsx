import { useState } from "react";
import { fetchConnections, testConnection } from "../../api/connections";
import type { Connection, ConnectionTest } from "../../api/connections";
import { ApiError } from "../../api/http";
import { useResource } from "../../api/useResource";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Notice } from "../../components/Notice";
import { Problem } from "../../results/Problem";
import { AdminFrame } from "./AdminFrame";
import { Loaded } from "./Loaded";
import { Section } from "./Section";

/** What each test looks at, in words. */
const TESTS: Readonly<Record<string, string>> = {
    connect: "It answers", query: "It counts right", kill: "Queries that are stopped stop", database_timezone: "It keeps times in UTC", tmp_db: "Derived tables have a place", pdt: "Derived tables can be kept",
};

/** The warehouse by the names that models give it, and whether it works. */
export function ConnectionsPage(): JSX.Element {
    const connections = useResource("admin connections", fetchConnections, { freshFor: 60_000 });
    return (
        <AdminFrame here="connections" title="Connections" words={<>There is one warehouse; models call it by the names below. It is set up with <code>warehouse</code> in soundings.yaml and not changed here.</>}>
            {() => (
                <Loaded what="list of connections" of={[connections] as const}>
                    {(all) => (all.length === 0
                        ? <Notice title="No model names a connection yet.">A model says <code>connection: &quot;warehouse&quot;</code>; then it appears here.</Notice>
                        : <>{all.map((connection) => <Card key={connection.name} connection={connection} />)}</>)}
                </Loaded>
            )}
        </AdminFrame>
    );
}

type State = { readonly is: "untested" | "testing" } | { readonly is: "failed"; readonly error: ApiError } | { readonly is: "tested"; readonly results: readonly ConnectionTest[]; readonly seconds: number };

function Card({ connection }: { connection: Connection }): JSX.Element {
    const [state, setState] = useState<State>({ is: "untested" });

    async function test(): Promise<void> {
        setState({ is: "testing" });
        const started = Date.now();
        try {
            setState({ is: "tested", results: await testConnection(connection.name), seconds: (Date.now() - started) / 1000 });
        } catch (error) {
            setState({ is: "failed", error: error instanceof ApiError ? error : new ApiError("broken", 0, "The tests did not run. Try again.") });
        }
    }

    return (
        <Section title={connection.name} actions={<Button icon="play" disabled={state.is === "testing"} onClick={() => void test()}>{state.is === "testing" ? "Testing…" : "Test it"}</Button>}>
            <dl className="facts">
                <dt>Database</dt><dd>{connection.dialect}, {connection.database}</dd>
                <dt>Tables without a schema</dt><dd>{connection.schema}</dd>
                <dt>Derived tables</dt><dd>{connection.scratch}</dd>
                <dt>Time zone</dt><dd>{connection.timezone}</dd>
            </dl>
            {state.is === "failed" && <Problem error={state.error} what="answer" onRetry={() => void test()} />}
            {state.is === "tested" && (
                <div role="status">
                    <Verdict results={state.results} seconds={state.seconds} />
                    <ul className="plain-list framed">
                        {state.results.map((result) => (
                            <li key={result.name}>
                                <span className={`test-line ${result.passed ? "good" : "bad"}`}><Icon name={result.passed ? "check" : "warning"} /> {TESTS[result.name] ?? result.name}</span>
                                <span className="muted">{result.passed ? result.message : `Failed: ${result.message}`}</span>
                            </li>
                        ))}
                    </ul>
                </div>
            )}
        </Section>
    );
}

function Verdict({ results, seconds }: { results: readonly ConnectionTest[]; seconds: number }): JSX.Element {
    const failed = results.filter(({ passed }) => !passed).length;
    return (
        <p className={failed === 0 ? "tag good" : "tag bad"}>
            {failed === 0 ? "Everything works" : `${failed} of ${results.length} tests failed`}<span className="muted"> ({seconds.toFixed(1)} s)</span>
        </p>
    );
}

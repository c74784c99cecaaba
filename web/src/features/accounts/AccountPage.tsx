import { fetchAccountTools } from "../../api/accounts";
import type { AccountTool, AccountTools } from "../../api/accounts";
import { useResource } from "../../api/useResource";
import { Icon } from "../../components/Icon";
import { Notice } from "../../components/Notice";
import { PageHead } from "../../components/PageHead";
import { PageSkeleton } from "../../components/PageSkeleton";
import { accountAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";
import { useTitle } from "../../navigation/useTitle";
import { Problem } from "../../results/Problem";

const ABOVE = [{ label: "Accounts", href: "/accounts" }] as const;

/** What is known of a customer or of one installation, and which tool to use for it. */
export function AccountPage({ what, id }: { what: "accounts" | "instances"; id: string }): JSX.Element {
    useTitle(id);
    const title = what === "accounts" ? id : `Instance ${id}`;
    const tools = useResource(`${what} tools ${id}`, (signal) => fetchAccountTools(what, id, signal), { freshFor: 60_000 });
    if (tools.error !== null && tools.value === undefined) {
        const problem = tools.error.kind === "missing" ? (
            <Notice tone="warn" title={`No ${what === "accounts" ? "account" : "instance"} is named ${id}, or you may not see it.`} actions={<Link href="/accounts">All accounts</Link>}>
                Which explore lists the accounts, and which field says their status, stands in <code>tools</code> of the project&apos;s <code>soundings.yaml</code>.
            </Notice>
        ) : <Problem error={tools.error} what={what === "accounts" ? "account" : "instance"} onRetry={tools.reload} />;
        return <><PageHead above={ABOVE} title={title} />{problem}</>;
    }
    if (tools.value === undefined) return <PageSkeleton label={`The ${what === "accounts" ? "account" : "instance"} is loading`} above={ABOVE} title={title} panels={[]} beside={["lines", "table"]} />;
    return <Loaded tools={tools.value} id={id} />;
}

function Loaded({ tools, id }: { tools: AccountTools; id: string }): JSX.Element {
    const usable = tools.tools.filter((tool) => tool.available && tool.href !== "");
    const rest = tools.tools.filter((tool) => !tool.available);
    return (
        <>
            <header className="page-head">
                <nav className="path" aria-label="Above"><Link href="/accounts">Accounts</Link></nav>
                <h1>{tools.instance === "" ? tools.account || id : `Instance ${tools.instance}`}</h1>
                {tools.instance !== "" && tools.account !== "" && <p className="page-text">Of the account <Link href={accountAddress(tools.account)}>{tools.account}</Link>.</p>}
            </header>
            <div className="account-columns">
                <section className="panel" aria-labelledby="known">
                    <h2 id="known">What is known</h2>
                    {tools.level === null && <p>{tools.says}</p>}
                    <ol className="levels">
                        {tools.levels.map((level, place) => {
                            const state = tools.level === null ? "" : place < tools.level ? "passed" : place === tools.level ? "here" : "beyond";
                            return (
                                <li key={level.status} className={state} aria-current={state === "here" ? "step" : undefined}>
                                    <p><strong>{level.status}</strong>{state === "here" && <span className="level-here"><Icon name="check" size={14} /> this account</span>}</p>
                                    <p className="card-text">{level.says}</p>
                                </li>
                            );
                        })}
                    </ol>
                </section>
                <section className="panel" aria-labelledby="where">
                    <h2 id="where">Where to look</h2>
                    {usable.length === 0 ? <Notice title="There is nowhere to look yet.">{tools.says}</Notice> : (
                        <ul className="kind-cards">{usable.map((tool) => <li key={`${tool.title} ${tool.href}`}><Link className="card" href={tool.href}><span className="kind-name"><Icon name={tool.kind === "dashboard" ? "dashboard" : "flow"} /> <strong>{tool.title}</strong></span></Link></li>)}</ul>
                    )}
                    {rest.length > 0 && <><h3>What would need more</h3><ul className="content-list">{rest.map((tool) => <li key={tool.title}><Lacking tool={tool} /></li>)}</ul></>}
                </section>
            </div>
        </>
    );
}

function Lacking({ tool }: { tool: AccountTool }): JSX.Element {
    return <div>{tool.href === "" ? tool.title : <Link href={tool.href}>{tool.title}</Link>}<p className="figure-detail">{tool.why}</p></div>;
}

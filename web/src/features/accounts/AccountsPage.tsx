import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { fetchAccounts } from "../../api/accounts";
import type { AccountList } from "../../api/accounts";
import { useResource } from "../../api/useResource";
import { Icon } from "../../components/Icon";
import { Notice } from "../../components/Notice";
import { Skeleton } from "../../components/Skeleton";
import { accountAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";
import { navigateQuery, useLocation } from "../../navigation/location";
import { valueOf } from "../../navigation/query";
import { recentVisits } from "../../navigation/recent";
import { useTitle } from "../../navigation/useTitle";
import { Problem } from "../../results/Problem";
import { counted } from "../../words/numbers";
import { ToolsMissing } from "./ToolsMissing";

const SITE_ID = /^[0-9a-f]{8}-[0-9a-f-]{10,}$/i;
const MOST_VISITED = 5;

/** All customers with what is known of them; finds one by name, or an installation by its id. */
export function AccountsPage({ nav }: { nav: ReactNode }): JSX.Element {
    useTitle("Accounts");
    const term = valueOf(useLocation().query, "q") ?? "";
    const [typed, setTyped] = useState(term);
    useEffect(() => setTyped(term), [term]);
    useEffect(() => {
        if (typed.trim() === term) return undefined;
        const timer = setTimeout(() => navigateQuery(typed.trim() === "" ? [] : [["q", typed.trim()]], "replace"), 250);
        return () => clearTimeout(timer);
    }, [typed, term]);
    const found = useResource(`accounts ${term}`, (signal) => fetchAccounts(term, signal), { keepPrevious: true, freshFor: 60_000 });
    const visited = recentVisits().filter((visit) => visit.href.startsWith("/accounts/")).slice(0, MOST_VISITED);
    return (
        <>
            <header className="page-head">
                <h1>Accounts and instances</h1>
                <p className="page-text">What is known of a customer, by what their instances send, and which tool to use for it.</p>
            </header>
            {nav}
            {found.error?.kind === "missing" ? <ToolsMissing title="This project doesn't say what an account is." /> : (
                <>
                    <label className="metric-search">
                        <Icon name="search" />
                        <input type="search" className="input" value={typed} placeholder="Customer or site ID" aria-label="Find accounts" onChange={(event) => setTyped(event.target.value)} />
                        {found.value !== undefined && <span className="muted tabular" role="status">{counted(found.value.count, "account")}</span>}
                    </label>
                    {SITE_ID.test(term) && <p><Link href={`/instances/${encodeURIComponent(term)}`}>Open the instance {term}</Link></p>}
                    {found.error !== null && !found.loading && <Problem error={found.error} what="list of accounts" onRetry={found.reload} />}
                    {found.value === undefined && found.error === null && <div className="panel" role="status" aria-busy="true" aria-label="Accounts are loading"><Skeleton shape="table" /></div>}
                    {term === "" && visited.length > 0 && <p className="page-facts">Visited last: {visited.map((visit) => <Link key={visit.href} href={visit.href}>{visit.title}</Link>)}</p>}
                    {found.value !== undefined && <Found found={found.value} term={term} />}
                </>
            )}
        </>
    );
}

function Found({ found: { accounts, count }, term }: { found: AccountList; term: string }): JSX.Element {
    if (accounts.length === 0) {
        return term === "" ? <Notice title="There is no account yet.">They come with the data of the model.</Notice> : (
            <Notice title={`No account is named “${term}”.`} actions={<Link href="/accounts">All accounts</Link>}>Parts of names are found, whatever their case.</Notice>
        );
    }
    return (
        <>
            <div className="table-scroll" tabIndex={0} role="region" aria-label="Accounts">
                <table className="result plain-head">
                    <thead><tr><th scope="col">Account</th><th scope="col">Telemetry status</th></tr></thead>
                    <tbody>
                        {accounts.map((account) => (
                            <tr key={`${account.name} ${account.status}`}>
                                <th scope="row"><Link href={accountAddress(account.name)}>{account.name}</Link></th>
                                <td>{account.status === "" ? <span className="muted" title="no value">∅</span> : account.status}</td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            </div>
            {count > accounts.length && <p className="muted">The first {accounts.length} of {counted(count, "account")}. Type a part of a name to see others.</p>}
        </>
    );
}

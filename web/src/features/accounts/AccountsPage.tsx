import { useEffect, useMemo, useState } from "react";
import { search } from "../../api/discovery";
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

/** Fields that name a customer, as most models call them: `account.name`, `ticket.organization`. */
const ACCOUNT_FIELD = /(?:account|customer|organization)s?[._]name$|\.(?:account|customer|organization)$/i;
const SITE_ID = /^[0-9a-f]{8}-[0-9a-f-]{10,}$/i;

/** Finds a customer by name, or an installation by its id. */
export function AccountsPage(): JSX.Element {
    useTitle("Accounts");
    const term = valueOf(useLocation().query, "q") ?? "";
    const [typed, setTyped] = useState(term);
    useEffect(() => setTyped(term), [term]);
    useEffect(() => {
        if (typed.trim() === term) return undefined;
        const timer = setTimeout(() => navigateQuery(typed.trim() === "" ? [] : [["q", typed.trim()]], "replace"), 250);
        return () => clearTimeout(timer);
    }, [typed, term]);
    const found = useResource(term === "" ? undefined : `search ${term}`, (signal) => search(term, signal), { keepPrevious: true, freshFor: 60_000 });
    const names = useMemo(() => {
        const values = found.value?.values ?? [];
        const ofAccounts = values.filter((value) => ACCOUNT_FIELD.test(value.name));
        return [...new Map((ofAccounts.length > 0 ? ofAccounts : values).map((value) => [value.value, value])).values()];
    }, [found.value]);
    const visited = recentVisits().filter((visit) => visit.href.startsWith("/accounts/"));
    return (
        <>
            <header className="page-head">
                <h1>Accounts and instances</h1>
                <p className="page-text">What is known of a customer, by what their instances send, and which tool to use for it.</p>
            </header>
            <label className="metric-search"><Icon name="search" /><input type="search" className="input" autoFocus value={typed} placeholder="Name of a customer, or a site id" aria-label="Find accounts" onChange={(event) => setTyped(event.target.value)} /></label>
            {SITE_ID.test(term) && <p><Link href={`/instances/${encodeURIComponent(term)}`}>Open the instance {term}</Link></p>}
            {found.error !== null && !found.loading && <Problem error={found.error} what="search" onRetry={found.reload} />}
            {term !== "" && found.value === undefined && found.error === null && <div role="status" aria-busy="true" aria-label="Accounts are being found"><Skeleton shape="table" /></div>}
            {term !== "" && found.value !== undefined && (names.length === 0
                ? <Notice title={`Nothing is named “${term}”.`} actions={<Link href={accountAddress(term)}>Open it by this exact name</Link>}>Names of customers are found by their words; a name that is typed exactly can be opened.</Notice>
                : <ul className="content-list framed">{names.map((value) => <li key={value.value}><Icon name="people" /><div><Link href={accountAddress(value.value)}>{value.value}</Link> <span className="muted">{value.field}</span></div></li>)}</ul>)}
            {term === "" && visited.length > 0 && <section className="home-section" aria-labelledby="visited"><h2 id="visited">Visited last</h2><ul className="content-list framed">{visited.map((visit) => <li key={visit.href}><Icon name="clock" /><div><Link href={visit.href}>{visit.title}</Link></div></li>)}</ul></section>}
            {term === "" && visited.length === 0 && <Notice title="Whose instance is it?">Type a part of the customer&apos;s name.</Notice>}
        </>
    );
}

import type { ReactNode } from "react";
import { fetchPerson } from "../../../api/people";
import type { Person } from "../../../api/people";
import type { JSONObject } from "../../../api/reading";
import { useSession } from "../../../api/SessionContext";
import { useResource } from "../../../api/useResource";
import { Notice } from "../../../components/Notice";
import { PageHead } from "../../../components/PageHead";
import { PageSkeleton } from "../../../components/PageSkeleton";
import { Link } from "../../../navigation/Link";
import { useLocation } from "../../../navigation/location";
import { valueOf } from "../../../navigation/query";
import { useTitle } from "../../../navigation/useTitle";
import { Problem } from "../../../results/Problem";
import { ago } from "../../../words/ago";
import { plain } from "../../../words/numbers";
import { dataTime } from "../../../words/periods";
import { seconds } from "../answers/parts";
import { cohortAddress } from "../state/address";
import { ActivityStream } from "./ActivityStream";

const ABOVE = [{ label: "Product analytics", href: "/product" }, { label: "Users", href: "/product/people" }];

/** One person: who they are, and what they did. */
export function PersonPage({ id }: { id: string }): JSX.Element {
    const by = valueOf(useLocation().query, "by") ?? "";
    const person = useResource(`person ${by} ${id}`, (signal) => fetchPerson(id, by, signal), { freshFor: 30_000 });
    useTitle(person.value?.userID || "User");
    if (person.error !== null && person.value === undefined) return <><PageHead above={ABOVE} title="User" /><Problem error={person.error} what="user" onRetry={person.reload} actions={<Link href="/product/people">Find users</Link>} /></>;
    if (person.value === undefined) return <PageSkeleton label="The user is loading" above={ABOVE} title="" panels={["number"]} beside={["lines", "table"]} />;
    return <LoadedPerson person={person.value} id={id} by={by} />;
}

function LoadedPerson({ person, id, by }: { person: Person; id: string; by: string }): JSX.Element {
    const { project: { timezone } } = useSession();
    const moment = (iso: string) => (iso === "" ? "" : `${dataTime(iso, timezone)}, ${ago(iso, Date.now())}`);
    return (
        <>
            <header className="page-head">
                <nav className="path" aria-label="Above"><Link href="/product">Product analytics</Link> / <Link href="/product/people">Users</Link></nav>
                <h1>{person.userID === "" ? `Anonymous ${person.uid}` : person.userID}</h1>
                {person.merged.length > 0 && <p className="page-text">Also known by {person.merged.length === 1 ? "the number" : "the numbers"} {person.merged.join(", ")}, which were found to be the same user.</p>}
            </header>
            <dl className="figures panel">
                <Figure name="Events" value={plain(person.events)} /><Figure name="Sessions" value={plain(person.sessions)} /><Figure name="Time spent" value={seconds(person.sessionSeconds)} />
                {person.revenue !== 0 && <Figure name="Revenue" value={`$${person.revenue.toLocaleString("en-US", { maximumFractionDigits: 2 })}`} />}
            </dl>
            <div className="person-columns">
                <section className="panel" aria-label="Who they are">
                    <dl className="metric-facts">
                        <Fact name="First seen">{moment(person.firstUsed)}</Fact><Fact name="Last seen">{moment(person.lastUsed)}</Fact>
                        <Fact name="Number">{person.uid}</Fact>
                        <Fact name={person.devices.length === 1 ? "Device" : "Devices"}>{person.devices.slice(0, 6).join(", ")}{person.devices.length > 6 ? ` and ${person.devices.length - 6} more` : ""}</Fact>
                        {person.groups.map(([type, names]) => <Fact key={type} name={type}>{names.join(", ")}</Fact>)}
                        <Fact name="Cohorts">{person.cohorts.length === 0 ? "in none" : person.cohorts.map((name, index) => <span key={name}>{index > 0 && ", "}<Link href={cohortAddress(name)}>{name}</Link></span>)}</Fact>
                    </dl>
                    <h2>Properties</h2>
                    <Properties values={{ ...person.columns, ...person.properties }} />
                </section>
                <section className="panel" aria-labelledby="stream"><h2 id="stream">What they did</h2><ActivityStream id={id} by={by} /></section>
            </div>
        </>
    );
}

function Figure({ name, value }: { name: string; value: string }): JSX.Element {
    return <div><dt>{name}</dt><dd><span className="figure-number tabular">{value}</span></dd></div>;
}

function Fact({ name, children }: { name: string; children: ReactNode }): JSX.Element | null {
    const empty = children === "" || (Array.isArray(children) && children.every((part) => part === ""));
    return empty ? null : <div><dt>{name}</dt><dd>{children}</dd></div>;
}

export function Properties({ values }: { values: JSONObject }): JSX.Element {
    const known = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
    if (known.length === 0) return <Notice title="No properties are known." />;
    return (
        <dl className="property-list">
            {known.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{typeof value === "object" ? JSON.stringify(value) : String(value)}</dd></div>)}
        </dl>
    );
}

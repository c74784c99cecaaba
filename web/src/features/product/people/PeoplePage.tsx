import { useEffect, useState } from "react";
import { findPeople, MOST_FOUND } from "../../../api/people";
import type { FoundPerson } from "../../../api/people";
import { useSession } from "../../../api/SessionContext";
import { useResource } from "../../../api/useResource";
import { Icon } from "../../../components/Icon";
import { ListTable } from "../../../components/ListTable";
import type { ListColumn } from "../../../components/ListTable";
import { Notice } from "../../../components/Notice";
import { Skeleton } from "../../../components/Skeleton";
import { Link } from "../../../navigation/Link";
import { navigateQuery, useLocation } from "../../../navigation/location";
import { valueOf } from "../../../navigation/query";
import { useTitle } from "../../../navigation/useTitle";
import { Problem } from "../../../results/Problem";
import { ago } from "../../../words/ago";
import { moment } from "../../../words/moment";
import { counted } from "../../../words/numbers";
import { PickButton } from "../build/PickButton";
import { PickList } from "../build/PickList";
import { usePropertyOptions } from "../build/useSource";
import { ProductNav } from "../ProductNav";
import { personAddress } from "../state/address";

const FOUND_BY: Readonly<Record<string, string>> = { user_id: "user id", device_id: "device", person: "number", similar: "similar user id or email", property: "property" };
const COLLECTED = { project: "", model: "", explore: "" };

/** Those who were active last, and whoever is found by user id, device, number, email or a property. */
export function PeoplePage(): JSX.Element {
    useTitle("Users");
    const { query } = useLocation();
    const term = valueOf(query, "q") ?? "";
    const property = valueOf(query, "property") ?? "";
    const [typed, setTyped] = useState(term);
    useEffect(() => setTyped(term), [term]);
    useEffect(() => {
        if (typed.trim() === term) return undefined;
        const timer = setTimeout(() => navigateQuery([...(typed.trim() === "" ? [] : [["q", typed.trim()] as const]), ...(property === "" ? [] : [["property", property] as const])], "replace"), 300);
        return () => clearTimeout(timer);
    }, [typed, term, property]);
    const found = useResource(term === "" ? "people" : `people ${property} ${term}`, (signal) => findPeople(term, property, signal), { keepPrevious: true, freshFor: 15_000 });
    return (
        <>
            <header className="page-head">
                <h1>Users</h1>
                <p className="page-text">Who somebody is and what they did, event by event.</p>
            </header>
            <ProductNav here="people" />
            <div className="people-search">
                <label className="metric-search">
                    <Icon name="search" />
                    <input type="search" className="input" autoFocus value={typed} placeholder={property === "" ? "User id, device, number or email" : `Value of ${property}`} aria-label="Find users" onChange={(event) => setTyped(event.target.value)} />
                </label>
                <PickButton label={property === "" ? "by id or email" : `by ${property}`} content={(close) => <ByProperty chosen={property} onPick={(next) => {
                    close();
                    navigateQuery([...(term === "" ? [] : [["q", term] as const]), ...(next === "" ? [] : [["property", next] as const])]);
                }} />}>
                    <span>{property === "" ? "by id or email" : `by ${property}`}</span> <Icon name="down" size={12} />
                </PickButton>
            </div>
            {found.error !== null && !found.loading && <Problem error={found.error} what="list of users" onRetry={found.reload} />}
            {found.value === undefined && found.error === null && <div className="panel" role="status" aria-busy="true" aria-label={term === "" ? "Users are being listed" : "Users are being found"}><Skeleton shape="table" /></div>}
            {found.value !== undefined && (found.value.length > 0
                ? <PeopleList people={found.value} recent={term === ""} busy={found.outdated} />
                : term === "" ? <Notice title="Nobody has been seen yet.">Users appear here with their first events. <Link href="/product/events">See what comes in</Link></Notice>
                    : <Notice title={`Nobody is found by “${term}”.`}>{property === "" ? "User ids, devices, numbers and emails were searched." : `Nobody's newest ${property} has this value.`}</Notice>)}
        </>
    );
}

function PeopleList({ people, recent, busy }: { people: readonly FoundPerson[]; recent: boolean; busy: boolean }): JSX.Element {
    const { project: { timezone } } = useSession();
    // What is true of all of them is said once.
    const ways = new Set(people.map((person) => person.by));
    const [only = ""] = ways.size === 1 ? ways : [];
    const count = people.length === MOST_FOUND ? `The first ${MOST_FOUND} users` : counted(people.length, "user");
    const columns: ReadonlyArray<ListColumn<FoundPerson>> = [
        { key: "person", label: "User", by: nameOf, cell: (person) => <Link href={personAddress(person.uid)}>{nameOf(person)}</Link> },
        { key: "seen", label: "Active last", by: (person) => person.lastSeen, downFirst: true, cell: (person) => (person.lastSeen === "" ? "" : <span title={moment(person.lastSeen, timezone)}>{ago(person.lastSeen, Date.now())}</span>) },
        ...(ways.size > 1 ? [{ key: "by", label: "Found by", by: (person: FoundPerson) => foundBy(person.by), cell: (person: FoundPerson) => foundBy(person.by) }] : []),
    ];
    return (
        <>
            <p className="muted" role="status">{recent ? (people.length === MOST_FOUND ? `The ${MOST_FOUND} users who were active last` : `${count}, whoever was active last first`) : `${count}${only === "" ? "" : `, found by ${foundBy(only)}`}`}</p>
            <div aria-busy={busy}><ListTable label="Users" columns={columns} rows={people} id={(person) => person.uid} sort="-seen" /></div>
        </>
    );
}

const nameOf = (person: FoundPerson): string => (person.userID === "" ? `Anonymous ${person.uid}` : person.userID);

const foundBy = (way: string): string => FOUND_BY[way] ?? way;

function ByProperty({ chosen, onPick }: { chosen: string; onPick: (property: string) => void }): JSX.Element {
    const properties = usePropertyOptions(COLLECTED, "");
    return <PickList label="properties" options={properties} chosen={[chosen]} special={[{ value: "", label: "id or email", detail: "", note: "" }]} onPick={onPick} />;
}

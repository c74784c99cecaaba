import { useEffect, useState } from "react";
import { findPeople } from "../../../api/people";
import { useResource } from "../../../api/useResource";
import { Icon } from "../../../components/Icon";
import { Notice } from "../../../components/Notice";
import { Skeleton } from "../../../components/Skeleton";
import { Link } from "../../../navigation/Link";
import { navigateQuery, useLocation } from "../../../navigation/location";
import { valueOf } from "../../../navigation/query";
import { useTitle } from "../../../navigation/useTitle";
import { Problem } from "../../../results/Problem";
import { counted } from "../../../words/numbers";
import { PickButton } from "../build/PickButton";
import { PickList } from "../build/PickList";
import { usePropertyOptions } from "../build/useSource";
import { ProductNav } from "../ProductNav";
import { personAddress } from "../state/address";

const FOUND_BY: Readonly<Record<string, string>> = { user_id: "user id", device_id: "device", person: "number", similar: "similar user id or email", property: "property" };
const COLLECTED = { project: "", model: "", explore: "" };

/** Finds somebody by user id, device, number, email or a property. */
export function PeoplePage(): JSX.Element {
    useTitle("People");
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
    const found = useResource(term === "" ? undefined : `people ${property} ${term}`, (signal) => findPeople(term, property, signal), { keepPrevious: true });
    // What is true of all of them is said once.
    const ways = new Set(found.value?.map((person) => person.by));
    const shared = ways.size === 1 ? [...ways][0] ?? null : null;
    return (
        <>
            <header className="page-head">
                <h1>People</h1>
                <p className="page-text">Who somebody is and what they did, event by event.</p>
            </header>
            <ProductNav here="people" />
            <div className="people-search">
                <label className="metric-search">
                    <Icon name="search" />
                    <input type="search" className="input" autoFocus value={typed} placeholder={property === "" ? "User id, device, number or email" : `Value of ${property}`} aria-label="Find people" onChange={(event) => setTyped(event.target.value)} />
                </label>
                <PickButton label={property === "" ? "by id or email" : `by ${property}`} content={(close) => <ByProperty chosen={property} onPick={(next) => {
                    close();
                    navigateQuery([...(term === "" ? [] : [["q", term] as const]), ...(next === "" ? [] : [["property", next] as const])]);
                }} />}>
                    <span>{property === "" ? "by id or email" : `by ${property}`}</span> <Icon name="down" size={12} />
                </PickButton>
            </div>
            {found.error !== null && !found.loading && <Problem error={found.error} what="search" onRetry={found.reload} />}
            {term === "" && <Notice title="Who is it?">Type a part of a user id or an email, or choose a property such as the country.</Notice>}
            {term !== "" && found.value === undefined && found.error === null && <div role="status" aria-busy="true" aria-label="People are being found"><Skeleton shape="table" /></div>}
            {term !== "" && found.value !== undefined && (found.value.length === 0
                ? <Notice title={`Nobody is found by “${term}”.`}>{property === "" ? "User ids, devices, numbers and emails were searched." : `Nobody's newest ${property} has this value.`}</Notice>
                : (
                    <>
                        <p className="muted" role="status">{found.value.length === 50 ? "The first 50 people" : counted(found.value.length, "person", "people")}{shared === null ? "" : `, found by ${FOUND_BY[shared] ?? shared}`}</p>
                        <ul className="content-list framed" aria-busy={found.outdated}>
                            {found.value.map((person) => (
                                <li key={person.uid}><Icon name="person" /><div><Link href={personAddress(person.uid)}>{person.userID === "" ? `Anonymous ${person.uid}` : person.userID}</Link>{shared === null && <> <span className="muted">found by {FOUND_BY[person.by] ?? person.by}</span></>}</div></li>
                            ))}
                        </ul>
                    </>
                ))}
        </>
    );
}

function ByProperty({ chosen, onPick }: { chosen: string; onPick: (property: string) => void }): JSX.Element {
    const properties = usePropertyOptions(COLLECTED, "");
    return <PickList label="properties" options={properties} chosen={[chosen]} special={[{ value: "", label: "id or email", detail: "", note: "" }]} onPick={onPick} />;
}

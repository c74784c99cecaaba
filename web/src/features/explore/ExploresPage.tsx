import { useEffect, useRef, useState } from "react";
import { searchFields } from "../../api/fieldSearch";
import { fetchExploreNames } from "../../api/models";
import type { ExploreName } from "../../api/models";
import { useResource } from "../../api/useResource";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Notice } from "../../components/Notice";
import { Skeleton } from "../../components/Skeleton";
import { exploreHome } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";
import { navigate, navigateQuery, useLocation } from "../../navigation/location";
import { valueOf } from "../../navigation/query";
import { useShortcuts } from "../../navigation/useShortcuts";
import { useTitle } from "../../navigation/useTitle";
import { Problem } from "../../results/Problem";
import { FieldMatches } from "./FieldMatches";

/** How long nothing is typed before fields are searched, in milliseconds. */
const WAIT = 150;
const MOST_FIELDS = 50;

/** All explores by group: the places to start a question from. */
export function ExploresPage(): JSX.Element {
    useTitle("Explore");
    const { query } = useLocation();
    const wanted = valueOf(query, "q") ?? "";
    const field = useRef<HTMLInputElement>(null);
    useShortcuts({ "/": () => field.current?.focus() });
    const explores = useResource("explores", fetchExploreNames, { freshFor: 300_000 });
    const asked = useSettled(wanted.trim());
    const matches = useResource(asked === "" ? undefined : `fields ${asked}`, (signal) => searchFields(asked, MOST_FIELDS, signal), { keepPrevious: true, freshFor: 60_000 });
    const head = (
        <header className="page-head">
            <h1>Explore</h1>
            <p className="page-text">Choose what your question is about, then pick fields.</p>
        </header>
    );
    if (explores.error !== null) return <>{head}<Problem error={explores.error} what="list of explores" onRetry={explores.reload} /></>;
    const words = wanted.toLowerCase().split(/\s+/).filter((word) => word !== "");
    const found = (explores.value ?? []).filter((explore) => words.every((word) => `${explore.label} ${explore.name} ${explore.group} ${explore.description}`.toLowerCase().includes(word)));
    const fields = words.length === 0 ? [] : matches.value?.fields ?? [];
    // What stands there for other words is not what Enter means.
    const isCurrent = asked === wanted.trim() && !matches.loading && !matches.outdated && matches.error === null;
    const [first] = found;
    const best = first !== undefined ? exploreHome(first.model, first.name) : isCurrent ? fields[0]?.href : undefined;
    const search = (
        <label className="metric-search">
            <Icon name="search" />
            <input
                ref={field} type="search" className="input" value={wanted} placeholder="Search explores and fields" aria-label="Search explores and fields"
                onChange={(event) => navigateQuery(event.target.value === "" ? [] : [["q", event.target.value]], "replace")}
                onKeyDown={(event) => event.key === "Enter" && words.length > 0 && best !== undefined && navigate(best)}
            />
        </label>
    );
    if (explores.value === undefined) return <>{head}{search}<div className="panel" role="status" aria-busy="true" aria-label="Explores are loading"><Skeleton shape="table" /></div></>;
    const groups = new Map<string, ExploreName[]>();
    for (const explore of found) groups.set(explore.group, [...groups.get(explore.group) ?? [], explore]);
    return (
        <>
            {head}
            {explores.value.length > 0 && search}
            {explores.value.length > 0 && found.length === 0 && fields.length === 0 && isCurrent && <Notice title="No explore and no field has these words." actions={<Button onClick={() => navigateQuery([])}>Clear the search</Button>}>Values and content are found with Ctrl K.</Notice>}
            {explores.value.length === 0 && <Notice title="There is no explore yet.">A model file with an explore in the project's folder makes one.</Notice>}
            {[...groups].map(([group, items]) => (
                <section key={group} className="home-section" aria-label={group}>
                    <h2>{group}</h2>
                    <ul className="content-list framed">
                        {items.map((explore) => (
                            <li key={`${explore.model} ${explore.name}`}>
                                <Icon name="explore" />
                                <div>
                                    <Link href={exploreHome(explore.model, explore.name)}>{explore.label}</Link>
                                    {explore.description !== "" && <p className="card-text">{explore.description}</p>}
                                </div>
                            </li>
                        ))}
                    </ul>
                </section>
            ))}
            {explores.value.length > 0 && fields.length > 0 && <FieldMatches fields={fields} explores={explores.value} isCut={matches.value?.complete === false} />}
            {words.length > 0 && matches.error !== null && matches.error.kind !== "cancelled" && <p className="muted" role="status">Fields could not be searched: {matches.error.message}</p>}
        </>
    );
}

/** What is typed, once nothing more has been for a moment. */
function useSettled(text: string): string {
    const [settled, setSettled] = useState(text);
    useEffect(() => {
        const timer = setTimeout(() => setSettled(text), WAIT);
        return () => clearTimeout(timer);
    }, [text]);
    return settled;
}

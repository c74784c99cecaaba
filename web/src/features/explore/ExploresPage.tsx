import { useRef } from "react";
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

/** All explores by group: the places to start a question from. */
export function ExploresPage(): JSX.Element {
    useTitle("Explore");
    const { query } = useLocation();
    const wanted = valueOf(query, "q") ?? "";
    const field = useRef<HTMLInputElement>(null);
    useShortcuts({ "/": () => field.current?.focus() });
    const explores = useResource("explores", fetchExploreNames, { freshFor: 300_000 });
    const head = (
        <header className="page-head">
            <h1>Explore</h1>
            <p className="page-text">Choose what your question is about, then pick fields.</p>
        </header>
    );
    if (explores.error !== null) return <>{head}<Problem error={explores.error} what="list of explores" onRetry={explores.reload} /></>;
    const words = wanted.toLowerCase().split(/\s+/).filter((word) => word !== "");
    const found = (explores.value ?? []).filter((explore) => words.every((word) => `${explore.label} ${explore.name} ${explore.group} ${explore.description}`.toLowerCase().includes(word)));
    const [first] = found;
    const search = (
        <label className="metric-search">
            <Icon name="search" />
            <input
                ref={field} type="search" className="input" value={wanted} placeholder="Search explores" aria-label="Search explores"
                onChange={(event) => navigateQuery(event.target.value === "" ? [] : [["q", event.target.value]], "replace")}
                onKeyDown={(event) => event.key === "Enter" && words.length > 0 && first !== undefined && navigate(exploreHome(first.model, first.name))}
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
            {explores.value.length > 0 && found.length === 0 && <Notice title="No explore has these words." actions={<Button onClick={() => navigateQuery([])}>Clear the search</Button>}>Fields, values and content are found with Ctrl K.</Notice>}
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
        </>
    );
}

import { lazy, Suspense, useMemo } from "react";
import { fetchDashboards, fetchFolders, fetchLooks } from "../../api/content";
import type { ContentItem } from "../../api/content";
import { may } from "../../api/session";
import { useSession } from "../../api/SessionContext";
import { useResource } from "../../api/useResource";
import { ColourBook } from "../../charts/colours";
import { Colours } from "../../charts/ColoursContext";
import { Icon } from "../../components/Icon";
import { Skeleton } from "../../components/Skeleton";
import { Link } from "../../navigation/Link";
import { useTitle } from "../../navigation/useTitle";
import { SourceTime, useFreshness } from "../../results/DataTime";
import { Problem } from "../../results/Problem";
import { dashboardAddress, folderAddress } from "../../navigation/addresses";
import { DashboardCard } from "./DashboardCard";
import { counted } from "../../words/numbers";
import { plainText } from "../../words/plainText";
import { BoardsList } from "./BoardsList";
import { FirstSteps } from "./FirstSteps";
import { groupContent } from "./groupContent";
import { LateToday } from "./LateToday";
import { LookCard } from "./LookCard";
import { usePlaces } from "./usePlaces";
import { YourPlaces } from "./YourPlaces";

/** For projects that are empty, so most readers never need its code. */
const NextSteps = lazy(async () => ({ default: (await import("./NextSteps")).NextSteps }));

/** What there is to see: what needs somebody today, what the reader uses, the company's reports with their pictures, then every folder. */
export function HomePage(): JSX.Element {
    const session = useSession();
    useTitle("");
    const looks = useResource("looks", fetchLooks);
    const dashboards = useResource("dashboards", fetchDashboards);
    const folders = useResource("folders", fetchFolders);
    const places = usePlaces();
    const colours = useMemo(() => new ColourBook(), []);
    const groups = useMemo(
        () => groupContent(looks.value ?? [], dashboards.value ?? [], folders.value ?? []), [looks.value, dashboards.value, folders.value]);
    const error = looks.error ?? dashboards.error;
    const loading = looks.value === undefined || dashboards.value === undefined || folders.loading || places.coming;
    const [first, ...rest] = groups;

    return (
        <Colours.Provider value={colours}>
            <header className="page-head">
                <h1>{session.project.label || "Home"}</h1>
                <Freshness timezone={session.project.timezone} />
            </header>
            {session.visitor && (
                <p className="welcome">
                    You are looking at a demo. Open a report, change its filters{may(session, "explore") ? ", or start from a field in Explore" : ""}:
                    nothing you do here changes what is saved, and every address can be sent as a link.
                </p>
            )}
            <LateToday />
            {error !== null && <Problem error={error} what="list of Looks and dashboards" onRetry={() => [looks, dashboards].forEach((each) => each.reload())} />}
            {error === null && loading && <HomeSkeleton />}
            {error === null && !loading && first === undefined && <Suspense fallback={<HomeSkeleton />}><NextSteps /></Suspense>}
            {error === null && !loading && first !== undefined && (
                <>
                    <FirstSteps reports={folderAddress(first.id)} reportsName={first.name} />
                    <YourPlaces places={places} looks={looks.value ?? []} dashboards={dashboards.value ?? []} />
                    <BoardsList boards={places.boards} />
                    <section className="home-section" aria-labelledby="reports">
                        <h2 id="reports"><Link href={folderAddress(first.id)}>{first.name}</Link></h2>
                        <ul className="cards">
                            {first.looks.map((item, index) => <li key={item.id}><LookCard item={item} withPicture={index < 6} /></li>)}
                            {first.dashboards.map((item, index) => <li key={item.id}><DashboardCard item={item} withPicture={first.looks.length + index < 8} /></li>)}
                        </ul>
                    </section>
                    <div className="home-lists">
                        {rest.map((group) => (
                            <section key={group.id} className="home-section" aria-label={group.name}>
                                <h2><Link href={folderAddress(group.id)}>{group.name}</Link></h2>
                                <ul className="content-list">
                                    {group.dashboards.map((item) => <li key={`d${item.id}`}><ContentRow item={item} kind="dashboard" /></li>)}
                                    {group.looks.map((item) => <li key={`l${item.id}`}><ContentRow item={item} kind="look" /></li>)}
                                </ul>
                            </section>
                        ))}
                    </div>
                </>
            )}
        </Colours.Provider>
    );
}

/** The sources that are late, and of the others those that end first: enough to see at a glance. A narrow screen shows the first alone. */
function Freshness({ timezone }: { timezone: string }): JSX.Element | null {
    const { value, error } = useFreshness();
    if (value === undefined && error === null) return <div className="home-facts-place" aria-hidden="true" />;
    const sources = value ?? [];
    const known = sources.filter((source) => source.late || source.keptByHand || source.completeThrough !== null);
    // What ends nowhere, as lists kept by hand, comes after what does.
    const byAge = [...known].sort((a, b) => (
        Number(b.late) - Number(a.late) || Number(a.completeThrough === null) - Number(b.completeThrough === null)
        || (a.completeThrough ?? "").localeCompare(b.completeThrough ?? "")
    ));
    const shown = byAge.slice(0, SHOWN_SOURCES);
    if (shown.length === 0) return null;
    return (
        <ul className="page-facts home-facts" aria-label="What the data is complete through">
            {shown.map((source) => <li key={source.name}><SourceTime source={source} timezone={timezone} /></li>)}
            {known.length > shown.length && <li className="wide-only"><More count={known.length - shown.length} /></li>}
            {known.length > 1 && <li className="narrow-only"><More count={known.length - 1} /></li>}
        </ul>
    );
}

function More({ count }: { count: number }): JSX.Element {
    const session = useSession();
    const words = `and ${counted(count, "more source", "more sources")}`;
    return may(session, "see_lookml") ? <Link href="/catalogue">{words}</Link> : <>{words}</>;
}

const SHOWN_SOURCES = 5;

function ContentRow({ item, kind }: { item: ContentItem; kind: "look" | "dashboard" }): JSX.Element {
    return (
        <>
            <Icon name={kind === "dashboard" ? "dashboard" : "column"} />
            <div>
                <Link href={kind === "dashboard" ? dashboardAddress(item.id) : `/looks/${encodeURIComponent(item.id)}`}>{item.title}</Link>
                <span className="aside">{kind === "dashboard" ? ", dashboard" : ", Look"}</span>
                {item.description !== "" && <p className="card-text">{plainText(item.description)}</p>}
            </div>
        </>
    );
}

function HomeSkeleton(): JSX.Element {
    return (
        <div className="cards" role="status" aria-busy="true" aria-label="Home is loading">
            {Array.from({ length: 6 }, (_, index) => (
                <div key={index} className="card look-card"><Skeleton shape="head" /><div className="card-picture"><Skeleton shape="chart" /></div></div>
            ))}
        </div>
    );
}

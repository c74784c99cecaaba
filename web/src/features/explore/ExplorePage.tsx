import { useEffect, useRef } from "react";
import { fetchExplore } from "../../api/models";
import { fetchQueryBySlug } from "../../api/queries";
import { useSession } from "../../api/SessionContext";
import { may } from "../../api/session";
import { useResource } from "../../api/useResource";
import { PictureExportContext } from "../../charts/PictureExport";
import type { PictureExport } from "../../charts/PictureExport";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { PageHead } from "../../components/PageHead";
import { Skeleton } from "../../components/Skeleton";
import { Link } from "../../navigation/Link";
import { navigate, useLocation } from "../../navigation/location";
import { valueOf } from "../../navigation/query";
import { useTitle } from "../../navigation/useTitle";
import { exploreAddress, readExplorePairs } from "../../results/exploreAddress";
import { Problem } from "../../results/Problem";
import { WhomToAsk } from "../../results/WhomToAsk";
import { ExploreDesk } from "./ExploreDesk";

interface Props {
    readonly model: string;
    readonly name: string;
}

/** A question to an explore. All of it is in the address: fields, filters, sorts, limit, picture. */
export function ExplorePage({ model, name }: Props): JSX.Element {
    const session = useSession();
    const picture: PictureExport = useRef(null);
    const { query: pairs } = useLocation();
    const explore = useResource(`explore ${model} ${name}`, (signal) => fetchExplore(model, name, signal), { freshFor: 300_000 });
    useTitle(explore.value === undefined ? (explore.error === null ? undefined : "Explore") : `${explore.value.label}, explore`);
    const slug = valueOf(pairs, "qid");
    if (!may(session, "explore")) {
        return <><h1 className="aside">Explore</h1><Notice tone="warn" title="You may not explore."><WhomToAsk otherwise="Whoever administers Soundings can give your role this permission." /> <Link href="/">Go home</Link></Notice></>;
    }
    if (slug !== undefined) return <ShortLink slug={slug} />;
    if (explore.error !== null && explore.value === undefined) {
        return <><PageHead above={[{ label: "Explore", href: "/explore" }]} title={name} /><Problem error={explore.error} what="explore" onRetry={explore.reload} actions={<Button onClick={() => navigate("/explore")}>All explores</Button>} /></>;
    }
    const query = readExplorePairs(model, name, pairs);
    if (explore.value === undefined) return <ExploreSkeleton asks={query.fields.length > 0} />;
    return (
        <PictureExportContext.Provider value={picture}>
            <ExploreDesk key={`${model} ${name}`} explore={explore.value} query={query} />
        </PictureExportContext.Provider>
    );
}

/** Fields beside filters; below them a picture and rows where the address asks for any. */
function ExploreSkeleton({ asks }: { asks: boolean }): JSX.Element {
    return (
        <div className="explore" role="status" aria-busy="true" aria-label="The explore is loading">
            <div className="picker"><Skeleton shape="table" /><Skeleton shape="table" /></div>
            <div className="page-skeleton">
                <Skeleton shape="head" />
                <div className="panel filters-coming"><Skeleton shape="lines" /></div>
                {asks && <><div className="panel picture-coming"><Skeleton shape="chart" /></div><div className="panel"><Skeleton shape="table" /></div></>}
            </div>
        </div>
    );
}

/** Turns the address of a stored query into one that says what it asks. */
export function ShortLink({ slug }: { slug: string }): JSX.Element {
    const query = useResource(`slug ${slug}`, (signal) => fetchQueryBySlug(slug, signal));
    const { value } = query;
    useEffect(() => {
        if (value !== undefined) navigate(exploreAddress(value), "replace");
    }, [value]);
    if (query.error !== null) return <><PageHead above={[{ label: "Explore", href: "/explore" }]} title="Short link" /><Problem error={query.error} what="short link" onRetry={query.reload} /></>;
    return <div role="status" aria-busy="true" aria-label="The query is loading"><Skeleton shape="lines" /></div>;
}

import { useEffect, useMemo, useRef, useState } from "react";
import { ApiError } from "../../../api/http";
import { addMergeTile, downloadMerge, fetchStoredQuery, runMerge } from "../../../api/merges";
import { fetchExplore, fetchExploreNames } from "../../../api/models";
import { readQueryBody } from "../../../api/queries";
import { may } from "../../../api/session";
import { useSession } from "../../../api/SessionContext";
import { useResource } from "../../../api/useResource";
import { suggestedType } from "../../../charts/describe";
import { PictureExportContext } from "../../../charts/PictureExport";
import type { PictureExport } from "../../../charts/PictureExport";
import { readVis } from "../../../charts/vis";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { Finder } from "../../../components/Finder";
import { Notice } from "../../../components/Notice";
import { Skeleton } from "../../../components/Skeleton";
import { exploreHome } from "../../../navigation/addresses";
import { Link } from "../../../navigation/Link";
import { navigate, useLocation } from "../../../navigation/location";
import { useTitle } from "../../../navigation/useTitle";
import { AnswerView } from "../../../results/AnswerView";
import { DownloadMenu } from "../../../results/Downloads";
import type { FileChoice } from "../../../results/Downloads";
import { exploreAddress, MERGE_PAIR } from "../../../results/exploreAddress";
import { Problem } from "../../../results/Problem";
import { ShareButton } from "../../../results/ShareButton";
import { WhomToAsk } from "../../../results/WhomToAsk";
import { ToDashboardDialog } from "../../../saved/ToDashboardDialog";
import { Band } from "../Band";
import { changedVis } from "../edits";
import { PictureBand } from "../PictureBand";
import { guessedOn, mergeAddress, mergeColumns, readMerge, withoutSource } from "./merge";
import type { Merge } from "./merge";
import { MergeSources } from "./MergeSources";
import type { ReadSource } from "./MergeSources";

/** No explore stands behind merged rows. */
const NO_QUERY = readQueryBody({});

/** The results of several queries side by side, of whatever explores. All of it is in the address. */
export function MergePage(): JSX.Element {
    const session = useSession();
    const { query: pairs } = useLocation();
    const picture: PictureExport = useRef(null);
    const merge = useMemo(() => readMerge(pairs), [pairs]);
    useTitle("Merged results");
    const ids = merge.sources.map(({ query }) => query).join();
    const read = useResource(ids === "" ? undefined : `queries to merge ${ids}`, (signal) => Promise.all(merge.sources.map(async ({ query: id }) => {
        const query = await fetchStoredQuery(id, signal);
        return { query, explore: await fetchExplore(query.model, query.explore, signal) };
    })), { freshFor: 300_000, keepPrevious: true });
    const head = <header className="page-head"><nav className="path" aria-label="Explores"><Link href="/explore">Explore</Link></nav><h1>Merged results</h1></header>;
    if (!may(session, "explore")) return <>{head}<Notice tone="warn" title="You may not explore."><WhomToAsk otherwise="Whoever administers Soundings can give your role this permission." /></Notice></>;
    if (ids === "") return <>{head}<Notice title="Nothing is merged yet." actions={<Link href="/explore">Explore</Link>}>Begin with a query in Explore, and choose <em>Merge with another query</em> under Save.</Notice></>;
    if (read.error !== null) return <>{head}<Problem error={read.error} what="query to merge" onRetry={read.reload} /></>;
    if (read.value === undefined || read.value.length !== merge.sources.length) return <>{head}<div className="panel" role="status" aria-busy="true" aria-label="The queries are loading"><Skeleton shape="table" /></div></>;
    return <PictureExportContext.Provider value={picture}><Desk merge={merge} read={read.value} /></PictureExportContext.Provider>;
}

function Desk({ merge, read }: { merge: Merge; read: ReadonlyArray<Pick<ReadSource, "query" | "explore">> }): JSX.Element {
    const session = useSession();
    const [open, setOpen] = useState<"add" | "dashboard" | null>(null);
    const [problem, setProblem] = useState("");
    const go = (next: Merge, how: "push" | "replace" = "push") => navigate(mergeAddress(next), how);
    const sources = merge.sources.flatMap((source, place): ReadSource[] => {
        const own = read[place];
        if (own === undefined) return [];
        return [{ source, ...own, columns: mergeColumns(own.query, own.explore.fields), href: `${exploreAddress(own.query)}&${MERGE_PAIR}=${encodeURIComponent(`${place}?${mergeAddress(merge)}`)}` }];
    });

    // A query that has just come is joined by what is most likely meant.
    const guess = sources.map(({ source, columns }, place) => (place === 0 || source.on.length > 0 ? source
        : { ...source, on: guessedOn(columns, sources.slice(0, place).flatMap((before) => before.columns)) }));
    const guessed = mergeAddress({ ...merge, sources: guess });
    useEffect(() => {
        if (guessed !== mergeAddress(merge)) navigate(guessed, "replace");
    }, [guessed]);

    const pivoted = sources.find(({ query }) => query.pivots.length > 0);
    const joined = pivoted === undefined && merge.sources.length > 1 && merge.sources.slice(1).every(({ on }) => on.length > 0);
    const asked = JSON.stringify(merge.sources);
    const answer = useResource(joined ? `merged ${asked}` : undefined, (signal) => runMerge(merge.sources, signal), { freshFor: 300_000, keepPrevious: true });
    const value = answer.value;
    const chosen = typeof merge.visConfig["type"] === "string" ? merge.visConfig["type"] : "";
    const type = chosen !== "" || value === undefined ? chosen || "table" : suggestedType({ dimensions: value.dimensions, measures: value.measures.length, pivots: 0, rows: value.rows.length });
    const visConfig = useMemo(() => ({ ...merge.visConfig, type }), [JSON.stringify(merge.visConfig), type]);
    const vis = useMemo(() => readVis(visConfig), [visConfig]);
    const tableVis = useMemo(() => readVis({ ...visConfig, type: "table", hidden_fields: [] }), [visConfig]);
    const query = { ...NO_QUERY, visConfig };
    const label = sources.map(({ explore }) => explore.label).join(" and ");
    return (
        <div className="explore-main">
            <header className="page-head">
                <nav className="path" aria-label="Explores"><Link href="/explore">Explore</Link></nav>
                <div className="page-title">
                    <h1>Merged results</h1>
                    <div className="page-actions">
                        {joined && <ShareButton onProblem={setProblem} />}
                        {joined && <DownloadMenu files={mergeFiles(merge)} name={label} />}
                        {joined && !session.visitor && session.permissions.has("save_content") && <Button onClick={() => setOpen("dashboard")}>Save to a dashboard</Button>}
                        {joined && <Button look="primary" onClick={answer.reload}>Run</Button>}
                    </div>
                </div>
                <p className="page-text">The first query gives the rows. Each further one adds its columns to the rows that agree with it.</p>
            </header>
            {problem !== "" && <p className="partial" role="alert">{problem}</p>}
            <Band title="Queries" note={String(sources.length)} startsOpen>
                <MergeSources
                    sources={sources} onRemove={(place) => go(withoutSource(merge, place))}
                    onChange={(place, on) => go({ ...merge, sources: merge.sources.map((source, at) => (at === place ? { ...source, on } : source)) })}
                />
                <Button look={sources.length === 1 ? "primary" : "quiet"} icon="plus" onClick={() => setOpen("add")}>Add a query</Button>
            </Band>
            {pivoted !== undefined && <Notice tone="warn" title="A pivoted query can't be merged." actions={<Link href={pivoted.href}>Change {pivoted.explore.label}</Link>}>Its columns have no fields of their own. Take the pivot out.</Notice>}
            {joined && (
                <>
                    <PictureBand query={query} answer={answer} type={type} vis={vis} label={label} filters={[]} onChange={(change) => go({ ...merge, visConfig: changedVis(merge.visConfig, change) })} />
                    <Band title="Data" startsOpen>
                        <div className="explore-data"><AnswerView query={query} answer={answer} vis={tableVis} label={label} view="table" filters={[]} /></div>
                    </Band>
                </>
            )}
            {open === "add" && <AddQuery merge={merge} onClose={() => setOpen(null)} />}
            {open === "dashboard" && <ToDashboardDialog suggestion={label} goOn="Go on exploring" onAdd={(id, title) => addMergeTile(id, merge.sources, visConfig, title)} onClose={() => setOpen(null)} />}
        </div>
    );
}

/** The rows that are shown, in each of them: the queries have limits of their own, and what comes of them has none. */
function mergeFiles({ sources }: Merge): FileChoice[] {
    return [
        { label: "CSV", extension: "csv", load: () => downloadMerge(sources, "csv") },
        { label: "Excel workbook", extension: "xlsx", load: () => downloadMerge(sources, "xlsx") },
        { label: "JSON", extension: "json", load: () => downloadMerge(sources, "json") },
    ];
}

/** Chooses the explore of a further query, which is made there and brought back. */
function AddQuery({ merge, onClose }: { merge: Merge; onClose: () => void }): JSX.Element {
    const names = useResource("explores", fetchExploreNames, { freshFor: 300_000 });
    const problem = names.error instanceof ApiError ? names.error.message : "";
    return (
        <Dialog title="Add a query" onClose={onClose}>
            <p className="muted">Choose its explore, make the query there, and press <em>To the merged results</em>.</p>
            <Finder
                label="Explores" all={names.value?.map((each) => ({ id: `${each.model}::${each.name}`, title: each.label, detail: each.group }))} problem={problem} none="There are no explores that you may see."
                onChoose={({ id }) => {
                    const [model = "", explore = ""] = id.split("::");
                    navigate(`${exploreHome(model, explore)}?${MERGE_PAIR}=${encodeURIComponent(`${merge.sources.length}?${mergeAddress(merge)}`)}`);
                }}
            />
        </Dialog>
    );
}

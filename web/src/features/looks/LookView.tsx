import { useMemo, useRef, useState } from "react";
import type { Look } from "../../api/content";
import type { Field } from "../../api/fields";
import { fetchExplore } from "../../api/models";
import type { QueryBody } from "../../api/queries";
import { addLookTile } from "../../api/saving";
import { may } from "../../api/session";
import { useSession } from "../../api/SessionContext";
import { useResource } from "../../api/useResource";
import { PictureExportContext } from "../../charts/PictureExport";
import type { PictureExport } from "../../charts/PictureExport";
import { readVis } from "../../charts/vis";
import { Button } from "../../components/Button";
import { Markdown } from "../../components/Markdown";
import { Tabs } from "../../components/Tabs";
import { AddFilter } from "../../filters/AddFilter";
import { FilterChip } from "../../filters/FilterChip";
import { FilterFold } from "../../filters/FilterFold";
import { folderAddress, lookAddress, queriesAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";
import { navigate, navigateQuery, useLocation } from "../../navigation/location";
import { address, valueOf, withValue } from "../../navigation/query";
import type { QueryPairs } from "../../navigation/query";
import { useShortcuts } from "../../navigation/useShortcuts";
import { AnswerView } from "../../results/AnswerView";
import { DataTime } from "../../results/DataTime";
import { Downloads } from "../../results/Downloads";
import type { ActiveFilter } from "../../results/EmptyAnswer";
import { Explained } from "../../results/Explained";
import { exploreAddress, LOOK_PAIR, readFilterPairs } from "../../results/exploreAddress";
import { fieldSubject, withCounts } from "../../results/subjects";
import { ShareButton } from "../../results/ShareButton";
import { StarButton } from "../../results/StarButton";
import { useAnswer } from "../../results/useAnswer";
import { SavedFacts, SavedNotices } from "../../saved/SavedFacts";
import { SavedHistory } from "../../saved/SavedHistory";
import { SavedMenu } from "../../saved/SavedMenu";
import { ToDashboardDialog } from "../../saved/ToDashboardDialog";

type View = "chart" | "table" | "sql" | "explain";
const TABS = [{ id: "chart", label: "Chart" }, { id: "table", label: "Table" }, { id: "sql", label: "SQL" }, { id: "explain", label: "Explain" }] as const;

/**
 * A Look with filters that the address can change and nobody has to save.
 *
 * @param banner what stands above an old version; null for the Look as it is.
 */
export function LookView({ look, banner, onChanged }: { look: Look; banner: JSX.Element | null; onChanged: () => void }): JSX.Element {
    const session = useSession();
    const { query: pairs } = useLocation();
    const [problem, setProblem] = useState("");
    const query = useMemo(() => withAddress(look.query, pairs), [look, pairs]);
    const vis = useMemo(() => readVis(query.visConfig), [query.visConfig]);
    const answer = useAnswer(query);
    const picture: PictureExport = useRef(null);
    const [placing, setPlacing] = useState(false);
    const [added, setAdded] = useState<string | null>(null);
    const explore = useResource(
        `explore ${query.model} ${query.explore}`, (signal) => fetchExplore(query.model, query.explore, signal), { freshFor: 300_000 });
    const fields = useMemo(() => new Map((explore.value?.fields ?? []).map((field) => [field.name, field])), [explore.value]);

    const isTable = ["", "table", "looker_grid"].includes(vis.type);
    const wanted = valueOf(pairs, "view");
    const view: View = wanted === "table" || wanted === "sql" || wanted === "explain" ? wanted : isTable ? "table" : "chart";
    const tabs = TABS.filter((tab) => (tab.id !== "chart" || !isTable) && (tab.id !== "sql" || answer.value === undefined || answer.value.sql !== null));
    const changed = pairs.some(([key]) => /^(f\[|sorts$|limit$)/.test(key));
    const names = [...new Set([...Object.keys(query.filters), ...(added === null ? [] : [added])])];
    // Whoever may not explore is answered on what the Look shows and filters by, and on nothing else of its explore.
    const mayExplore = may(session, "explore");
    const open = useMemo(() => {
        const own = new Set([...look.query.fields, ...look.query.pivots, ...Object.keys(look.query.filters)]);
        return (explore.value?.fields ?? []).filter((field) => mayExplore || own.has(field.name));
    }, [look, explore.value, mayExplore]);
    const subject = (name: string) => fieldSubject(query.model, query.explore, name, fields.get(name));
    const filters = names.map((name): ActiveFilter => ({
        subject: mayExplore ? withCounts(subject(name), fields.get(name), explore.value?.fields ?? []) : subject(name),
        expression: query.filters[name] ?? "",
        onChange: (expression) => setFilter(name, expression),
    }));

    function setFilter(name: string, expression: string): void {
        const own = look.query.filters[name];
        const value = expression === (own ?? "") ? undefined : expression;
        navigateQuery(withValue(pairs, `f[${name}]`, value));
        if (added === name) setAdded(null);
    }

    function addFilter(field: Field): void {
        setAdded(field.name);
    }

    const toExplore = () => navigate(`${exploreAddress(query)}&${LOOK_PAIR}=${encodeURIComponent(look.id)}`);
    const mayEdit = look.mayChange && look.deletedAt === "" && banner === null && may(session, "explore");
    const mayPlace = look.deletedAt === "" && !session.visitor && session.permissions.has("save_content");
    useShortcuts({ r: answer.reload, ...(mayEdit ? { e: toExplore } : {}) });
    return (
        <PictureExportContext.Provider value={picture}>
            <header className="page-head">
                {look.folderName !== "" && <nav className="path" aria-label="Folder"><Link href={folderAddress(look.folderID)}>{look.folderName}</Link></nav>}
                <div className="page-title">
                    <h1>{look.title}</h1>
                    <div className="page-actions">
                        <StarButton metadataID={look.metadataID} favoriteID={look.favoriteID} />
                        {mayEdit ? <Button icon="edit" onClick={toExplore}>Edit</Button> : may(session, "explore") && <Button icon="explore" onClick={toExplore}>Explore from here</Button>}
                        <ShareButton folderID={look.folderID} onProblem={setProblem} />
                        <Downloads query={query} name={look.title} />
                        <Button icon="refresh" iconOnly onClick={answer.reload}>Refresh</Button>
                        {banner === null && <SavedMenu kind="look" item={look} items={[...(mayPlace ? [{ label: "Add to a dashboard", icon: "dashboard", onSelect: () => setPlacing(true) } as const] : []), ...(session.permissions.has("see_queries") ? [{ label: "What it costs", icon: "clock", href: queriesAddress("look", look.id) } as const] : [])]} onChanged={onChanged} onProblem={setProblem} />}
                    </div>
                </div>
                {look.description !== "" && <div className="page-text"><Markdown text={look.description} /></div>}
                <p className="page-facts"><SavedFacts item={look} /><DataTime query={query} href={address(lookAddress(look.id), withValue(pairs, "view", "explain"))} /></p>
            </header>
            {problem !== "" && <p className="partial" role="alert">{problem}</p>}
            {banner ?? <SavedNotices kind="look" item={look} onChanged={onChanged} />}
            <FilterFold filters={filters}>
                {filters.map((filter) => (
                    <FilterChip
                        key={filter.subject.id} subject={filter.subject} expression={filter.expression}
                        startsOpen={filter.subject.id === added} onChange={(expression) => setFilter(filter.subject.id, expression)}
                        onClear={() => setFilter(filter.subject.id, "")}
                        onClosed={() => setAdded((current) => (current === filter.subject.id ? null : current))}
                    />
                ))}
                <AddFilter fields={open} loading={explore.loading} onOpen={() => undefined} onChoose={addFilter} />
                {changed && (
                    <button type="button" className="link" onClick={() => navigateQuery(pairs.filter(([key]) => key === "view"))}>Reset to saved</button>
                )}
            </FilterFold>
            <section className="panel tall" aria-label={look.title}>
                <Tabs
                    label="Views" tabs={tabs} chosen={view}
                    onChoose={(next) => navigateQuery(withValue(pairs, "view", next === (isTable ? "table" : "chart") ? undefined : next))}
                    extra={<span className="muted tabular">{answer.value === undefined ? "" : rowNote(answer.value.rows.length, query.limit)}</span>}
                >
                    {view === "explain" ? <Explained query={query} subject={`look:${look.id}`} /> : (
                        <AnswerView
                            query={query} answer={answer} vis={vis} label={look.title} view={view} filters={filters} showSummary
                            onSort={(field, descending) => navigateQuery(withValue(pairs, "sorts", `${field}${descending ? " desc" : ""}`))}
                        />
                    )}
                </Tabs>
            </section>
            {placing && <ToDashboardDialog suggestion={look.title} goOn="Back to the Look" onAdd={(id, title) => addLookTile(id, look.id, title)} onClose={() => setPlacing(false)} />}
            <SavedHistory kind="look" item={look} here={lookAddress(look.id)} addressOf={(version) => `${lookAddress(look.id)}?version=${version}`} onChanged={onChanged} />
        </PictureExportContext.Provider>
    );
}

/** The saved query as the address changes it: filters, sorts, limit. */
function withAddress(saved: QueryBody, pairs: QueryPairs): QueryBody {
    const sorts = valueOf(pairs, "sorts");
    const limit = Number(valueOf(pairs, "limit") ?? "");
    return {
        ...saved,
        filters: { ...saved.filters, ...readFilterPairs(pairs) },
        sorts: sorts === undefined ? saved.sorts : sorts.split(","),
        limit: Number.isInteger(limit) && limit !== 0 ? limit : saved.limit,
    };
}

function rowNote(rows: number, limit: number): string {
    return rows === limit ? `First ${rows.toLocaleString("en-US")} rows` : `${rows.toLocaleString("en-US")} ${rows === 1 ? "row" : "rows"}`;
}

import { useEffect, useMemo, useState } from "react";
import { readCustomFields, withoutCustomField } from "../../api/customFields";
import { fetchExplore } from "../../api/models";
import type { Explore } from "../../api/models";
import { fetchQueryBySlug } from "../../api/queries";
import type { QueryBody } from "../../api/queries";
import { useSession } from "../../api/SessionContext";
import { may } from "../../api/session";
import { useResource } from "../../api/useResource";
import { suggestedType } from "../../charts/describe";
import { readVis } from "../../charts/vis";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { Skeleton } from "../../components/Skeleton";
import { Tabs } from "../../components/Tabs";
import { AddFilter } from "../../filters/AddFilter";
import { FilterChip } from "../../filters/FilterChip";
import { Link } from "../../navigation/Link";
import { navigate, navigateQuery, useLocation } from "../../navigation/location";
import { valueOf } from "../../navigation/query";
import { useShortcuts } from "../../navigation/useShortcuts";
import { useTitle } from "../../navigation/useTitle";
import { AnswerView } from "../../results/AnswerView";
import { DataTime } from "../../results/DataTime";
import { Downloads } from "../../results/Downloads";
import type { ActiveFilter } from "../../results/EmptyAnswer";
import { explorePairs, exploreAddress, readExplorePairs } from "../../results/exploreAddress";
import { Problem } from "../../results/Problem";
import { fieldSubject } from "../../results/subjects";
import { useAnswer } from "../../results/useAnswer";
import { Band } from "./Band";
import { defaultFill } from "./defaultFill";
import { withoutAliases, withoutField } from "./edits";
import { FieldPicker } from "./FieldPicker";
import { QuickStarts } from "./QuickStarts";
import { UnknownFields } from "./UnknownFields";
import { VisChoice } from "./VisChoice";

interface Props {
    readonly model: string;
    readonly name: string;
}

/** A question to an explore. All of it is in the address: fields, filters, sorts, limit, picture. */
export function ExplorePage({ model, name }: Props): JSX.Element {
    const session = useSession();
    const { query: pairs } = useLocation();
    const explore = useResource(`explore ${model} ${name}`, (signal) => fetchExplore(model, name, signal), { freshFor: 300_000 });
    useTitle(explore.value === undefined ? (explore.error === null ? undefined : "Explore") : `${explore.value.label}, explore`);
    const slug = valueOf(pairs, "qid");
    if (!may(session, "explore")) {
        return <Notice tone="warn" title="You may not explore.">Whoever administers Soundings can give your role this permission. <Link href="/">Go home</Link></Notice>;
    }
    if (slug !== undefined) return <ShortLink slug={slug} />;
    if (explore.error !== null && explore.value === undefined) {
        return <Problem error={explore.error} what="explore" onRetry={explore.reload} actions={<Button onClick={() => navigate("/explore")}>All explores</Button>} />;
    }
    if (explore.value === undefined) {
        return (
            <div className="explore" role="status" aria-busy="true" aria-label="The explore is loading">
                <div className="picker"><Skeleton shape="table" /></div><div className="panel tall"><Skeleton shape="table" /></div>
            </div>
        );
    }
    return <LoadedExplore key={`${model} ${name}`} explore={explore.value} query={readExplorePairs(model, name, pairs)} />;
}

/** Turns the address of a stored query into one that says what it asks. */
export function ShortLink({ slug }: { slug: string }): JSX.Element {
    const query = useResource(`slug ${slug}`, (signal) => fetchQueryBySlug(slug, signal));
    const { value } = query;
    useEffect(() => {
        if (value !== undefined) navigate(exploreAddress(value), "replace");
    }, [value]);
    if (query.error !== null) return <Problem error={query.error} what="short link" onRetry={query.reload} />;
    return <div role="status" aria-busy="true" aria-label="The query is loading"><Skeleton shape="lines" /></div>;
}

function LoadedExplore({ explore, query: asked }: { explore: Explore; query: QueryBody }): JSX.Element {
    const [added, setAdded] = useState<string | null>(null);
    const [tab, setTab] = useState("results");
    const fields = useMemo(() => new Map(explore.fields.map((field) => [field.name, field])), [explore]);
    const custom = useMemo(() => readCustomFields(asked.dynamicFields), [asked.dynamicFields]);
    const unknown = asked.fields.filter((name) => !fields.has(name) && !custom.some((field) => field.name === name));
    const fillable = defaultFill(asked, fields, custom);
    const query = asked.fillFields === null ? { ...asked, fillFields: fillable } : asked;
    const asks = query.fields.length > 0;
    const answer = useAnswer(asks ? query : null);
    // What the address leaves to the explore stays so.
    const change = (next: Partial<QueryBody>) => navigateQuery(explorePairs({ ...asked, ...next }));
    const type = typeof query.visConfig["type"] === "string" ? query.visConfig["type"] : "";
    const shown = [
        ...query.fields.flatMap((name) => fields.get(name) ?? []),
        ...custom.filter((field) => !field.disabled && (field.category === "calculation" || query.fields.includes(field.name))).map((field) => ({ ...field, grain: null })),
    ];
    const failed = useMemo(() => {
        const answered = answer.outdated ? undefined : answer.value;
        return answered === undefined || answered.errors.length > 0 ? []
            : custom.filter((field) => field.category === "calculation" && !field.disabled && !answered.measures.some(({ name, error }) => name === field.name && error === "")).map((field) => field.name);
    }, [custom, answer.outdated, answer.value]);
    useEffect(() => {
        if (unknown.length > 0 && answer.value !== undefined && !answer.outdated) navigateQuery(explorePairs(withoutAliases(asked, unknown, answer.value)), "replace");
    }, [unknown.join(","), answer.value, answer.outdated]);
    const drawnType = type !== "" ? type : suggestedType({
        dimensions: shown.filter((field) => field.category === "dimension" && !query.pivots.includes(field.name)),
        measures: shown.filter((field) => field.category === "measure" || field.category === "calculation").length,
        pivots: query.pivots.length,
        rows: answer.outdated ? undefined : answer.value?.rows.length,
    });
    const vis = useMemo(() => readVis({ ...query.visConfig, type: drawnType }), [JSON.stringify(query.visConfig), drawnType]);
    const tableVis = useMemo(() => readVis({ ...query.visConfig, type: "table" }), [JSON.stringify(query.visConfig)]);
    const names = [...new Set([...Object.keys(query.filters), ...(added === null ? [] : [added])])];
    const filters = names.map((name): ActiveFilter => ({
        subject: fieldSubject(query.model, query.explore, name, fields.get(name)),
        expression: query.filters[name] ?? "",
        onChange: (expression) => setFilter(name, expression),
    }));
    const count = answer.value?.rows.length;

    function setFilter(name: string, expression: string): void {
        const { [name]: _, ...rest } = query.filters;
        setAdded((current) => (current === name ? null : current));
        change({ filters: expression.trim() === "" ? rest : { ...query.filters, [name]: expression } });
    }

    function toggleField(name: string): void {
        if (query.fields.includes(name)) change(withoutField(asked, name));
        else change({ fields: isDimension(name) ? [...query.fields.filter(isDimension), name, ...query.fields.filter((each) => !isDimension(each))] : [...query.fields, name] });
    }

    function isDimension(name: string): boolean {
        return (fields.get(name) ?? custom.find((field) => field.name === name))?.category === "dimension";
    }

    function togglePivot(name: string): void {
        change({
            pivots: query.pivots.includes(name) ? query.pivots.filter((each) => each !== name) : [...query.pivots, name],
            fields: query.fields.includes(name) ? query.fields : [name, ...query.fields],
            // The groups of pivot columns have no subtotals.
            subtotals: query.subtotals.filter((each) => each !== name),
        });
    }

    function removeCustom(name: string): void {
        const { [name]: _, ...filters } = query.filters;
        change({ ...withoutField(asked, name), filters, dynamicFields: withoutCustomField(query.dynamicFields, name) });
    }

    useShortcuts({ r: answer.reload, "mod+enter": answer.reload });
    return (
        <div className="explore">
            <FieldPicker
                explore={explore} custom={custom} failed={failed} chosen={query.fields} pivots={query.pivots} filtered={names}
                onToggle={toggleField} onPivot={togglePivot} onFilter={setAdded} onRemove={removeCustom}
            />
            <div className="explore-main">
                <header className="page-head">
                    <nav className="path" aria-label="Explores"><Link href="/explore">Explore</Link></nav>
                    <div className="page-title">
                        <h1>{explore.label}</h1>
                        <div className="page-actions">
                            {asks && <Downloads query={query} name={explore.label} />}
                            {asks && <Button look="primary" onClick={answer.reload}>Run</Button>}
                        </div>
                    </div>
                    {explore.description !== "" && <p className="page-text">{explore.description}</p>}
                    <p className="page-facts"><DataTime query={query} /></p>
                </header>
                <Band title="Filters" note={names.length === 0 ? "" : String(names.length)} startsOpen>
                    <div className="filters" aria-label="Filters" role="group">
                        {filters.map((filter) => (
                            <FilterChip
                                key={filter.subject.id} subject={filter.subject} expression={filter.expression} startsOpen={filter.subject.id === added}
                                onChange={(expression) => setFilter(filter.subject.id, expression)} onClear={() => setFilter(filter.subject.id, "")}
                                onClosed={() => setAdded((current) => (current === filter.subject.id ? null : current))}
                            />
                        ))}
                        <AddFilter fields={explore.fields} loading={false} onOpen={() => undefined} onChoose={(field) => setAdded(field.name)} />
                    </div>
                </Band>
                {query.fields.length === 0 ? (
                    <>
                        <Notice title="Pick a field to begin." icon="explore">
                            Dimensions make the rows, measures count and sum them. The answer comes by itself.
                        </Notice>
                        <QuickStarts queries={explore.quickStarts} />
                    </>
                ) : unknown.length > 0 && !answer.loading && (answer.error?.kind === "refused" || answer.error?.kind === "missing") ? (
                    <UnknownFields
                        names={unknown} known={explore.fields.map((field) => field.name)}
                        onDrop={() => change(unknown.reduce((kept, name) => ({ ...kept, ...withoutField(kept, name) }), asked))}
                    />
                ) : (
                    <>
                        {drawnType !== "table" && (
                            <Band title="Visualisation" startsOpen extra={<VisChoice type={drawnType} onChange={(next) => change({ visConfig: { ...query.visConfig, type: next } })} />}>
                                <div className="explore-picture">
                                    <AnswerView query={query} answer={answer} vis={vis} label={explore.label} view="chart" filters={filters} showSummary showRemarks={false} />
                                </div>
                            </Band>
                        )}
                        <Band
                            title="Data" startsOpen
                            extra={(
                                <span className="explore-tools">
                                    {drawnType === "table" && <VisChoice type={drawnType} onChange={(next) => change({ visConfig: { ...query.visConfig, type: next } })} />}
                                    <label className="check"><input type="checkbox" checked={query.total} onChange={(event) => change({ total: event.target.checked })} /> Totals</label>
                                    {(fillable.length > 0 || (query.fillFields ?? []).length > 0) && (
                                        <label className="check" title="Shows periods and values that have no data, too">
                                            <input type="checkbox" checked={(query.fillFields ?? []).length > 0} onChange={(event) => change({ fillFields: event.target.checked ? null : [] })} /> Fill gaps
                                        </label>
                                    )}
                                    <RowLimit limit={query.limit} onChange={(limit) => change({ limit })} />
                                </span>
                            )}
                        >
                            <div className="explore-data">
                                <Tabs
                                    label="Data" chosen={tab} onChoose={setTab}
                                    tabs={[{ id: "results", label: "Results" }, ...(answer.value?.sql === null ? [] : [{ id: "sql", label: "SQL" }])]}
                                    extra={<span className="muted tabular">{count === undefined ? "" : count === query.limit ? `First ${count.toLocaleString("en-US")} rows` : `${count.toLocaleString("en-US")} ${count === 1 ? "row" : "rows"}`}</span>}
                                >
                                    <AnswerView
                                        query={query} answer={answer} vis={tableVis} label={explore.label} view={tab === "sql" ? "sql" : "table"} filters={filters}
                                        onSort={(field, descending) => change({ sorts: [`${field}${descending ? " desc" : ""}`] })}
                                    />
                                </Tabs>
                            </div>
                        </Band>
                    </>
                )}
            </div>
        </div>
    );
}

function RowLimit({ limit, onChange }: { limit: number; onChange: (limit: number) => void }): JSX.Element {
    const choices = [...new Set([100, 500, 5000, limit])].filter((each) => each > 0).sort((left, right) => left - right);
    return (
        <label className="row-limit">
            <span>Rows</span>
            <select className="input" value={limit} onChange={(event) => onChange(Number(event.target.value))}>
                {choices.map((each) => <option key={each} value={each}>{each.toLocaleString("en-US")}</option>)}
                {limit < 0 && <option value={limit}>all</option>}
            </select>
        </label>
    );
}

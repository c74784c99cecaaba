import type { ReactNode } from "react";
import { readCustomFields } from "../api/customFields";
import type { Field } from "../api/fields";
import { dataAgeQuestion, fetchDataAge } from "../api/freshness";
import { fetchOrigins } from "../api/lineage";
import { fetchExplore } from "../api/models";
import { fetchPipelineTables } from "../api/pipelines";
import type { QueryBody } from "../api/queries";
import { may } from "../api/session";
import { useSession } from "../api/SessionContext";
import { useResource } from "../api/useResource";
import { Skeleton } from "../components/Skeleton";
import { exploreHome, pipelineAddress } from "../navigation/addresses";
import { Link } from "../navigation/Link";
import { dataTime } from "../words/periods";
import { handKept, lateSources } from "./dataAge";

interface Props {
    readonly query: QueryBody;
    /** By which lineage knows what is shown: `look:12`, `tile:<dashboard>/<id>`; "" where it is not saved. */
    readonly subject: string;
}

/** What a report's numbers mean: up to when its data goes, how each field is defined and where, and which tables it stands on. */
export function Explained({ query, subject }: Props): JSX.Element {
    const session = useSession();
    const seesModel = may(session, "see_lookml");
    const explore = useResource(`explore ${query.model} ${query.explore}`, (signal) => fetchExplore(query.model, query.explore, signal), { freshFor: 300_000 });
    const origins = useResource(seesModel && subject !== "" ? `origins ${subject}` : undefined, (signal) => fetchOrigins(subject, signal), { freshFor: 300_000 });
    const fields = new Map((explore.value?.fields ?? []).map((field) => [field.name, field]));
    const custom = readCustomFields(query.dynamicFields).filter((field) => field.name !== "" && !field.disabled);
    const known = (names: readonly string[]) => names.flatMap((name) => fields.get(name) ?? []);
    const shown = known([...query.fields, ...query.pivots]);
    const measures = shown.filter((field) => field.category === "measure");
    const dimensions = [...new Set(shown.filter((field) => field.category !== "measure"))];
    const filters = known(Object.keys(query.filters)).filter((field) => !shown.includes(field));
    return (
        <div className="explained">
            <section aria-label="Data">
                <h3>Data</h3>
                <DataFacts query={query} seesModel={seesModel} />
            </section>
            {explore.loading && explore.value === undefined && <div role="status" aria-busy="true" aria-label="Definitions are loading"><Skeleton shape="lines" /></div>}
            {explore.error !== null && explore.value === undefined && <p className="muted">The definitions could not be read: {explore.error.message}</p>}
            <Definitions title="What is counted" fields={measures} />
            {custom.length > 0 && (
                <section aria-label="Worked out here">
                    <h3>Worked out here</h3>
                    <ul className="explained-fields">
                        {custom.map((field) => (
                            <li key={field.name}><strong>{field.label}</strong> {field.expression !== "" && <pre tabIndex={0} aria-label={`Expression of ${field.label}`}>{field.expression}</pre>}</li>
                        ))}
                    </ul>
                </section>
            )}
            <Definitions title="By" fields={dimensions} />
            <Definitions title="Filtered by" fields={filters} />
            {seesModel && (
                <section aria-label="Where it is defined">
                    <h3>Where it is defined</h3>
                    <dl className="metric-facts">
                        {origins.value !== undefined && origins.value.path !== "" && <Fact name="Report"><code>{origins.value.path}</code></Fact>}
                        <Fact name="Explore"><Link href={exploreHome(query.model, query.explore)}>{explore.value?.label ?? query.explore}</Link> <span className="muted">of model {query.model}</span></Fact>
                        {origins.value !== undefined && <TableFacts tables={origins.value.tables} />}
                    </dl>
                    {origins.loading && origins.value === undefined && subject !== "" && <div role="status" aria-busy="true" aria-label="Tables are loading"><Skeleton shape="lines" /></div>}
                    {origins.error !== null && <p className="muted">What it stands on could not be read: {origins.error.message}</p>}
                    {origins.value?.problems.map((problem) => <p key={problem} className="muted">{problem}</p>)}
                </section>
            )}
        </div>
    );
}

function DataFacts({ query, seesModel }: { query: QueryBody; seesModel: boolean }): JSX.Element {
    const { project: { timezone } } = useSession();
    const key = query.model === "" || query.explore === "" ? undefined : `freshness?${dataAgeQuestion(query)}`;
    const age = useResource(key, (signal) => fetchDataAge(query, signal), { freshFor: 60_000 });
    if (age.value === undefined) return age.loading ? <Skeleton shape="lines" /> : <p className="muted">How fresh it is could not be read.</p>;
    if (age.value === null) return <p className="muted">Nothing is known of how fresh it is.</p>;
    const { completeThrough, limitedBy, late, keptByHand } = age.value;
    return (
        <ul className="explained-data">
            <li>
                {completeThrough === null ? "It is not known through when it is complete." : `Complete through ${dataTime(completeThrough, timezone)} (${timezone})`}
                {completeThrough !== null && limitedBy !== null && <>, as far as {seesModel ? <TableName name={limitedBy} /> : <code>{limitedBy}</code>} goes</>}
            </li>
            {late.map((source) => <li key={source.name} className="late">{lateSources([source], timezone)}</li>)}
            {keptByHand.map((source) => <li key={source.name}>{handKept(source)}</li>)}
        </ul>
    );
}

/** Fields with their words, their SQL and their place. */
function Definitions({ title, fields }: { title: string; fields: readonly Field[] }): JSX.Element | null {
    if (fields.length === 0) return null;
    return (
        <section aria-label={title}>
            <h3>{title}</h3>
            <ul className="explained-fields">
                {fields.map((field) => (
                    <li key={field.name}>
                        <strong>{field.labelShort}</strong> <code>{field.name}</code> {field.place !== "" && <span className="muted explained-place">{field.place}</span>}
                        {field.description !== "" && <p>{field.description}</p>}
                        {field.sql === "" && field.category === "measure" && <p className="muted">{field.type === "count" ? "Counts the rows." : field.type.replace(/_/g, " ")}</p>}
                        {field.sql !== "" && <pre tabIndex={0} aria-label={`SQL of ${field.labelShort}`}>{field.category === "measure" && field.type !== "number" ? `${field.type}: ` : ""}{field.sql}</pre>}
                    </li>
                ))}
            </ul>
        </section>
    );
}

function TableFacts({ tables }: { tables: ReadonlyArray<{ readonly name: string; readonly isDirect: boolean }> }): JSX.Element {
    const direct = tables.filter((table) => table.isDirect);
    const behind = tables.filter((table) => !table.isDirect);
    return (
        <>
            {direct.length > 0 && <Fact name="Reads"><TableNames names={direct.map((table) => table.name)} /></Fact>}
            {behind.length > 0 && <Fact name="Which are made from"><TableNames names={behind.map((table) => table.name)} /></Fact>}
        </>
    );
}

function TableNames({ names }: { names: readonly string[] }): JSX.Element {
    return <>{names.map((name, index) => <span key={name}>{index > 0 && ", "}<TableName name={name} /></span>)}</>;
}

/** Tables that pipelines make lead to their page; others came from outside. */
function TableName({ name }: { name: string }): JSX.Element {
    const made = useResource("pipeline tables", fetchPipelineTables, { freshFor: 15_000 }).value ?? [];
    return made.some((table) => table.table === name) ? <Link href={pipelineAddress(name)}>{name}</Link> : <code>{name}</code>;
}

function Fact({ name, children }: { name: string; children: ReactNode }): JSX.Element {
    return <div><dt>{name}</dt><dd>{children}</dd></div>;
}

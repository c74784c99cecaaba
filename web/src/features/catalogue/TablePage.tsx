import { fetchCatalogueSources } from "../../api/freshness";
import { fetchPipelineTables } from "../../api/pipelines";
import { useSession } from "../../api/SessionContext";
import { useResource } from "../../api/useResource";
import { Markdown } from "../../components/Markdown";
import { Skeleton } from "../../components/Skeleton";
import { exploreHome, pipelineAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";
import { useTitle } from "../../navigation/useTitle";
import { ago } from "../../words/ago";
import { dataTime } from "../../words/periods";
import { CatalogueNav } from "./CatalogueNav";
import { LineageView } from "./LineageView";

/** One table: what it holds, whose it is, up to when it is complete, and what stands on it. */
export function TablePage({ name }: { name: string }): JSX.Element {
    useTitle(name);
    const { project: { timezone } } = useSession();
    const tables = useResource("pipeline tables", fetchPipelineTables, { freshFor: 15_000 });
    const sources = useResource("catalogue sources", fetchCatalogueSources, { freshFor: 30_000 });
    const made = tables.value?.find((table) => table.table === name);
    const source = sources.value?.find((each) => each.name === name);
    const isWaiting = made === undefined && source === undefined && [tables, sources].some((each) => each.value === undefined && each.error === null);
    const completeTo = made?.completeTo ?? source?.completeThrough ?? null;
    return (
        <>
            <header className="page-head">
                <nav className="path" aria-label="Above"><Link href="/catalogue">Catalogue</Link> / <Link href="/catalogue/tables">Tables</Link></nav>
                <div className="page-title"><h1>{source !== undefined && source.label !== name ? `${source.label} (${name})` : name}</h1>{made !== undefined && <div className="page-actions"><Link className="button" href={pipelineAddress(name)}><span>Builds and tests</span></Link></div>}</div>
                {made !== undefined && made.description !== "" && <div className="page-text"><Markdown text={made.description} /></div>}
            </header>
            <CatalogueNav here="tables" />
            {isWaiting && <div className="panel" role="status" aria-busy="true" aria-label="What is known of the table is loading"><Skeleton shape="lines" /></div>}
            {(made !== undefined || source !== undefined) && (
                <dl className="metric-facts panel">
                    <Fact name="Kind" value={made === undefined ? "comes from outside" : `${made.type === "model" ? made.kind : made.type} of the pipelines`} />
                    <Fact name="Owner" value={made?.owner || source?.owner || "nobody is named"} />
                    <Fact name="Complete through" value={completeTo === null ? "" : `${dataTime(completeTo, timezone)}${source?.late === true ? ", late" : ""}`} />
                    <Fact name="Kept by hand" value={source?.keptByHand === true ? (source.changedAt === null ? "yes" : `changed ${ago(source.changedAt, Date.now())}`) : ""} />
                    <Fact name="Rows" value={made?.rows === null || made === undefined ? "" : made.rows.toLocaleString("en-US")} />
                    <Fact name="Last built" value={made?.built === null || made === undefined ? "" : ago(made.built, Date.now())} />
                    {source !== undefined && source.explores.length > 0 && (
                        <div><dt>In explores</dt><dd>{source.explores.slice(0, 8).map((each, index) => {
                            const [model = "", explore = ""] = each.split("::");
                            return <span key={each}>{index > 0 && ", "}<Link href={exploreHome(model, explore)}>{explore}</Link></span>;
                        })}{source.explores.length > 8 ? ` and ${source.explores.length - 8} more` : ""}</dd></div>
                    )}
                </dl>
            )}
            <section className="home-section" aria-labelledby="lineage"><h2 id="lineage">Lineage</h2><LineageView name={name} /></section>
        </>
    );
}

function Fact({ name, value }: { name: string; value: string }): JSX.Element | null {
    return value === "" ? null : <div><dt>{name}</dt><dd>{value}</dd></div>;
}

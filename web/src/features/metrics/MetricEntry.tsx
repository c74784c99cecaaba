import type { ReactNode } from "react";
import type { Metric, MetricLink } from "../../api/metrics";
import { dashboardAddress, exploreHome, lineageAddress, lookAddress, metricAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";

const STATUS = { agreed: "", proposed: "Proposed", external: "Kept elsewhere" } as const;

/** One metric: the sentence that defines it, the facts beside it, and how it is computed behind a fold. */
export function MetricEntry({ metric, isOpen }: { metric: Metric; isOpen: boolean }): JSX.Element {
    return (
        <article className={isOpen ? "metric chosen" : "metric"} id={`metric-${metric.name}`}>
            <h3>
                <Link href={metricAddress(metric.name)}>{metric.label}</Link>
                {STATUS[metric.status] !== "" && <span className="metric-status">{STATUS[metric.status]}</span>}
            </h3>
            <p>{metric.definition}</p>
            <dl className="metric-facts">
                <Fact name="Formula">{metric.formula === "" ? null : <code>{metric.formula}</code>}</Fact>
                <Fact name="Grain">{metric.grain}</Fact>
                <Fact name="Unit">{metric.unit}</Fact>
                <Fact name="Healthy">{metric.healthy}</Fact>
                <Fact name="Poor">{metric.poor}</Fact>
                <Fact name="Owner">{metric.owner}</Fact>
                <Fact name="Source of truth">{metric.sourceOfTruth === null ? null : <ContentLink link={metric.sourceOfTruth} />}</Fact>
                <Fact name="Shown in">{metric.content.length === 0 ? null : <Links links={metric.content} />}</Fact>
                <Fact name="Also called">{metric.synonyms.join(", ")}</Fact>
            </dl>
            {metric.fields.length > 0 && (
                <details open={isOpen}>
                    <summary>How it is computed</summary>
                    <ul className="metric-fields">
                        {metric.fields.map((field) => (
                            <li key={field.name}>
                                <strong>{field.label}</strong> <code>{field.name}</code> <Link href={lineageAddress(field.name)}>lineage</Link>
                                {field.description !== "" && <p>{field.description}</p>}
                                {field.sql !== "" && <pre className="metric-sql" tabIndex={0} aria-label={`SQL of ${field.label}`}>{field.sql}</pre>}
                                {field.place !== "" && <p className="muted">{field.place}</p>}
                            </li>
                        ))}
                    </ul>
                    <p><Link href={exploreHome(metric.model, metric.explore)}>Explore it</Link></p>
                </details>
            )}
        </article>
    );
}

function Fact({ name, children }: { name: string; children: ReactNode }): JSX.Element | null {
    if (children === null || children === "") return null;
    return <div><dt>{name}</dt><dd>{children}</dd></div>;
}

function Links({ links }: { links: readonly MetricLink[] }): JSX.Element {
    return <>{links.map((link, index) => <span key={`${link.kind} ${link.id}`}>{index > 0 && ", "}<ContentLink link={link} /></span>)}</>;
}

function ContentLink({ link }: { link: MetricLink }): JSX.Element {
    if (link.kind === "look") return <Link href={lookAddress(link.id)}>{link.title}</Link>;
    if (link.kind === "dashboard") return <Link href={dashboardAddress(link.id)}>{link.title}</Link>;
    return /^https?:\/\//.test(link.url) ? <a href={link.url} rel="noreferrer" target="_blank">{link.title}</a> : <>{link.title}</>;
}

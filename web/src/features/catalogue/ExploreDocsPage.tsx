import { useMemo } from "react";
import { fetchExplore } from "../../api/models";
import type { Field } from "../../api/fields";
import { useResource } from "../../api/useResource";
import { Icon } from "../../components/Icon";
import { Notice } from "../../components/Notice";
import { PageHead } from "../../components/PageHead";
import { Skeleton } from "../../components/Skeleton";
import { exploreHome, lineageAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";
import { navigateQuery, useLocation } from "../../navigation/location";
import { valueOf } from "../../navigation/query";
import { useTitle } from "../../navigation/useTitle";
import { Problem } from "../../results/Problem";
import { counted } from "../../words/numbers";
import { CatalogueNav } from "./CatalogueNav";

const ABOVE = [{ label: "Catalogue", href: "/catalogue" }, { label: "Explores", href: "/catalogue/explores" }] as const;

/** All fields of an explore with what they mean, how they are computed and where that is written. */
export function ExploreDocsPage({ model, name }: { model: string; name: string }): JSX.Element {
    const explore = useResource(`explore ${model} ${name}`, (signal) => fetchExplore(model, name, signal), { freshFor: 300_000 });
    useTitle(explore.value?.label ?? name);
    const { query } = useLocation();
    const search = valueOf(query, "q") ?? "";
    const fields = useMemo(() => (explore.value?.fields ?? []).filter((field) => !field.hidden), [explore.value]);
    const shown = useMemo(() => {
        const words = search.toLowerCase().split(/\s+/).filter((word) => word !== "");
        return fields.filter((field) => words.every((word) => `${field.label} ${field.name} ${field.description}`.toLowerCase().includes(word)));
    }, [fields, search]);
    if (explore.error !== null && explore.value === undefined) return <><PageHead above={ABOVE} title={name} /><CatalogueNav here="explores" /><Problem error={explore.error} what="explore" onRetry={explore.reload} actions={<Link href="/catalogue/explores">All explores</Link>} /></>;
    if (explore.value === undefined) return <><PageHead above={ABOVE} title="" /><CatalogueNav here="explores" /><div className="panel" role="status" aria-busy="true" aria-label="The explore is loading"><Skeleton shape="table" /></div></>;
    const views = [...new Set(shown.map((field) => field.viewLabel))];
    return (
        <>
            <header className="page-head">
                <nav className="path" aria-label="Above"><Link href="/catalogue">Catalogue</Link> / <Link href="/catalogue/explores">Explores</Link></nav>
                <div className="page-title"><h1>{explore.value.label}</h1><div className="page-actions"><Link className="button" href={lineageAddress(`${model}::${name}`)}><Icon name="flow" /> <span>Lineage</span></Link><Link className="button primary" href={exploreHome(model, name)}><Icon name="explore" /> <span>Explore it</span></Link></div></div>
                {explore.value.description !== "" && <p className="page-text">{explore.value.description}</p>}
            </header>
            <CatalogueNav here="explores" />
            <label className="metric-search">
                <Icon name="search" /><input type="search" className="input" value={search} placeholder="Search fields" aria-label="Search fields" onChange={(event) => navigateQuery(event.target.value === "" ? [] : [["q", event.target.value]], "replace")} />
                <span className="muted" role="status">{search === "" ? counted(fields.length, "field") : `${shown.length} of ${fields.length}`}</span>
            </label>
            {shown.length === 0 && <Notice title={`No field matches “${search}”.`}>Labels, names and descriptions are searched.</Notice>}
            {views.map((view) => (
                <section key={view} className="home-section" aria-label={view}>
                    <h2>{view}</h2>
                    <ul className="content-list framed">{shown.filter((field) => field.viewLabel === view).map((field) => <li key={field.name}><FieldRow field={field} /></li>)}</ul>
                </section>
            ))}
        </>
    );
}

function FieldRow({ field }: { field: Field }): JSX.Element {
    return (
        <div className="field-doc">
            <p><strong>{field.labelShort}</strong> <span className="muted">{field.category}, {field.type.replace(/_/g, " ")}</span> <code>{field.name}</code> <Link href={lineageAddress(field.name)}>lineage</Link></p>
            {field.description !== "" && <p className="card-text">{field.description}</p>}
            {field.sql !== "" && <details><summary className="muted">How it is computed{field.place === "" ? "" : `, in ${field.place}`}</summary><pre className="metric-sql" tabIndex={0} aria-label={`SQL of ${field.labelShort}`}>{field.sql}</pre></details>}
        </div>
    );
}

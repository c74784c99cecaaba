import { useMemo, useState } from "react";
import type { FormEvent } from "react";
import type { DashboardFilter, Tile } from "../../../api/content";
import { fetchExplore, fetchExploreNames } from "../../../api/models";
import type { Explore } from "../../../api/models";
import { readQueryBody } from "../../../api/queries";
import type { QueryBody } from "../../../api/queries";
import { useResource } from "../../../api/useResource";
import type { Resource } from "../../../api/useResource";
import { readVis } from "../../../charts/vis";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { queryListens, withoutHeard } from "../../../filters/queryListens";
import { tileQuery } from "../../../filters/tileQuery";
import { Link } from "../../../navigation/Link";
import { readQuery } from "../../../navigation/query";
import { AnswerView } from "../../../results/AnswerView";
import { exploreAddress, readExplorePairs } from "../../../results/exploreAddress";
import { useAnswer } from "../../../results/useAnswer";
import { Finder } from "../../../components/Finder";

interface Props {
    /** The query that is changed; null for a new one. */
    readonly query: QueryBody | null;
    readonly title: string;
    /** The filters that a new tile listens to, as far as its explore has their fields. */
    readonly filters: readonly DashboardFilter[];
    /** Their values at present. */
    readonly values: ReadonlyMap<string, string>;
    readonly onDone: (query: QueryBody, title: string, listens: Tile["listens"]) => void;
    readonly onClose: () => void;
}

const PICTURES: ReadonlyArray<readonly [string, string]> = [
    ["looker_column", "Columns"], ["looker_bar", "Bars"], ["looker_line", "Lines"], ["looker_area", "Area"], ["looker_pie", "Pie"],
    ["single_value", "Single value"], ["looker_grid", "Table"], ["looker_scatter", "Scatter"], ["looker_funnel", "Funnel"], ["heatmap", "Heat map"],
];

/** The query of a tile: an explore and some of its fields, or whatever a link to an explore says. */
export function QueryDialog({ query: given, title: givenTitle, filters, values, onDone, onClose }: Props): JSX.Element {
    const [query, setQuery] = useState(given);
    const [title, setTitle] = useState(givenTitle);
    const [link, setLink] = useState("");
    const [problem, setProblem] = useState("");
    const names = useResource("explores", fetchExploreNames, { freshFor: 300_000 });
    const explore = useExplore(query);
    const listens = useMemo(() => (given !== null || query === null ? [] : queryListens(query, new Set(explore.value?.fields.map((field) => field.name)), filters, values)), [given, query, explore.value, filters, values]);
    const heard = filters.filter((filter) => listens.some((each) => each.filter === filter.name));
    /** What the tile will show. */
    const shown = useMemo(() => (query === null ? null : tileQuery(query, listens, values)), [query, listens, values]);

    function takeLink(): void {
        const read = queryOfLink(link);
        if (read === null) return setProblem("This is no link to an explore. Copy the address of a page under Explore.");
        setProblem("");
        setQuery(read);
        setLink("");
    }

    function submit(event: FormEvent): void {
        event.preventDefault();
        if (query === null || query.fields.length === 0) return setProblem("Choose at least one field.");
        onDone(withoutHeard(query, listens), title.trim(), listens);
    }

    return (
        <Dialog title={given === null ? "Add a query" : `Query of ${givenTitle}`} size="full" onClose={onClose}>
            <form className="query-dialog" onSubmit={submit} noValidate>
                <div className="query-dialog-side">
                    {query === null ? (
                        <Finder
                            label="Explores" all={names.value?.map((each) => ({ id: `${each.model}::${each.name}`, title: each.label, detail: each.group }))} problem={names.error?.message ?? ""}
                            none="There are no explores that you may see." onChoose={({ id }) => {
                                const [model = "", explore = ""] = id.split("::");
                                setQuery(readQueryBody({ model, view: explore, fields: [], vis_config: { type: "looker_column" } }));
                            }}
                        />
                    ) : <Fields query={query} onChange={setQuery} onOther={given === null ? () => setQuery(null) : null} />}
                    <label className="field"><span>Or paste the link of an explore, with all that it says</span>
                        <input
                            className="input" value={link} onChange={(event) => setLink(event.target.value)}
                            onKeyDown={(event) => {
                                if (event.key !== "Enter") return;
                                event.preventDefault();
                                takeLink();
                            }}
                        />
                    </label>
                    {link !== "" && <Button onClick={takeLink}>Take this query</Button>}
                    {problem !== "" && <p className="action-objection" role="alert">{problem}</p>}
                </div>
                <div className="query-dialog-main">
                    {query !== null && (
                        <div className="query-dialog-row">
                            <label className="field"><span>Name of the tile</span><input className="input" value={title} onChange={(event) => setTitle(event.target.value)} /></label>
                            <label className="field"><span>Visualisation</span><PictureChoice query={query} onChange={setQuery} /></label>
                        </div>
                    )}
                    {shown === null ? <p className="muted">Choose an explore to begin with.</p>
                        : shown.fields.length === 0 ? <p className="muted">Choose fields; what they give appears here.</p> : <Preview query={shown} />}
                    {heard.length > 0 && <p className="muted">The tile listens to {heard.length === 1 ? "the filter" : "the filters"} {heard.map((each) => each.title).join(", ")} of the dashboard.</p>}
                    {shown !== null && shown.fields.length > 0 && <p className="muted">Filters, calculations and settings of the visualisation are made in <Link href={exploreAddress(shown)} target="_blank">Explore</Link> (a new tab). Paste its link here when it is right.</p>}
                </div>
                <footer className="action-buttons">
                    <Button onClick={onClose}>Cancel</Button>
                    <Button type="submit" look="primary" disabled={query === null || query.fields.length === 0 || (given === null && explore.loading)}>{given === null ? "Add the tile" : "Apply"}</Button>
                </footer>
            </form>
        </Dialog>
    );
}

function useExplore(query: QueryBody | null): Resource<Explore> {
    return useResource(query === null ? undefined : `explore ${query.model} ${query.explore}`, (signal) => fetchExplore(query?.model ?? "", query?.explore ?? "", signal), { freshFor: 300_000 });
}

function Fields({ query, onChange, onOther }: { query: QueryBody; onChange: (query: QueryBody) => void; onOther: (() => void) | null }): JSX.Element {
    const explore = useExplore(query);
    const [term, setTerm] = useState("");
    const words = term.toLowerCase().split(/\s+/).filter((word) => word !== "");
    const fields = (explore.value?.fields ?? []).filter((field) => !field.hidden && (field.category === "dimension" || field.category === "measure"));
    // Those that are chosen stand above, whatever is searched for.
    const shown = [...fields.filter((field) => query.fields.includes(field.name)),
        ...fields.filter((field) => !query.fields.includes(field.name) && words.every((word) => `${field.label} ${field.name}`.toLowerCase().includes(word))).slice(0, 150)];
    function toggle(name: string): void {
        const chosen = query.fields.includes(name) ? query.fields.filter((each) => each !== name) : [...query.fields, name];
        onChange({
            ...query, fields: chosen, pivots: query.pivots.filter((each) => chosen.includes(each)),
            sorts: query.sorts.filter((sort) => chosen.includes(sort.split(" ")[0] ?? "")), fillFields: query.fillFields?.filter((each) => chosen.includes(each)) ?? null,
        });
    }
    return (
        <>
            <p className="query-dialog-explore"><strong>{explore.value?.label ?? query.explore}</strong>{onOther !== null && <button type="button" className="link" onClick={onOther}>Another explore</button>}</p>
            <input className="input" aria-label="Search fields" placeholder="Search fields" data-autofocus="" value={term} onChange={(event) => setTerm(event.target.value)} />
            <ul className="field-checks" aria-label="Fields">
                {shown.map((field) => (
                    <li key={field.name}>
                        <label><input type="checkbox" checked={query.fields.includes(field.name)} onChange={() => toggle(field.name)} /> <span className={field.category === "measure" ? "measure" : ""}>{field.labelShort}</span> <span className="muted">{field.viewLabel}</span></label>
                    </li>
                ))}
            </ul>
            {shown.length === 0 && <p className="values-none" role="status">{explore.error !== null ? explore.error.message : explore.value === undefined ? "Loading fields…" : "No field has these words."}</p>}
        </>
    );
}

function PictureChoice({ query, onChange }: { query: QueryBody; onChange: (query: QueryBody) => void }): JSX.Element {
    const type = String(query.visConfig["type"] ?? "looker_grid");
    const known = PICTURES.some(([name]) => name === type);
    return (
        <select className="input" value={type} onChange={(event) => onChange({ ...query, visConfig: { ...query.visConfig, type: event.target.value } })}>
            {!known && <option value={type}>{type.replace(/^looker_/, "").replace(/_/g, " ")}</option>}
            {PICTURES.map(([name, words]) => <option key={name} value={name}>{words}</option>)}
        </select>
    );
}

function Preview({ query }: { query: QueryBody }): JSX.Element {
    const vis = useMemo(() => readVis(query.visConfig), [query.visConfig]);
    const answer = useAnswer(query);
    return <div className="query-dialog-preview"><AnswerView query={query} answer={answer} vis={vis} label="The tile" view="chart" filters={[]} /></div>;
}

/** What the address of an explore asks; null for other addresses. */
function queryOfLink(link: string): QueryBody | null {
    const found = /\/explore\/([^/?#]+)\/([^/?#]+)\/?(?:\?([^#]*))?/.exec(link.trim());
    if (found === null) return null;
    const [, model = "", explore = "", query = ""] = found;
    const read = readExplorePairs(decodeURIComponent(model), decodeURIComponent(explore), readQuery(query));
    return read.fields.length === 0 ? null : read;
}

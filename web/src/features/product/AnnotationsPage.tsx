import { useContext, useState } from "react";
import { ANNOTATIONS, deleteAnnotation, fetchAnnotations, saveAnnotation } from "../../api/annotations";
import type { Annotation } from "../../api/annotations";
import { ApiError } from "../../api/http";
import { useSession } from "../../api/SessionContext";
import { useResource } from "../../api/useResource";
import { AnnotateContext } from "../../charts/AnnotateContext";
import { happeningsOf, SIGNS, whenHappened } from "../../charts/happenings";
import { Button } from "../../components/Button";
import { ListTable } from "../../components/ListTable";
import type { ListColumn } from "../../components/ListTable";
import { Notice } from "../../components/Notice";
import { Skeleton } from "../../components/Skeleton";
import { tell } from "../../components/tell";
import { navigateQuery, useLocation } from "../../navigation/location";
import { valueOf, withValue } from "../../navigation/query";
import { useTitle } from "../../navigation/useTitle";
import { AnnotationDialog } from "../../results/AnnotationDialog";
import { Problem } from "../../results/Problem";
import { ProductNav } from "./ProductNav";

/** What happened: what charts over time mark. */
export function AnnotationsPage(): JSX.Element {
    useTitle("Annotations");
    const annotate = useContext(AnnotateContext);
    const annotations = useResource(ANNOTATIONS, fetchAnnotations, { freshFor: 10_000 });
    const [changing, setChanging] = useState<Annotation | null>(null);
    const { value, error, reload } = annotations;
    return (
        <>
            <header className="page-head">
                <div className="page-title"><h1>Annotations</h1>{annotate !== null && <div className="page-actions"><Button look="primary" icon="plus" onClick={() => annotate("")}>Add an annotation</Button></div>}</div>
                <p className="page-text">Releases, incidents and notes. Every chart over time marks them; its settings can leave them out.</p>
            </header>
            <ProductNav here="annotations" />
            {value === undefined && error !== null && <Problem error={error} what="list of annotations" onRetry={reload} />}
            {value === undefined && error === null && <div className="panel" role="status" aria-busy="true" aria-label="Annotations are loading"><Skeleton shape="table" /></div>}
            {value !== undefined && (value.all.length === 0
                ? <Notice title="Nothing is noted yet.">{annotate === null ? "Whoever may save content adds releases and incidents here, or at the point of a chart." : "Add a release or an incident here, or press a point of a chart. Programs do it by /api/v1/annotations, or as with Amplitude."}</Notice>
                : <List all={value.all} onChange={setChanging} onChanged={reload} />)}
            {changing !== null && <AnnotationDialog annotation={changing} start="" onClose={() => setChanging(null)} />}
        </>
    );
}

function List({ all, onChange, onChanged }: { all: readonly Annotation[]; onChange: (annotation: Annotation) => void; onChanged: () => void }): JSX.Element {
    const { project: { timezone } } = useSession();
    const { query } = useLocation();
    const words = valueOf(query, "q") ?? "";
    const kind = valueOf(query, "kind") ?? "";
    const shown = all.filter((each) => (kind === "" || each.kind === kind) && `${each.label} ${each.details} ${each.madeBy}`.toLowerCase().includes(words.trim().toLowerCase()));

    async function remove(annotation: Annotation): Promise<void> {
        try {
            await deleteAnnotation(annotation.id);
            onChanged();
            tell(`“${annotation.label}” was removed.`, async () => {
                await saveAnnotation(null, annotation);
                onChanged();
            });
        } catch (error) {
            tell(error instanceof ApiError ? error.message : "It could not be removed. Try again.");
        }
    }

    const columns: ReadonlyArray<ListColumn<Annotation>> = [
        { key: "when", label: "When", by: (each) => each.start, downFirst: true, cell: (each) => <span className="tabular">{whenOf(each, timezone)}</span> },
        { key: "what", label: "What happened", by: (each) => each.label, cell: (each) => <><span className={`happened-sign ${each.kind}`} aria-hidden="true">{SIGNS[each.kind]}</span> {each.label}{each.details !== "" && <span className="muted"> {each.details}</span>}</> },
        { key: "kind", label: "Kind", by: (each) => each.kind, cell: (each) => each.kind },
        { key: "who", label: "Noted by", by: (each) => each.madeBy, cell: (each) => (each.madeBy === "" ? <span className="muted">a program</span> : each.madeBy) },
        {
            key: "do", label: "Actions", cell: (each) => (
                <>
                    {each.mayChange && <button type="button" className="text-button" aria-label={`Change ${each.label}`} onClick={() => onChange(each)}>Change</button>}{" "}
                    {each.mayDelete && <button type="button" className="text-button" aria-label={`Remove ${each.label}`} onClick={() => void remove(each)}>Remove</button>}
                </>
            ),
        },
    ];
    return (
        <>
            <div className="chart-tools">
                <input className="input" type="search" aria-label="Search in annotations" placeholder="Search" value={words} onChange={(event) => navigateQuery(withValue(query, "q", event.target.value === "" ? undefined : event.target.value), "replace")} />
                <select className="input" aria-label="Kind" value={kind} onChange={(event) => navigateQuery(withValue(query, "kind", event.target.value === "" ? undefined : event.target.value))}>
                    <option value="">All kinds</option><option value="release">Releases</option><option value="incident">Incidents</option><option value="note">Notes</option>
                </select>
            </div>
            {shown.length === 0 ? <Notice title="Nothing noted has these words." /> : <ListTable label="Annotations" columns={columns} rows={shown} id={(each) => each.id} sort="-when" />}
        </>
    );
}

function whenOf(annotation: Annotation, timezone: string): string {
    const [happening] = happeningsOf([{ ...annotation, chartID: null }], timezone);
    return happening === undefined ? annotation.start : whenHappened(happening);
}

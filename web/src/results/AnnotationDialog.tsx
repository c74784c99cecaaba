import { useState } from "react";
import { ANNOTATIONS, deleteAnnotation, fetchAnnotations, saveAnnotation } from "../api/annotations";
import type { Annotation, AnnotationKind } from "../api/annotations";
import { cache } from "../api/cache";
import { useSession } from "../api/SessionContext";
import { civilOf } from "../charts/happenings";
import { DayInput } from "../components/DayInput";
import { tell } from "../components/tell";
import { Link } from "../navigation/Link";
import { civilNow } from "../words/periods";
import { FormDialog } from "./FormDialog";

interface Props {
    /** The one to change; null for a new one. */
    readonly annotation: Annotation | null;
    /** `2026-03-01`, `2026-03-01 14:30`, or "" where nothing is proposed. */
    readonly start: string;
    readonly onClose: () => void;
}

const KINDS: ReadonlyArray<readonly [AnnotationKind, string]> = [["release", "Release"], ["incident", "Incident"], ["note", "Note"]];

/** Notes something that happened, for all charts over time, or changes that. */
export function AnnotationDialog({ annotation, start, onClose }: Props): JSX.Element {
    const { project: { timezone } } = useSession();
    const [begun, ended] = annotation === null ? [start === "" ? new Date(civilNow(new Date(), timezone)).toISOString().slice(0, 10) : start, ""] : [local(annotation.start, timezone), annotation.end === null ? "" : local(annotation.end, timezone)];
    const [kind, setKind] = useState<AnnotationKind>(annotation?.kind ?? "release");
    const [label, setLabel] = useState(annotation?.label ?? "");
    const [day, setDay] = useState(begun.slice(0, 10));
    const [clock, setClock] = useState(begun.slice(11, 16));
    const [until, setUntil] = useState(ended.slice(0, 10));
    const [details, setDetails] = useState(annotation?.details ?? "");

    async function save(): Promise<void> {
        // A moment at which it ended stays one where nobody has changed the day.
        const end = until === ended.slice(0, 10) && annotation !== null ? annotation.end : until === "" ? null : until;
        const made = await saveAnnotation(annotation?.id ?? null, { kind, label: label.trim(), details: details.trim(), start: clock === "" ? day : `${day} ${clock}`, ...(end === (annotation?.end ?? null) ? {} : { end }) });
        cache.reload(ANNOTATIONS, fetchAnnotations);
        if (annotation === null) {
            tell(`“${made.label}” is marked on all charts over time.`, async () => {
                await deleteAnnotation(made.id);
                cache.reload(ANNOTATIONS, fetchAnnotations);
            });
        }
        onClose();
    }

    return (
        <FormDialog title={annotation === null ? "Add an annotation" : `Change “${annotation.label}”`} submit={annotation === null ? "Add it" : "Save"} ready={label.trim() !== "" && day !== ""} onSubmit={save} onClose={onClose}>
            <div className="segmented" role="group" aria-label="What it is">
                {KINDS.map(([id, words]) => <button key={id} type="button" aria-pressed={kind === id} onClick={() => setKind(id)}>{words}</button>)}
            </div>
            <label className="field"><span>What happened</span><input className="input" maxLength={200} data-autofocus="" value={label} placeholder="5.2 is out" onChange={(event) => setLabel(event.target.value)} /></label>
            <div className="field-row">
                <label className="field"><span>Day</span><DayInput className="input tabular" value={day} onChange={setDay} /></label>
                <label className="field"><span>Time (if it matters)</span><input className="input tabular" type="time" value={clock} onChange={(event) => setClock(event.target.value)} /></label>
                <label className="field"><span>Until (if it lasted)</span><DayInput className="input tabular" value={until} onChange={setUntil} /></label>
            </div>
            <label className="field"><span>Details</span><textarea className="input" rows={2} maxLength={2000} value={details} onChange={(event) => setDetails(event.target.value)} /></label>
            <p className="muted">Everybody who sees charts sees it. Times are those of {timezone}. <Link href="/product/annotations" onClick={onClose}>All annotations</Link></p>
        </FormDialog>
    );
}

/** `2026-03-01` or `2026-03-01T13:30` of a zone. */
function local(text: string, timezone: string): string {
    if (text.length <= 10) return text;
    const civil = civilOf(text, timezone);
    return civil === undefined ? "" : new Date(civil).toISOString().slice(0, 16);
}

import { requestJSON } from "./http";
import { flag, list, number, object, text, textOrNull } from "./reading";

export type AnnotationKind = "release" | "incident" | "note";

/** Something that happened, which charts over time show. */
export interface Annotation {
    readonly id: string;
    readonly kind: AnnotationKind;
    readonly label: string;
    readonly details: string;
    /** A day of the project's zone, or a moment with a zone. */
    readonly start: string;
    /** null for what was over at once. */
    readonly end: string | null;
    /** The chart of Amplitude's that it belongs to alone; null for all charts. */
    readonly chartID: string | null;
    readonly madeBy: string;
    readonly mayChange: boolean;
    readonly mayDelete: boolean;
}

export interface AnnotationDraft {
    readonly kind: AnnotationKind;
    readonly label: string;
    readonly details: string;
    /** `2026-03-01` or `2026-03-01 14:30`, in the project's zone. */
    readonly start: string;
    /** Absent where it stays what it was. */
    readonly end?: string | null;
}

export interface Annotations {
    /** The newest first. */
    readonly all: readonly Annotation[];
    readonly mayAdd: boolean;
}

/** Under which name pages keep them. */
export const ANNOTATIONS = "annotations";

export async function fetchAnnotations(signal?: AbortSignal): Promise<Annotations> {
    const answer = object(await requestJSON("/api/v1/annotations", signal === undefined ? {} : { signal }));
    return { all: list(answer["annotations"], readAnnotation), mayAdd: flag(answer["can_create"]) };
}

/** @param id null for a new one. */
export async function saveAnnotation(id: string | null, draft: AnnotationDraft): Promise<Annotation> {
    const path = id === null ? "/api/v1/annotations" : `/api/v1/annotations/${encodeURIComponent(id)}`;
    // What is new has no end that could be taken away.
    const { end, ...rest } = draft;
    const body = end === undefined || (id === null && end === null) ? rest : draft;
    return readAnnotation(await requestJSON(path, { method: id === null ? "POST" : "PATCH", body }));
}

export async function deleteAnnotation(id: string): Promise<void> {
    await requestJSON(`/api/v1/annotations/${encodeURIComponent(id)}`, { method: "DELETE" });
}

function readAnnotation(value: unknown): Annotation {
    const said = object(value);
    const kind = text(said["kind"]);
    return {
        id: String(number(said["id"], 0)), kind: kind === "release" || kind === "incident" ? kind : "note", label: text(said["label"]), details: text(said["details"]),
        start: text(said["start"]), end: textOrNull(said["end"]), chartID: textOrNull(said["chart_id"]), madeBy: text(said["made_by"]),
        mayChange: flag(said["can_change"]), mayDelete: flag(said["can_delete"]),
    };
}

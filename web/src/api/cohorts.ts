import { readUnitLink } from "./charts";
import type { UnitLink } from "./charts";
import { requestJSON } from "./http";
import { flag, list, number, numberOrNull, object, text, textOrNull } from "./reading";
import type { JSONObject } from "./reading";

/** A saved set of people or groups. */
export interface Cohort {
    readonly name: string;
    readonly description: string;
    readonly version: number;
    /** Kept in a file of the project, where it is changed. */
    readonly readOnly: boolean;
    readonly file: string;
    /** "person", or a type of groups. */
    readonly countBy: string;
    /** "definition", or a list. */
    readonly kind: string;
    /** Who is in it. */
    readonly words: string;
    readonly author: string;
    /** Who made it; "" for what nobody with an account made. */
    readonly ownerID: string;
    readonly changedAt: string;
    readonly size: number | null;
    readonly computedAt: string | null;
    /** null in lists. */
    readonly definition: JSONObject | null;
    /** Explores, filtered to its members; none in lists. */
    readonly explores: readonly UnitLink[];
}

export interface CohortMember {
    readonly uid: string | null;
    readonly userID: string;
    readonly name: string;
}

export interface CohortVersion {
    readonly version: number;
    readonly words: string;
    readonly note: string;
    readonly author: string;
    readonly changedAt: string;
}

/** Who would be in a cohort that is not saved. */
export interface CohortPreview {
    readonly size: number;
    readonly words: string;
    readonly members: readonly CohortMember[];
}

const BASE = "/api/v1/cohorts";

export async function fetchCohorts(signal: AbortSignal): Promise<Cohort[]> {
    return list(object(await requestJSON(BASE, { signal }))["cohorts"], (item) => readCohort(object(item)));
}

/** Those that were deleted and can be restored. */
export async function fetchDeletedCohorts(signal: AbortSignal): Promise<Cohort[]> {
    return list(object(await requestJSON(`${BASE}?deleted=true`, { signal }))["cohorts"], (item) => readCohort(object(item)));
}

export async function fetchCohort(name: string, signal: AbortSignal): Promise<Cohort> {
    const answer = object(await requestJSON(`${BASE}/${encodeURIComponent(name)}`, { signal }));
    return readCohort(object(answer["cohort"] ?? answer));
}

export async function fetchCohortMembers(name: string, after: string | null, signal: AbortSignal): Promise<{ readonly members: readonly CohortMember[]; readonly next: string | null }> {
    const question = new URLSearchParams({ limit: "100", ...(after === null ? {} : { after }) });
    const answer = object(await requestJSON(`${BASE}/${encodeURIComponent(name)}/members?${question.toString()}`, { signal }));
    return { members: list(answer["members"], readMember), next: textOrNull(answer["next"]) };
}

export async function fetchCohortVersions(name: string, signal: AbortSignal): Promise<CohortVersion[]> {
    const answer = object(await requestJSON(`${BASE}/${encodeURIComponent(name)}/versions`, { signal }));
    return list(answer["versions"], (item) => {
        const version = object(item);
        return {
            version: number(version["version"], 0), words: text(version["words"]), note: text(version["note"]), author: text(object(version["author"])["name"]),
            changedAt: text(version["changed_at"]),
        };
    });
}

export async function previewCohort(definition: JSONObject, signal: AbortSignal): Promise<CohortPreview> {
    const answer = object(await requestJSON(`${BASE}/preview`, { method: "POST", body: { definition, limit: 20 }, signal }));
    return { size: number(answer["size"], 0), words: text(answer["words"]), members: list(answer["members"], readMember) };
}

export async function createCohort(name: string, description: string, definition: JSONObject): Promise<void> {
    await requestJSON(BASE, { method: "POST", body: { name, description, definition } });
}

export async function changeCohort(name: string, change: { readonly description?: string; readonly definition?: JSONObject; readonly note?: string }): Promise<void> {
    await requestJSON(`${BASE}/${encodeURIComponent(name)}`, { method: "PATCH", body: change });
}

export async function deleteCohort(name: string): Promise<void> {
    await requestJSON(`${BASE}/${encodeURIComponent(name)}`, { method: "DELETE" });
}

/** Out of the trash; with a version, that version becomes the newest. */
export async function restoreCohort(name: string, version: number | null): Promise<void> {
    await requestJSON(`${BASE}/${encodeURIComponent(name)}/restore`, { method: "POST", body: version === null ? {} : { version } });
}

function readCohort(cohort: JSONObject): Cohort {
    const members = object(cohort["members"]);
    const definition = cohort["definition"];
    return {
        name: text(cohort["name"]),
        description: text(cohort["description"]),
        version: number(cohort["version"], 1),
        readOnly: flag(cohort["read_only"]),
        file: text(cohort["file"]),
        countBy: text(cohort["count_by"]) || "person",
        kind: text(cohort["kind"]),
        words: text(cohort["words"]),
        author: text(object(cohort["author"])["name"]),
        ownerID: text(object(cohort["owner"])["id"]),
        changedAt: text(cohort["changed_at"]),
        size: numberOrNull(members["size"]),
        computedAt: textOrNull(members["computed_at"]),
        definition: typeof definition === "object" && definition !== null ? object(definition) : null,
        explores: list(cohort["explores"], readUnitLink),
    };
}

function readMember(item: unknown): CohortMember {
    const member = object(item);
    return { uid: textOrNull(member["uid"]), userID: text(member["user_id"]), name: text(member["name"]) };
}

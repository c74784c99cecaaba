import { flag, isObject, list, number, object, text } from "./reading";
import type { JSONObject } from "./reading";

export type SavedKind = "look" | "dashboard";

/** What Looks and dashboards have in common beside their content: whose they are, which state they are in, who may change them. */
export interface SavedState {
    /** Counts the changes; a change says on which one it was made. */
    readonly version: number;
    readonly mayChange: boolean;
    readonly mayCopy: boolean;
    /** It comes from a file, and is changed there. */
    readonly readOnly: boolean;
    /** The model of a LookML dashboard; "" for all others. */
    readonly model: string;
    readonly ownerID: string;
    readonly owner: string;
    /** ISO 8601; "" where nobody has changed it. */
    readonly updatedAt: string;
    readonly updatedBy: string;
    /** ISO 8601, since when it is in the trash; "" for what is not. */
    readonly deletedAt: string;
    readonly tags: readonly string[];
    readonly verified: { readonly by: string; readonly at: string; readonly notes: string } | null;
    readonly deprecated: { readonly successor: string; readonly note: string } | null;
}

export function readSavedState(item: JSONObject): SavedState {
    const can = object(item["can"]);
    const mark = object(item["certification_metadata"]);
    const deprecated = item["deprecated"];
    return {
        version: number(item["version"], 0),
        mayChange: flag(can["update"]),
        mayCopy: flag(can["copy"]),
        readOnly: flag(item["readonly"]),
        model: text(object(item["model"])["id"]),
        ownerID: text(item["user_id"]),
        owner: text(item["user_name"]),
        updatedAt: text(item["updated_at"]),
        updatedBy: text(item["last_updater_name"]),
        deletedAt: flag(item["deleted"]) ? text(item["deleted_at"]) || "unknown" : "",
        tags: list(item["tags"], text),
        verified: text(mark["certification_status"]) === "certified" ? { by: text(mark["user_name"]), at: text(mark["updated_at"]), notes: text(mark["notes"]) } : null,
        deprecated: isObject(deprecated) ? { successor: text(deprecated["successor"]), note: text(deprecated["note"]) } : null,
    };
}

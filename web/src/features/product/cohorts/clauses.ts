import { list, object, text } from "../../../api/reading";
import type { JSONObject } from "../../../api/reading";

/** What a clause is called, and which parts it has. */
export interface ClauseKind {
    readonly id: string;
    readonly label: string;
    readonly parts: ReadonlyArray<"event" | "count" | "days" | "window" | "property" | "then" | "recent" | "cohort">;
    readonly starter: JSONObject;
}

const LAST_MONTH = { last: 30, unit: "day" } as const;

export const CLAUSES: readonly ClauseKind[] = [
    { id: "did", label: "did the event", parts: ["event", "count", "window"], starter: { clause: "did", op: ">=", value: 1, window: LAST_MONTH } },
    { id: "did_not", label: "did not do the event", parts: ["event", "window"], starter: { clause: "did_not", window: LAST_MONTH } },
    { id: "did_in_intervals", label: "did the event on so many days", parts: ["event", "days", "window"], starter: { clause: "did_in_intervals", interval: "day", op: ">=", value: 3, window: LAST_MONTH } },
    { id: "first_time", label: "did the event for the first time", parts: ["event", "window"], starter: { clause: "first_time", window: LAST_MONTH } },
    { id: "sequence", label: "did the event, then another", parts: ["event", "then", "window"], starter: { clause: "sequence", within: { value: 1, unit: "day" }, window: LAST_MONTH } },
    { id: "stopped", label: "stopped doing the event", parts: ["event", "recent", "window"], starter: { clause: "stopped", recent_days: 7, window: LAST_MONTH } },
    { id: "restarted", label: "did the event again after a break", parts: ["event", "recent", "window"], starter: { clause: "restarted", recent_days: 7, window: LAST_MONTH } },
    { id: "new", label: "were new", parts: ["window"], starter: { clause: "new", window: LAST_MONTH } },
    { id: "active", label: "were active", parts: ["window"], starter: { clause: "active", window: LAST_MONTH } },
    { id: "property_now", label: "have a property", parts: ["property"], starter: { clause: "property_now", op: "is" } },
    { id: "property_ever", label: "ever had a property", parts: ["property", "window"], starter: { clause: "property_ever", op: "is" } },
    { id: "in_cohort", label: "are in a cohort", parts: ["cohort"], starter: { clause: "in_cohort" } },
];

/** A definition as groups of which each needs one of its clauses; null for what the form has no place for (lists, Amplitude's form). */
export function readGroups(definition: JSONObject): JSONObject[][] | null {
    if (!Array.isArray(definition["all_of"])) return Object.keys(definition).every((key) => key === "count_by") ? [] : null;
    const groups = list(definition["all_of"], object).map((item) => (Array.isArray(item["any_of"]) && item["not"] !== true ? list(item["any_of"], object) : [item]));
    return groups.every((group) => group.every((clause) => CLAUSES.some((kind) => kind.id === text(clause["clause"])))) ? groups : null;
}

export function writeGroups(groups: ReadonlyArray<readonly JSONObject[]>): JSONObject {
    return { all_of: groups.filter((group) => group.length > 0).map((group) => (group.length === 1 ? group[0] : { any_of: group })) };
}

/** Whether a clause says enough to be worked out. */
export function isWholeClause(clause: JSONObject): boolean {
    const kind = CLAUSES.find((each) => each.id === text(clause["clause"]));
    if (kind === undefined) return true;
    const has = (key: string) => clause[key] !== undefined && clause[key] !== "" && clause[key] !== null;
    return kind.parts.every((part) => {
        switch (part) {
            case "event": return has("event");
            case "then": return has("then");
            case "property": return has("property") && (has("value") || /set$/.test(text(clause["op"])));
            case "cohort": return has("cohort");
            default: return true;
        }
    });
}

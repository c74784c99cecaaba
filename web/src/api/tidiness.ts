import { requestJSON } from "./http";
import { flag, list, number, object, text } from "./reading";
import type { JSONObject } from "./reading";

/** A Look or dashboard as lists of what could be tidied show it. */
export interface ListedContent {
    readonly kind: "look" | "dashboard";
    readonly id: string;
    readonly title: string;
    readonly folderID: string;
    readonly folderName: string;
    readonly owner: string;
    readonly views: number;
    /** ISO 8601; "" for never. */
    readonly lastViewed: string;
    readonly createdAt: string;
    /** Changed in a file of the project, and nowhere else. */
    readonly fromFile: boolean;
}

export interface SimilarContent extends ListedContent {
    /** From 0 to 1. */
    readonly likeness: number;
}

/** What a rule for names says of a title. */
export interface NamingFinding {
    readonly rule: string;
    readonly reason: string;
    readonly suggestion: string;
    readonly content: ListedContent;
    /** The request that mends it; null where nobody can, or not the reader. */
    readonly fix: { readonly url: string; readonly version: number; readonly title: string } | null;
}

/** Something saved that names what the model does not have. */
export interface BrokenContent {
    readonly kind: "look" | "dashboard";
    readonly id: string;
    readonly title: string;
    readonly folderID: string;
    readonly folderName: string;
    /** The tile or filter of a dashboard; "" for all of it. */
    readonly part: string;
    readonly errors: ReadonlyArray<{ readonly message: string; readonly model: string; readonly explore: string; readonly field: string }>;
}

export interface ContentCheck {
    readonly broken: readonly BrokenContent[];
    readonly looks: number;
    readonly tiles: number;
    readonly filters: number;
    readonly seconds: number;
}

const CONTENT = "/api/v1/content";

/** What nobody has looked at for so many days, the longest forgotten first. */
export async function fetchUnused(days: number, signal: AbortSignal): Promise<ListedContent[]> {
    return list(object(await requestJSON(`${CONTENT}/unused?days=${days}`, { signal }))["content"], (item) => readContent(object(item)));
}

/** Groups that ask the same; in each the most used first. */
export async function fetchDuplicates(signal: AbortSignal): Promise<ListedContent[][]> {
    return list(object(await requestJSON(`${CONTENT}/duplicates`, { signal }))["groups"], (group) => list(object(group)["content"], (item) => readContent(object(item))));
}

export async function fetchSimilar(kind: string, id: string, signal: AbortSignal): Promise<SimilarContent[]> {
    const question = new URLSearchParams({ kind, id, limit: "10" });
    return list(object(await requestJSON(`${CONTENT}/similar?${question.toString()}`, { signal }))["content"], (item) => ({ ...readContent(object(item)), likeness: number(object(item)["likeness"], 0) }));
}

export async function fetchNamingFindings(signal: AbortSignal): Promise<NamingFinding[]> {
    return list(object(await requestJSON(`${CONTENT}/lint`, { signal }))["findings"], (item) => {
        const finding = object(item);
        const fix = object(finding["fix"]);
        const url = text(fix["url"]);
        return {
            rule: text(finding["rule"]), reason: text(finding["reason"]), suggestion: text(finding["suggestion"]), content: readContent(object(finding["content"])),
            fix: url.startsWith("/api/4.0/") ? { url, version: number(object(fix["headers"])["If-Match"], 0), title: text(object(fix["body"])["title"]) } : null,
        };
    });
}

/** Sends the request that mends a finding. Refused where somebody has changed the content since. */
export async function mendName(fix: { readonly url: string; readonly version: number; readonly title: string }): Promise<void> {
    await requestJSON(fix.url, { method: "PATCH", version: fix.version, body: { title: fix.title } });
}

/** Looks through everything saved for what the model does not have. */
export async function checkContent(signal: AbortSignal): Promise<ContentCheck> {
    const check = object(await requestJSON("/api/4.0/content_validation", { signal }));
    return {
        broken: list(check["content_with_errors"], (item) => readBroken(object(item))),
        looks: number(check["total_looks_validated"], 0), tiles: number(check["total_dashboard_elements_validated"], 0), filters: number(check["total_dashboard_filters_validated"], 0),
        seconds: number(check["computation_time"], 0),
    };
}

function readContent(item: JSONObject): ListedContent {
    const folder = object(item["folder"]);
    return {
        kind: text(item["kind"]) === "dashboard" ? "dashboard" : "look", id: text(item["id"]), title: text(item["title"]) || "Untitled", folderID: text(folder["id"]), folderName: text(folder["name"]),
        owner: text(item["owner"]), views: number(item["view_count"], 0), lastViewed: text(item["last_viewed_at"]), createdAt: text(item["created_at"]), fromFile: flag(item["from_file"]),
    };
}

function readBroken(item: JSONObject): BrokenContent {
    const look = object(item["look"]);
    const isLook = text(look["id"]) !== "";
    const dashboard = object(item["dashboard"] ?? item["lookml_dashboard"]);
    const tile = object(item["dashboard_element"] ?? item["lookml_dashboard_element"]);
    const filter = object(item["dashboard_filter"]);
    const content = isLook ? look : dashboard;
    const folder = object(content["folder"]);
    return {
        kind: isLook ? "look" : "dashboard", id: text(content["id"]), title: text(content["title"]) || "Untitled", folderID: text(folder["id"]), folderName: text(folder["name"]),
        part: text(tile["title"]) !== "" ? `tile “${text(tile["title"])}”` : text(filter["title"]) !== "" ? `filter “${text(filter["title"])}”` : "",
        errors: list(item["errors"], (each) => {
            const error = object(each);
            return { message: text(error["message"]), model: text(error["model_name"]), explore: text(error["explore_name"]), field: text(error["field_name"]) };
        }),
    };
}

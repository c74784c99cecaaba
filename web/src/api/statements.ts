import { requestJSON } from "./http";
import { flag, list, number, object, text } from "./reading";
import type { JSONObject } from "./reading";

/** A statement that somebody has saved: SQL under a title, in a folder. */
export interface SavedStatement {
    readonly id: string;
    readonly href: string;
    readonly title: string;
    readonly description: string;
    readonly folderID: string;
    readonly folderName: string;
    readonly userID: string;
    readonly userName: string;
    readonly version: number;
    /** ISO 8601. */
    readonly updatedAt: string;
    readonly deleted: boolean;
    readonly favorite: boolean;
    readonly mayEdit: boolean;
}

/** What of it is set on its page rather than said in a form. */
export interface StatementBody {
    readonly connection: string;
    readonly sql: string;
    /** What the parameters begin with. */
    readonly values: Readonly<Record<string, readonly string[]>>;
    /** How the rows are drawn, by the names that the page's address has for it. */
    readonly chart: Readonly<Record<string, string>>;
}

export interface StatementDetail extends SavedStatement, StatementBody {}

export interface StatementWords {
    readonly title: string;
    readonly description: string;
    readonly folderID: string;
}

const BASE = "/api/v1/sql";
const one = (id: string): string => `${BASE}/${encodeURIComponent(id)}`;

/** Those that the reader sees, by title. */
export async function fetchStatements(signal: AbortSignal): Promise<SavedStatement[]> {
    return list(object(await requestJSON(BASE, { signal }))["statements"], (item) => read(object(item)));
}

export async function fetchStatement(id: string, signal: AbortSignal): Promise<StatementDetail> {
    return readDetail(await requestJSON(one(id), { signal }));
}

export async function saveStatement(words: StatementWords, body: StatementBody): Promise<StatementDetail> {
    return readDetail(await requestJSON(BASE, { method: "POST", body: { ...written(words), ...body } }));
}

/** Refused where somebody else has saved it since `version`. */
export async function changeStatement(id: string, version: number, change: { readonly words?: StatementWords; readonly body?: StatementBody }): Promise<StatementDetail> {
    const body = { ...(change.words === undefined ? {} : written(change.words)), ...change.body };
    return readDetail(await requestJSON(one(id), { method: "PATCH", version, body }));
}

export async function trashStatement(id: string): Promise<void> {
    await requestJSON(one(id), { method: "DELETE" });
}

export async function restoreStatement(id: string): Promise<void> {
    await requestJSON(`${one(id)}/restore`, { method: "POST", body: {} });
}

/** Out of the trash, for good. */
export async function deleteStatement(id: string): Promise<void> {
    await requestJSON(`/api/v1/content/trash/statements/${encodeURIComponent(id)}`, { method: "DELETE" });
}

export async function markStatement(id: string, favorite: boolean): Promise<void> {
    await requestJSON(`${one(id)}/favorite`, { method: favorite ? "PUT" : "DELETE" });
}

function written({ title, description, folderID }: StatementWords): JSONObject {
    return { title, description, folder_id: folderID };
}

function read(item: JSONObject): SavedStatement {
    return {
        id: text(item["id"]), href: text(item["url"]), title: text(item["title"]), description: text(item["description"]), folderID: text(item["folder_id"]), folderName: text(item["folder_name"]),
        userID: text(item["user_id"]), userName: text(item["user_name"]), version: number(item["version"], 0), updatedAt: text(item["updated_at"]), deleted: flag(item["deleted"]),
        favorite: flag(item["favorite"]), mayEdit: flag(item["can_edit"]),
    };
}

function readDetail(answer: unknown): StatementDetail {
    const item = object(answer);
    const values = Object.entries(object(item["values"])).map(([name, texts]) => [name, list(texts, text)] as const);
    const chart = Object.entries(object(item["chart"])).map(([name, value]) => [name, text(value)] as const);
    return { ...read(item), connection: text(item["connection"]), sql: text(item["sql"]), values: Object.fromEntries(values), chart: Object.fromEntries(chart) };
}

import { requestJSON, requestLines } from "./http";
import { flag, list, number, object, text, textOrNull } from "./reading";
import type { JSONObject } from "./reading";

/** How the reader's branch stands to what is served. */
export interface Branch {
    readonly name: string;
    readonly productionBranch: string | null;
    /** Commits that production lacks, and that the branch lacks. */
    readonly ahead: number;
    readonly behind: number;
    readonly merging: boolean;
    readonly mayDeploy: boolean;
    /** Files of the served folder that somebody edits there, beside git. */
    readonly editedInProduction: readonly string[];
    readonly changes: readonly FileChange[];
}

export interface FileChange {
    readonly path: string;
    readonly kind: "added" | "changed" | "removed" | "conflict";
    readonly committed: boolean;
}

/** Why there are no branches, or the branch; null before it is begun. */
export type Development = { readonly available: false; readonly message: string } | { readonly available: true; readonly branch: Branch | null };

export interface ProjectFile {
    readonly path: string;
    /** "model", "view", "explore", "dashboard", "manifest", "document", "other" */
    readonly type: string;
}

export interface FileText {
    readonly path: string;
    readonly text: string;
    /** Has to be shown when the file is written: another one is refused. */
    readonly version: string;
}

export interface FileProblem {
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly severity: "error" | "warning";
    readonly code: string;
    readonly message: string;
}

/** A Look or tile whose numbers differ between the branch and what is served, or that works on one of them alone. */
export interface NumberChange {
    readonly outcome: "same" | "numbers" | "broken" | "mended" | "failed";
    readonly title: string;
    readonly dashboard: string | null;
    readonly link: string;
    readonly explore: string;
    readonly message: string;
    readonly changed: number;
    readonly added: number;
    readonly removed: number;
    readonly rowsBefore: number;
    readonly rowsAfter: number;
    readonly keys: readonly string[];
    readonly examples: ReadonlyArray<{ readonly before: JSONObject | null; readonly after: JSONObject | null }>;
}

export async function fetchDevelopment(signal: AbortSignal): Promise<Development> {
    return readDevelopment(await requestJSON("/api/v1/develop", { signal }));
}

export async function beginBranch(): Promise<Development> {
    return readDevelopment(await requestJSON("/api/v1/develop", { method: "POST" }));
}

export async function commitBranch(message: string): Promise<Development> {
    return readDevelopment(await requestJSON("/api/v1/develop/commit", { method: "POST", body: { message } }));
}

export async function changeBranch(how: "update" | "abandon-update" | "deploy"): Promise<Development> {
    return readDevelopment(await requestJSON(`/api/v1/develop/${how}`, { method: "POST" }));
}

/** @param path null gives up the whole branch. */
export async function discardChanges(path: string | null): Promise<Development> {
    return readDevelopment(await requestJSON("/api/v1/develop/discard", { method: "POST", body: path === null ? { all: true } : { path } }));
}

export async function fetchProjectFiles(signal: AbortSignal): Promise<readonly ProjectFile[]> {
    return list(object(await requestJSON("/api/v1/develop/files", { signal }))["files"], (item) => ({ path: text(object(item)["path"]), type: text(object(item)["type"]) }));
}

/** Where what a file says can be looked at, that first which is mostly about it. */
export interface FileExplore {
    readonly model: string;
    readonly name: string;
    readonly label: string;
}

export async function fetchFileExplores(path: string, signal: AbortSignal): Promise<readonly FileExplore[]> {
    return list(object(await requestJSON(`/api/v1/develop/explores?path=${encodeURIComponent(path)}`, { signal }))["explores"], (item) => {
        const explore = object(item);
        return { model: text(explore["model"]), name: text(explore["name"]), label: text(explore["label"]) || text(explore["name"]) };
    });
}

export async function fetchFile(path: string, signal?: AbortSignal): Promise<FileText> {
    const address = `/api/v1/develop/file?path=${encodeURIComponent(path)}`;
    const answer = object(await requestJSON(address, signal === undefined ? {} : { signal }));
    return { path: text(answer["path"]), text: text(answer["text"]), version: text(answer["version"]) };
}

/** @param version null for a file that is new. Returns the new version. */
export async function writeFile(path: string, content: string, version: string | null): Promise<string> {
    const answer = object(await requestJSON("/api/v1/develop/file", { method: "PUT", body: { path, text: content, version } }));
    return text(answer["version"]);
}

export async function removeFile(path: string): Promise<void> {
    await requestJSON(`/api/v1/develop/file?path=${encodeURIComponent(path)}`, { method: "DELETE" });
}

export async function renameFile(path: string, to: string): Promise<void> {
    await requestJSON("/api/v1/develop/rename", { method: "POST", body: { path, to } });
}

export async function fetchFileProblems(signal: AbortSignal): Promise<readonly FileProblem[]> {
    return list(object(await requestJSON("/api/v1/develop/problems", { signal }))["problems"], (item) => {
        const problem = object(item);
        return {
            file: text(problem["file"]), line: number(problem["line"], 1), column: number(problem["column"], 1),
            severity: text(problem["severity"]) === "error" ? "error" : "warning", code: text(problem["code"]), message: text(problem["message"]),
        };
    });
}

export async function fetchDiff(signal: AbortSignal): Promise<string> {
    return text(object(await requestJSON("/api/v1/develop/diff", { signal }))["diff"]);
}

/** What is known while saved numbers are compared. */
export interface Comparison {
    /** Saved queries in all; null until they are counted. */
    readonly queries: number | null;
    /** Of which so many have other SQL and are run. */
    readonly toRun: number;
    readonly sameSQL: number;
    readonly brokenBefore: number;
    readonly found: readonly NumberChange[];
    readonly ended: boolean;
}

export const NOTHING_COMPARED: Comparison = { queries: null, toRun: 0, sameSQL: 0, brokenBefore: 0, found: [], ended: false };

/** Compares all saved numbers; `take` is given what is known so far, again and again. */
export async function compareNumbers(take: (comparison: Comparison) => void, signal: AbortSignal): Promise<void> {
    let known = NOTHING_COMPARED;
    await requestLines("/api/v1/develop/numbers", (line) => {
        known = withLine(known, object(line));
        take(known);
    }, { signal });
}

/** What is known after one more line of the answer. */
export function withLine(known: Comparison, line: JSONObject): Comparison {
    switch (text(line["type"])) {
        case "begin": return { ...known, queries: number(line["queries"], 0), toRun: number(line["to_run"], 0), sameSQL: number(line["same_sql"], 0) };
        case "query": return { ...known, found: [...known.found, readChange(line)] };
        case "end": return { ...known, brokenBefore: number(line["broken_before"], 0), ended: true };
        default: return known;
    }
}

function readChange(line: JSONObject): NumberChange {
    const outcome = text(line["outcome"]);
    return {
        outcome: outcome === "numbers" || outcome === "broken" || outcome === "mended" || outcome === "failed" ? outcome : "same",
        title: text(line["title"]), dashboard: textOrNull(line["dashboard"]), link: text(line["link"]), explore: text(line["explore"]), message: text(line["message"]),
        changed: number(line["changed"], 0), added: number(line["added"], 0), removed: number(line["removed"], 0),
        rowsBefore: number(line["rows_before"], 0), rowsAfter: number(line["rows_after"], number(line["rows"], 0)), keys: list(line["keys"], text),
        examples: list(line["examples"], (item) => ({ before: rowOf(object(item)["before"]), after: rowOf(object(item)["after"]) })),
    };
}

function rowOf(value: unknown): JSONObject | null {
    return value === null || value === undefined ? null : object(value);
}

function readDevelopment(answer: unknown): Development {
    const said = object(answer);
    if (!flag(said["available"])) return { available: false, message: text(said["message"]) };
    if (textOrNull(said["branch"]) === null) return { available: true, branch: null };
    return {
        available: true,
        branch: {
            name: text(said["branch"]), productionBranch: textOrNull(said["production_branch"]), ahead: number(said["ahead"], 0), behind: number(said["behind"], 0),
            merging: flag(said["is_merging"]), mayDeploy: flag(said["can_deploy"]), editedInProduction: list(said["edited_in_production"], text),
            changes: list(said["changes"], (item) => {
                const change = object(item);
                const kind = text(change["kind"]);
                return { path: text(change["path"]), kind: kind === "added" || kind === "removed" || kind === "conflict" ? kind : "changed", committed: flag(change["is_committed"]) };
            }),
        },
    };
}

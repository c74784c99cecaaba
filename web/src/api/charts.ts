import { requestJSON } from "./http";
import { flag, list, number, object, text, textOrNull } from "./reading";
import type { JSONObject } from "./reading";
import { readDataAge } from "./freshness";
import type { DataAge } from "./freshness";

/** A chart of product analytics as the server knows it: `chart` and the keys of its kind. */
export type ChartDefinition = JSONObject;

/** What a chart answered. The numbers of its kind are in `body`. */
export interface ChartAnswer {
    readonly kind: string;
    /** What is counted, in words. */
    readonly definition: string;
    readonly source: string;
    readonly timezone: string;
    /** ISO 8601, the end not included. */
    readonly range: { readonly from: string; readonly to: string };
    readonly asOf: string;
    readonly notes: readonly string[];
    /** Who can contribute, in words; "" where that is not known. */
    readonly coverage: string;
    readonly coverageShare: number | null;
    readonly cohorts: ReadonlyArray<{ readonly name: string; readonly size: number; readonly asOf: string }>;
    /** Statements, for those who may see them. */
    readonly sql: readonly string[];
    readonly data: DataAge;
    readonly body: JSONObject;
}

/** Which number of a chart: the place of its event, segment, bucket and group, as the kind has them. */
export type ChartPoint = JSONObject;

/** One of those behind a number. */
export interface ChartUnit {
    /** The number of a person; null for groups and people of explores. */
    readonly uid: string | null;
    readonly userID: string;
    readonly deviceID: string;
    readonly name: string;
}

export interface ChartUnits {
    /** "users", or the type of the groups: "company" */
    readonly unit: string;
    readonly count: number;
    readonly asOf: string;
    readonly units: readonly ChartUnit[];
    readonly explores: readonly UnitLink[];
}

/** An explore that has the rows of those behind a number. */
export interface UnitLink {
    readonly title: string;
    readonly url: string;
}

export interface SavedChart {
    readonly id: string;
    readonly title: string;
    readonly description: string;
    readonly kind: string;
    readonly folderID: string;
    /** The project's file that keeps it; "" for one that was saved here. */
    readonly file: string;
    /** Who saved it; "" for those of files. */
    readonly userID: string;
    readonly userName: string;
    /** Rises with every change; 0 for those of files. */
    readonly version: number;
}

export interface SavedChartDetail extends SavedChart {
    readonly definition: ChartDefinition;
}

/** What a filter of a dashboard puts on a chart, in Looker's language. */
export interface ChartFilter {
    /** "range", or a property as definitions write it. */
    readonly field: string;
    readonly expression: string;
    readonly kind: "string" | "number" | "date" | "yesno";
}

/** An answer, and the definition that asks so. */
export interface AskedChart {
    readonly answer: ChartAnswer;
    readonly asked: ChartDefinition;
}

/** By this name a filter is put on a chart's range. */
export const CHART_RANGE = "range";

const BASE = "/api/v1";

export async function runChart(definition: ChartDefinition, signal: AbortSignal): Promise<ChartAnswer> {
    return readChartAnswer(await requestJSON(`${BASE}/charts/run`, { method: "POST", body: { definition }, signal }));
}

/** A saved chart of what some filters let through. One that it can't follow is refused, as `filters[N].expression`. */
export async function runSavedChart(id: string, definition: ChartDefinition, filters: readonly ChartFilter[], signal: AbortSignal): Promise<AskedChart> {
    if (filters.length === 0) return { answer: await runChart(definition, signal), asked: definition };
    const asked = filters.map(({ field, expression, kind }) => ({ field, expression, kind }));
    const answer = await requestJSON(`${BASE}/charts/run`, { method: "POST", body: { id, filters: asked }, signal });
    return { answer: readChartAnswer(answer), asked: object(object(answer)["asked"]) };
}

export async function fetchChartUnits(definition: ChartDefinition, point: ChartPoint, limit: number, signal: AbortSignal): Promise<ChartUnits> {
    return readUnits(object(await requestJSON(`${BASE}/charts/run`, { method: "POST", body: { definition, point, limit }, signal })));
}

/** Makes a cohort, a list, of those behind a number. */
export async function saveUnitsAsCohort(definition: ChartDefinition, point: ChartPoint, name: string, description: string): Promise<{ readonly count: number; readonly explores: readonly UnitLink[] }> {
    const cohort = { name, ...(description === "" ? {} : { description }) };
    const answer = object(await requestJSON(`${BASE}/charts/run`, { method: "POST", body: { definition, point, save: { cohort } } }));
    return { count: number(answer["count"], 0), explores: list(answer["explores"], readUnitLink) };
}

export async function fetchSavedCharts(signal: AbortSignal): Promise<SavedChart[]> {
    return list(object(await requestJSON(`${BASE}/charts`, { signal }))["charts"], (item) => readSaved(object(item)));
}

/** Those that were deleted and can be restored. */
export async function fetchDeletedCharts(signal: AbortSignal): Promise<SavedChart[]> {
    return list(object(await requestJSON(`${BASE}/charts?deleted=true`, { signal }))["charts"], (item) => readSaved(object(item)));
}

export async function restoreChart(id: string): Promise<void> {
    await requestJSON(`${BASE}/charts/${encodeURIComponent(id)}/restore`, { method: "POST", body: {} });
}

export async function fetchSavedChart(id: string, signal: AbortSignal): Promise<SavedChartDetail> {
    return readDetail(await requestJSON(`${BASE}/charts/${encodeURIComponent(id)}`, { signal }));
}

/** Saves a chart; gives it as it is saved. */
export async function saveChart(title: string, description: string, definition: ChartDefinition): Promise<SavedChartDetail> {
    return readDetail(await requestJSON(`${BASE}/charts`, { method: "POST", body: { title, description, definition } }));
}

/** Changes a saved chart, unless somebody else has changed it since `version`. */
export async function changeChart(
    id: string, version: number, change: { readonly title?: string; readonly description?: string; readonly definition?: ChartDefinition },
): Promise<SavedChartDetail> {
    return readDetail(await requestJSON(`${BASE}/charts/${encodeURIComponent(id)}`, { method: "PATCH", body: { ...change, version } }));
}

/** Into the trash. */
export async function deleteChart(id: string): Promise<void> {
    await requestJSON(`${BASE}/charts/${encodeURIComponent(id)}`, { method: "DELETE" });
}

function readDetail(value: unknown): SavedChartDetail {
    const chart = object(value);
    return { ...readSaved(chart), definition: object(chart["definition"]) };
}

export function readChartAnswer(value: unknown): ChartAnswer {
    const body = object(object(value)["answer"]);
    const range = object(body["range"]);
    const coverage = object(body["coverage"]);
    // Of none at all, none can contribute: that says nothing.
    const someone = number(coverage["total"], 0) > 0;
    const sql = body["sql"];
    return {
        kind: text(body["chart"]),
        definition: text(body["definition"]),
        source: text(body["source"]),
        timezone: text(body["time_zone"]) || "UTC",
        range: { from: text(range["from"]), to: text(range["to"]) },
        asOf: text(body["as_of"]),
        notes: list(body["notes"], text),
        coverage: flag(coverage["known"]) && someone ? text(coverage["words"]) : "",
        coverageShare: flag(coverage["known"]) && someone ? number(coverage["share"], 0) : null,
        cohorts: list(body["cohorts"], (item) => {
            const cohort = object(item);
            return { name: text(cohort["name"]), size: number(cohort["size"], 0), asOf: text(cohort["as_of"]) };
        }),
        sql: typeof sql === "string" ? [sql] : list(sql, text),
        data: readDataAge(object(value)["data"]),
        body,
    };
}

function readUnits(answer: JSONObject): ChartUnits {
    return {
        unit: text(answer["unit"]) || "users",
        count: number(answer["count"], 0),
        asOf: text(answer["as_of"]),
        units: list(answer["units"], (item) => {
            const unit = object(item);
            return { uid: textOrNull(unit["uid"]), userID: text(unit["user_id"]), deviceID: text(unit["device_id"]), name: text(unit["name"]) };
        }),
        explores: list(answer["explores"], readUnitLink),
    };
}

export function readUnitLink(item: unknown): UnitLink {
    const link = object(item);
    const url = text(link["url"]) || text(link["address"]) || text(link["path"]);
    return { title: text(link["title"]) || text(link["label"]) || text(link["explore"]), url };
}

function readSaved(chart: JSONObject): SavedChart {
    const id = text(chart["id"]);
    return {
        id,
        title: text(chart["title"]) || `Chart ${id}`,
        description: text(chart["description"]),
        kind: text(chart["kind"]) || text(object(chart["definition"])["chart"]),
        folderID: text(chart["folder_id"]),
        file: text(chart["file"]),
        userID: text(chart["user_id"]),
        userName: text(chart["user_name"]),
        version: number(chart["version"], 0),
    };
}

import { readTile } from "./alertNotices";
import type { AlertTile } from "./alertNotices";
import { requestJSON } from "./http";
import { flag, list, number, object, text, textOrNull } from "./reading";
import type { JSONObject } from "./reading";

/** How a number compares with the threshold, in the words of Looker's API. */
export type Comparison =
    | "GREATER_THAN" | "GREATER_THAN_OR_EQUAL_TO" | "LESS_THAN" | "LESS_THAN_OR_EQUAL_TO" | "EQUAL_TO" | "INCREASES_BY" | "DECREASES_BY" | "CHANGES_BY";

/** What the last look has seen. */
export interface AlertLook {
    /** "" before the first one. */
    readonly at: string;
    readonly met: boolean;
    /** The number as the tile shows it; "" where there was none. */
    readonly shown: string;
    /** Of a tile over time, the period that was looked at: `2026-11-27`. */
    readonly period: string;
    /** Why there was nothing to compare. */
    readonly note: string;
    /** Why it did not work out. */
    readonly failure: string;
    /** Whether somebody has to do something about that. */
    readonly refused: boolean;
}

export interface Alert {
    readonly id: string;
    readonly title: string;
    /** "Revenue is below 100" */
    readonly condition: string;
    readonly cron: string;
    readonly on: boolean;
    readonly open: boolean;
    readonly own: boolean;
    readonly ownerName: string;
    readonly followed: boolean;
    readonly mayFollow: boolean;
    readonly mayChange: boolean;
    /** null where the tile is gone, or the reader may not see it. */
    readonly tile: AlertTile | null;
    /** The row that it is about; "" for the first one. */
    readonly row: string;
    /** null where the reader may not know. */
    readonly look: AlertLook | null;
}

export interface Alerts {
    readonly all: readonly Alert[];
    readonly mayCreate: boolean;
    readonly maySeeAll: boolean;
}

/** One column of a row, and the value by which it is chosen. */
export interface RowFilter {
    readonly field_name: string;
    readonly field_value: string | null;
}

export interface AppliedFilter {
    readonly filter_title: string;
    readonly field_name: string;
    readonly filter_value: string;
}

/** An alert as it is written. */
export interface AlertDraft {
    readonly elementID: string;
    readonly filters: readonly AppliedFilter[];
    readonly field: string;
    readonly fieldTitle: string;
    readonly row: readonly RowFilter[];
    readonly comparison: Comparison;
    readonly threshold: number;
    readonly cron: string;
    readonly title: string;
    readonly open: boolean;
}

/** What a tile offers to alerts, and what a condition would see now. */
export interface AlertPreview {
    readonly columns: ReadonlyArray<{ readonly name: string; readonly label: string; readonly dimension: boolean }>;
    readonly rows: ReadonlyArray<{ readonly label: string; readonly filter: readonly RowFilter[] }>;
    readonly overTime: boolean;
    /** null where the draft has no condition yet. */
    readonly reading: { readonly shown: string; readonly period: string; readonly met: boolean; readonly note: string } | null;
    /** Why the tile can't be asked. */
    readonly trouble: string;
}

/** Under which names pages keep them. */
export const ALERTS = "alerts";
export const ALL_ALERTS = "alerts of everybody";
export const tileAlertsKey = (element: string): string => `alerts of tile ${element}`;

export async function fetchAlerts(signal?: AbortSignal): Promise<Alerts> {
    return readAlerts(await requestJSON("/api/v1/alerts", signal === undefined ? {} : { signal }));
}

export async function fetchAllAlerts(signal?: AbortSignal): Promise<Alerts> {
    return readAlerts(await requestJSON("/api/v1/alerts?all=true", signal === undefined ? {} : { signal }));
}

/** One's own alerts on a tile, and those of others that one may follow. */
export async function fetchTileAlerts(element: string, signal?: AbortSignal): Promise<Alerts> {
    return readAlerts(await requestJSON(`/api/v1/alerts?element_id=${encodeURIComponent(element)}`, signal === undefined ? {} : { signal }));
}

/** @param draft Without a comparison it asks for the columns only. */
export async function previewAlert(draft: Partial<AlertDraft>, signal?: AbortSignal): Promise<AlertPreview> {
    const answer = object(await requestJSON("/api/v1/alerts/preview", { method: "POST", body: { alert: bodyOf(draft) }, ...(signal === undefined ? {} : { signal }) }));
    const reading = answer["reading"];
    return {
        columns: list(answer["columns"], (each) => ({ name: text(object(each)["name"]), label: text(object(each)["label"]), dimension: flag(object(each)["is_dimension"]) })),
        rows: list(answer["rows"], (each) => ({ label: text(object(each)["label"]), filter: list(object(each)["filter"], readRowFilter) })),
        overTime: flag(answer["is_over_time"]),
        reading: reading === null || reading === undefined ? null : {
            shown: text(object(reading)["shown"]), period: text(object(reading)["period"]), met: flag(object(reading)["is_met"]), note: text(object(reading)["note"]),
        },
        trouble: text(answer["trouble"]),
    };
}

/** An alert as Looker's API has it, with all that our forms don't show. */
export async function fetchAlertBody(id: string, signal?: AbortSignal): Promise<JSONObject> {
    return object(await requestJSON(pathOf(id), signal === undefined ? {} : { signal }));
}

export function draftOf(body: JSONObject): AlertDraft {
    const field = object(body["field"]);
    return {
        elementID: text(body["dashboard_element_id"]),
        filters: list(body["applied_dashboard_filters"], (each) => ({
            filter_title: text(object(each)["filter_title"]), field_name: text(object(each)["field_name"]), filter_value: text(object(each)["filter_value"]),
        })),
        field: text(field["name"]), fieldTitle: text(field["title"]), row: list(field["filter"], readRowFilter),
        comparison: text(body["comparison_type"]) as Comparison, threshold: number(body["threshold"], 0), cron: text(body["cron"]),
        title: text(body["custom_title"]), open: flag(body["is_public"]),
    };
}

/** @param email Looker's API asks whom to write to; nothing is mailed yet. */
export async function createAlert(draft: AlertDraft, email: string): Promise<void> {
    await requestJSON("/api/4.0/alerts", { method: "POST", body: { ...bodyOf(draft), owner_id: "", destinations: [{ destination_type: "EMAIL", email_address: email }] } });
}

/** @param body As it is now: what the draft doesn't know stays. */
export async function replaceAlert(id: string, body: JSONObject, draft: AlertDraft): Promise<void> {
    await requestJSON(pathOf(id), { method: "PUT", body: { ...body, ...bodyOf(draft) } });
}

/** Makes an alert again that was deleted. */
export async function restoreAlert(body: JSONObject): Promise<void> {
    await requestJSON("/api/4.0/alerts", { method: "POST", body });
}

export async function turnAlert(id: string, on: boolean): Promise<void> {
    await requestJSON(pathOf(id), { method: "PATCH", body: { is_disabled: !on } });
}

export async function deleteAlert(id: string): Promise<void> {
    await requestJSON(pathOf(id), { method: "DELETE" });
}

export async function followAlert(id: string, follow: boolean): Promise<void> {
    await requestJSON(`${pathOf(id)}/follow`, { method: follow ? "POST" : "DELETE" });
}

/** Looks now, and says what was seen. */
export async function lookAtAlert(id: string): Promise<Alert> {
    return readAlert(await requestJSON(`/api/v1/alerts/${encodeURIComponent(id)}/look`, { method: "POST" }));
}

function pathOf(id: string): string {
    return `/api/4.0/alerts/${encodeURIComponent(id)}`;
}

function bodyOf(draft: Partial<AlertDraft>): JSONObject {
    return {
        dashboard_element_id: draft.elementID, applied_dashboard_filters: draft.filters ?? [],
        ...(draft.field === undefined ? {} : { field: { name: draft.field, title: draft.fieldTitle ?? draft.field, filter: draft.row ?? [] } }),
        ...(draft.comparison === undefined ? {} : { comparison_type: draft.comparison }),
        ...(draft.threshold === undefined ? {} : { threshold: draft.threshold }),
        ...(draft.cron === undefined ? {} : { cron: draft.cron }),
        ...(draft.title === undefined ? {} : { custom_title: draft.title === "" ? null : draft.title }),
        ...(draft.open === undefined ? {} : { is_public: draft.open }),
    };
}

function readAlerts(value: unknown): Alerts {
    const answer = object(value);
    return { all: list(answer["alerts"], readAlert), mayCreate: flag(answer["can_create"]), maySeeAll: flag(answer["can_see_all"]) };
}

function readAlert(value: unknown): Alert {
    const alert = object(value);
    return {
        id: text(alert["id"]), title: text(alert["title"]), condition: text(alert["condition"]), cron: text(alert["cron"]), on: flag(alert["is_on"]),
        open: flag(alert["is_public"]), own: flag(alert["is_owner"]), ownerName: text(alert["owner_name"]), followed: flag(alert["followed"]),
        mayFollow: flag(alert["can_follow"]), mayChange: flag(alert["can_change"]), tile: readTile(alert["tile"]), row: text(alert["row"]),
        look: alert["look"] === null || alert["look"] === undefined ? null : readLook(object(alert["look"])),
    };
}

function readLook(look: JSONObject): AlertLook {
    return {
        at: text(look["looked_at"]), met: flag(look["is_met"]), shown: text(look["shown"]), period: text(look["period"]), note: text(look["note"]),
        failure: text(look["failure"]), refused: flag(look["is_refused"]),
    };
}

function readRowFilter(value: unknown): RowFilter {
    return { field_name: text(object(value)["field_name"]), field_value: textOrNull(object(value)["field_value"]) };
}

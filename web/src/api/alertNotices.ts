import { requestJSON } from "./http";
import { flag, list, number, numberOrNull, object, text } from "./reading";

/** Where the tile of an alert is. */
export interface AlertTile {
    readonly title: string;
    readonly dashboardID: string;
    readonly dashboardTitle: string;
    readonly elementID: string;
}

/** What one was told. */
export interface AlertNotice {
    readonly id: string;
    readonly kind: "met" | "failing";
    readonly title: string;
    readonly condition: string;
    readonly shown: string;
    readonly period: string;
    readonly failure: string;
    readonly tile: AlertTile | null;
    readonly at: string;
    readonly read: boolean;
}

export interface AlertNotices {
    /** The newest first. */
    readonly all: readonly AlertNotice[];
    readonly unread: number;
}

/** Under which name pages keep them. */
export const NOTICES = "alert notices";

export async function fetchNotices(signal?: AbortSignal): Promise<AlertNotices> {
    const answer = object(await requestJSON("/api/v1/alert-notifications", signal === undefined ? {} : { signal }));
    return { all: list(answer["notifications"], readNotice), unread: number(answer["unread"], 0) };
}

/** @param ids null for all. */
export async function readNotices(ids: readonly string[] | null): Promise<void> {
    await requestJSON("/api/v1/alert-notifications/read", { method: "POST", body: ids === null ? {} : { ids } });
}

export function readTile(value: unknown): AlertTile | null {
    if (value === null || value === undefined) return null;
    const tile = object(value);
    return { title: text(tile["title"]), dashboardID: text(tile["dashboard_id"]), dashboardTitle: text(tile["dashboard_title"]), elementID: text(tile["element_id"]) };
}

function readNotice(value: unknown): AlertNotice {
    const notice = object(value);
    return {
        id: text(notice["id"]), kind: notice["kind"] === "failing" ? "failing" : "met", title: text(notice["title"]), condition: text(notice["condition"]),
        shown: text(notice["shown"]) || (numberOrNull(notice["value"])?.toString() ?? ""), period: text(notice["period"]), failure: text(notice["failure"]),
        tile: readTile(notice["tile"]), at: text(notice["looked_at"]), read: flag(notice["is_read"]),
    };
}

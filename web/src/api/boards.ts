import { requestJSON } from "./http";
import { flag, list, number, object, text } from "./reading";
import type { JSONObject } from "./reading";

/** Sections of Looks, dashboards and links that belong together. Everybody sees boards, and on them what they see anyway. */
export interface Board {
    readonly id: string;
    readonly title: string;
    readonly description: string;
    readonly ownerID: string;
    readonly updatedAt: string;
    readonly metadataID: string;
    /** The reader's mark as a favourite; "" for none. */
    readonly favoriteID: string;
    readonly mayChange: boolean;
    readonly sections: readonly BoardSection[];
}

export interface BoardSection {
    readonly id: string;
    readonly title: string;
    readonly description: string;
    /** The ids of all items in order, those that the reader doesn't see as well. */
    readonly order: readonly string[];
    readonly items: readonly BoardItem[];
}

export interface BoardItem {
    readonly id: string;
    readonly kind: "look" | "dashboard" | "link";
    /** Of the Look or dashboard; "" for a link. */
    readonly contentID: string;
    readonly title: string;
    readonly description: string;
    /** A path of this site, or an address of another; "" where it is none. */
    readonly href: string;
    /** The folder's name. */
    readonly location: string;
    readonly views: number;
    readonly metadataID: string;
    readonly favoriteID: string;
}

/** What a board may hold. */
export type BoardContent = { readonly kind: "look" | "dashboard"; readonly id: string } | { readonly kind: "link"; readonly url: string; readonly title: string; readonly description: string };

const BASE = "/api/4.0";

export async function fetchBoards(signal: AbortSignal): Promise<Board[]> {
    return list(await requestJSON(`${BASE}/boards`, { signal }), (item) => readBoard(object(item)));
}

export async function fetchBoard(id: string, signal: AbortSignal): Promise<Board> {
    return readBoard(object(await requestJSON(`${BASE}/boards/${encodeURIComponent(id)}`, { signal })));
}

export function readBoard(board: JSONObject): Board {
    return {
        id: text(board["id"]), title: text(board["title"]), description: text(board["description"]), ownerID: text(board["user_id"]), updatedAt: text(board["updated_at"]),
        metadataID: text(board["content_metadata_id"]), favoriteID: text(board["content_favorite_id"]), mayChange: flag(object(board["can"])["update"]),
        sections: list(board["board_sections"], object).filter((section) => text(section["deleted_at"]) === "").map(readSection),
    };
}

export function readSection(section: JSONObject): BoardSection {
    return {
        id: text(section["id"]), title: text(section["title"]), description: text(section["description"]), order: list(section["item_order"], text),
        items: list(section["board_items"], (item) => readItem(object(item))),
    };
}

function readItem(item: JSONObject): BoardItem {
    const [look, dashboard] = [text(item["look_id"]), text(item["dashboard_id"]) || text(item["lookml_dashboard_id"])];
    const kind = look !== "" ? "look" : dashboard !== "" ? "dashboard" : "link";
    const url = text(item["url"]);
    const contentID = look || dashboard;
    return {
        id: text(item["id"]), kind, contentID, title: text(item["title"]) || url || "Untitled", description: text(item["description"]), location: text(item["location"]), views: number(item["view_count"], 0),
        // Nothing but pages of the web: whoever writes a link must not have scripts run.
        href: kind !== "link" ? `/${kind}s/${encodeURIComponent(contentID).replace(/%3A/g, ":")}` : /^(?:https?:\/\/|\/(?!\/))/.test(url) ? url : "",
        metadataID: text(item["content_metadata_id"]), favoriteID: text(item["content_favorite_id"]),
    };
}

import type { AlertNotice, AlertTile } from "../../api/alertNotices";
import { dashboardAddress } from "../../navigation/addresses";

/** Where a tile stands open over its dashboard; "" where it has none. */
export function tileAddress(tile: AlertTile | null): string {
    if (tile === null || tile.dashboardID === "") return "";
    return tile.elementID === "" ? dashboardAddress(tile.dashboardID) : `${dashboardAddress(tile.dashboardID)}#tile-${encodeURIComponent(tile.elementID)}`;
}

/** "Revenue is below 100: it is 80 (2026-11-27)."; the condition is left out where it is the title. */
export function noticeWords(notice: AlertNotice): string {
    if (notice.kind === "failing") return `It could not be looked at three times in a row. ${notice.failure}`;
    const period = notice.period === "" ? "" : ` (${notice.period})`;
    return notice.title === notice.condition ? `It is ${notice.shown}${period}.` : `${notice.condition}: it is ${notice.shown}${period}.`;
}

import { fetchNotices, NOTICES, readNotices } from "../../api/alertNotices";
import type { AlertNotice } from "../../api/alertNotices";
import { cache } from "../../api/cache";
import { ApiError } from "../../api/http";
import { Link } from "../../navigation/Link";
import { tell } from "../../components/tell";
import { ago } from "../../words/ago";
import { noticeWords, tileAddress } from "./noticeWords";

/** What one was told, the newest first. Its title leads to the tile, and reading it marks it as read. */
export function NoticeList({ notices, onLeave }: { notices: readonly AlertNotice[]; onLeave?: () => void }): JSX.Element {
    return (
        <ul className="notice-list">
            {notices.map((notice) => {
                const href = tileAddress(notice.tile);
                const leave = () => {
                    if (!notice.read) void markRead([notice.id]);
                    onLeave?.();
                };
                return (
                    <li key={notice.id} className={notice.read ? "read" : "unread"}>
                        <p className="notice-line">
                            {!notice.read && <span className="unread-dot" aria-hidden="true" />}
                            {href === "" ? <strong>{notice.title}</strong> : <Link href={href} onClick={leave}>{notice.title}</Link>}
                            {!notice.read && <span className="aside"> (not read yet)</span>}
                        </p>
                        <p>{noticeWords(notice)}</p>
                        <p className="muted">
                            {notice.tile === null ? "" : `${notice.tile.title}${notice.tile.dashboardTitle === "" ? "" : `, ${notice.tile.dashboardTitle}`}, `}{ago(notice.at, Date.now())}{" "}
                            {!notice.read && <button type="button" className="text-button" aria-label={`Mark ${notice.title} as read`} onClick={() => void markRead([notice.id])}>Mark as read</button>}
                        </p>
                    </li>
                );
            })}
        </ul>
    );
}

/** @param ids null for all. */
export async function markRead(ids: readonly string[] | null): Promise<void> {
    try {
        await readNotices(ids);
        cache.reload(NOTICES, fetchNotices);
    } catch (error) {
        tell(error instanceof ApiError ? error.message : "That did not work. Try again.");
    }
}

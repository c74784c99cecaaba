import { useCallback, useEffect, useRef, useState } from "react";
import { fetchNotices, NOTICES } from "../../api/alertNotices";
import { cache } from "../../api/cache";
import { useResource } from "../../api/useResource";
import { Button } from "../../components/Button";
import { Popover } from "../../components/Popover";
import { Link } from "../../navigation/Link";
import { markRead, NoticeList } from "./NoticeList";

/** No more often than this does it ask, and not at all while nobody sees the page. */
const INTERVAL = 60_000;
const SHOWN = 8;

/** How many notifications wait to be read, and the newest of them. */
export function AlertBell(): JSX.Element {
    const [open, setOpen] = useState(false);
    const container = useRef<HTMLSpanElement>(null);
    const button = useRef<HTMLButtonElement>(null);
    const close = useCallback(() => setOpen(false), []);
    const notices = useResource(NOTICES, fetchNotices, { freshFor: INTERVAL });
    useEffect(() => {
        const ask = () => {
            if (!document.hidden) cache.want(NOTICES, fetchNotices, INTERVAL);
        };
        const timer = setInterval(ask, INTERVAL);
        document.addEventListener("visibilitychange", ask);
        return () => {
            clearInterval(timer);
            document.removeEventListener("visibilitychange", ask);
        };
    }, []);
    const unread = notices.value?.unread ?? 0;
    const label = unread === 0 ? "Alerts" : `Alerts, ${unread} not read`;
    return (
        <span className="alert-bell" ref={container}>
            <Button ref={button} look="quiet" icon="bell" iconOnly aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(!open)}>{label}</Button>
            {unread > 0 && <span className="bell-count" aria-hidden="true">{unread > 99 ? "99+" : unread}</span>}
            {open && (
                <Popover label="What alerts have told you" container={container} anchor={button} onClose={close}>
                    {notices.value === undefined && <p className="muted" role="status">{notices.error === null ? "Loading…" : notices.error.message}</p>}
                    {notices.value !== undefined && (notices.value.all.length === 0
                        ? <p>No alert has told you anything yet. Make one from the menu of a tile on a dashboard.</p>
                        : <NoticeList notices={notices.value.all.slice(0, SHOWN)} onLeave={close} />)}
                    <p className="bell-foot">
                        <Link href="/alerts" onClick={close}>All alerts</Link>
                        {unread > 0 && <Button look="quiet" onClick={() => void markRead(null)}>Mark all as read</Button>}
                    </p>
                </Popover>
            )}
        </span>
    );
}

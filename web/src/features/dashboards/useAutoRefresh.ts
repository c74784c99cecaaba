import { useEffect, useRef } from "react";

/** Calls `refresh` every so many seconds while the page is in sight; 0 never. A page that comes back into sight late asks at once. */
export function useAutoRefresh(seconds: number, refresh: () => void): void {
    const latest = useRef(refresh);
    latest.current = refresh;
    useEffect(() => {
        if (seconds <= 0) return undefined;
        // Asking more often than this only keeps the warehouse busy.
        const every = Math.max(10, seconds) * 1000;
        let last = Date.now();
        const look = () => {
            if (document.hidden || Date.now() - last < every) return;
            last = Date.now();
            latest.current();
        };
        const timer = setInterval(look, Math.min(every, 30_000));
        document.addEventListener("visibilitychange", look);
        return () => {
            clearInterval(timer);
            document.removeEventListener("visibilitychange", look);
        };
    }, [seconds]);
}

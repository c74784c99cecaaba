const UNITS: ReadonlyArray<readonly [number, string]> = [[86_400, "day"], [3600, "hour"], [60, "minute"]];

/** How long ago an instant was: "just now", "5 minutes ago", "2 days ago"; "in 3 hours" for what is to come. `iso` as it is where it is no instant. */
export function ago(iso: string, now: number): string {
    const at = new Date(iso).getTime();
    if (Number.isNaN(at)) return iso;
    const seconds = (now - at) / 1000;
    for (const [size, unit] of UNITS) {
        const count = Math.floor(Math.abs(seconds) / size);
        if (count === 0) continue;
        const words = `${count} ${unit}${count === 1 ? "" : "s"}`;
        return seconds < 0 ? `in ${words}` : `${words} ago`;
    }
    return seconds < 0 ? "in a moment" : "just now";
}

/** "40 ms", "3.2 s", "2 min 5 s", "1 h 10 min" */
export function duration(seconds: number): string {
    if (seconds < 0.9995) return `${Math.max(0, Math.round(seconds * 1000))} ms`;
    if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
    const whole = Math.round(seconds);
    if (whole < 60) return `${whole} s`;
    if (whole < 3600) return `${Math.floor(whole / 60)} min${whole % 60 === 0 ? "" : ` ${whole % 60} s`}`;
    const minutes = Math.round(whole / 60);
    return `${Math.floor(minutes / 60)} h${minutes % 60 === 0 ? "" : ` ${minutes % 60} min`}`;
}

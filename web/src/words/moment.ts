/** A moment as people say it in a zone: "27 Nov 2026 14:05". "" for what is no time. */
export function moment(iso: string, timezone: string): string {
    const at = new Date(iso);
    if (iso === "" || Number.isNaN(at.getTime())) return "";
    return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZone: timezone }).format(at).replace(",", "");
}

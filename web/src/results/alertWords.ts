import type { AlertPreview } from "../api/alerts";

/**
 * What a number is at this moment, and whether a condition would be met: "Now it is 1,234. The condition would be met."
 *
 * @param decided Whether the condition is complete.
 */
export function nowWords(preview: AlertPreview | undefined, overTime: boolean, decided: boolean): string {
    if (preview === undefined) return "";
    if (preview.trouble !== "") return preview.trouble;
    const { reading } = preview;
    if (reading === null) return "";
    const when = reading.period === "" ? "Now it is" : `In the newest period that is over (${reading.period}) it is`;
    const verdict = decided && reading.note === "" ? (reading.met ? "The condition would be met." : "The condition would not be met.") : "";
    const value = reading.shown === "" ? "" : `${when} ${reading.shown}.`;
    const later = reading.note !== "" && overTime && reading.shown === "" ? " The alert waits for it." : "";
    return [value, verdict, reading.note === "" ? "" : reading.note + later].filter((part) => part !== "").join(" ");
}

import type { HeldEntry, HoldReason, QuarantineSummary } from "../../../api/quarantine";
import { counted } from "../../../words/numbers";

export const REASON_WORDS: Readonly<Record<HoldReason, string>> = {
    blocked: "Blocked type", invalid: "Invalid event", unreadable: "Unreadable body", damaged: "Damaged on disk", unknown_format: "Unknown format",
};

/** What releasing does with things of a reason. */
export const RELEASE_HINTS: Readonly<Record<HoldReason, string>> = {
    blocked: "It is loaded as of when it came, though its type stays blocked.",
    invalid: "It is read again by the rules of today; what still breaks them comes back.",
    unreadable: "It is read again; what still can't be read comes back.",
    damaged: "It is loaded as it is on disk, which is not as it came.",
    unknown_format: "It is read again; until a version reads its format it comes back.",
};

const UNITS = ["bytes", "kB", "MB", "GB", "TB"] as const;

/** "312 bytes", "1.4 MB" */
export function sizeInWords(bytes: number): string {
    let [size, unit] = [bytes, 0];
    while (size >= 999.5 && unit < UNITS.length - 1) [size, unit] = [size / 1000, unit + 1];
    return `${size.toLocaleString("en-US", { maximumFractionDigits: unit === 0 || size >= 100 ? 0 : 1 })} ${UNITS[unit] ?? ""}`;
}

/** Whom an entry is about. */
export function whoOf(entry: HeldEntry): string {
    return entry.userID !== "" ? entry.userID : entry.deviceID !== "" ? `device ${entry.deviceID}` : "";
}

/** JSON over several lines; as it came where it is none, or would not be the same after it was read: long numbers. */
export function laidOut(item: string): string {
    try {
        const read: unknown = JSON.parse(item);
        return JSON.stringify(read) === item ? JSON.stringify(read, null, 2) : item;
    } catch {
        return item;
    }
}

/** "1,204 held, 3.2 MB" */
export function summaryInWords(summary: QuarantineSummary): string {
    return summary.held === 0 ? "Nothing is held" : `${counted(summary.held, "item")} held, ${sizeInWords(summary.bytes)}`;
}

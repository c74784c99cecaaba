/** How often something happens, as a form can say it. */
export type Often = "quarter" | "hour" | "day" | "weekdays" | "week" | "month" | "other";

export interface Rhythm {
    readonly often: Often;
    /** `09:00`; for what comes each day or more rarely. */
    readonly time: string;
    /** Sunday is 0; for what comes each week. */
    readonly weekday: number;
}

export const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;

/** The five fields of cron for a rhythm; `other` is what stands there already. */
export function cronOf({ often, time, weekday }: Rhythm, other: string): string {
    const [hour = "9", minute = "0"] = time.split(":").map((part) => String(Number(part)));
    switch (often) {
        case "quarter": return "*/15 * * * *";
        case "hour": return "0 * * * *";
        case "day": return `${minute} ${hour} * * *`;
        case "weekdays": return `${minute} ${hour} * * 1-5`;
        case "week": return `${minute} ${hour} * * ${weekday}`;
        case "month": return `${minute} ${hour} 1 * *`;
        case "other": return other;
    }
}

/** What a form shows for a cron; "other" for one that it has no words for. */
export function rhythmOf(cron: string): Rhythm {
    const usual = { time: "09:00", weekday: 1 };
    const fields = cron.trim().split(/\s+/);
    const [minute = "", hour = "", day = "", month = "", weekday = ""] = fields;
    if (fields.length === 5 && month === "*") {
        const rest = `${day} ${weekday}`;
        if (minute === "*/15" && hour === "*" && rest === "* *") return { often: "quarter", ...usual };
        if (minute === "0" && hour === "*" && rest === "* *") return { often: "hour", ...usual };
        if (isNumber(minute, 59) && isNumber(hour, 23)) {
            const time = `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
            if (rest === "* *") return { often: "day", time, weekday: 1 };
            if (rest === "* 1-5") return { often: "weekdays", time, weekday: 1 };
            if (day === "*" && isNumber(weekday, 7)) return { often: "week", time, weekday: Number(weekday) % 7 };
            if (rest === "1 *") return { often: "month", time, weekday: 1 };
        }
    }
    return { often: "other", ...usual };
}

/** "every day at 09:00" */
export function cronWords(cron: string): string {
    const { often, time, weekday } = rhythmOf(cron);
    switch (often) {
        case "quarter": return "every 15 minutes";
        case "hour": return "every hour";
        case "day": return `every day at ${time}`;
        case "weekdays": return `Monday to Friday at ${time}`;
        case "week": return `every ${WEEKDAYS[weekday] ?? "week"} at ${time}`;
        case "month": return `on the first of each month at ${time}`;
        case "other": return `at the times of ${cron}`;
    }
}

function isNumber(text: string, most: number): boolean {
    return /^\d{1,2}$/.test(text) && Number(text) <= most;
}

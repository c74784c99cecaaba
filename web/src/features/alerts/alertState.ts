import type { Alert } from "../../api/alerts";

export interface AlertStanding {
    readonly word: string;
    /** The colour of its sign. */
    readonly tone: "good" | "warn" | "plain";
    /** More of it, in a sentence; "" where the word says all. */
    readonly detail: string;
}

/** How an alert stands, in a word. */
export function standing(alert: Alert): AlertStanding {
    const { look } = alert;
    if (!alert.on) return { word: "Off", tone: "plain", detail: "" };
    if (look === null) return { word: "Not shown", tone: "plain", detail: "You may no longer see its tile." };
    if (look.failure !== "") return { word: look.refused ? "Not looked at" : "Failed", tone: "warn", detail: look.failure };
    if (look.at === "") return { word: "Waits", tone: "plain", detail: "It has not looked yet." };
    if (look.note !== "") return { word: "Not met", tone: "plain", detail: look.note };
    return look.met ? { word: "Met", tone: "warn", detail: "" } : { word: "Not met", tone: "good", detail: "" };
}

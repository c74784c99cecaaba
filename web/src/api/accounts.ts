import { requestJSON } from "./http";
import { flag, list, numberOrNull, object, text } from "./reading";

/** What can be known of an account, by its telemetry status, and where to look. */
export interface AccountTools {
    /** "" where nobody knows whose instance it is. */
    readonly account: string;
    readonly instance: string;
    readonly status: string;
    /** The place of the status in `levels`; null for one that the settings don't know. */
    readonly level: number | null;
    readonly says: string;
    readonly tools: readonly AccountTool[];
    /** From the least to the most that is known. */
    readonly levels: ReadonlyArray<{ readonly status: string; readonly says: string }>;
}

/** Somewhere to look, with the account filled in. */
export interface AccountTool {
    readonly title: string;
    readonly href: string;
    readonly kind: string;
    readonly available: boolean;
    /** Why it shows nothing; "" where it does. */
    readonly why: string;
}

export async function fetchAccountTools(what: "accounts" | "instances", id: string, signal: AbortSignal): Promise<AccountTools> {
    const answer = object(await requestJSON(`/api/v1/${what}/${encodeURIComponent(id)}/tools`, { signal }));
    return {
        account: text(answer["account"]), instance: text(answer["instance"]), status: text(answer["status"]), level: numberOrNull(answer["level"]), says: text(answer["says"]),
        tools: list(answer["tools"], (item) => {
            const tool = object(item);
            const url = text(tool["url"]);
            return { title: text(tool["title"]), href: url.startsWith("/") && !url.startsWith("//") ? url : "", kind: text(tool["kind"]), available: flag(tool["available"]), why: text(tool["why"]) };
        }),
        levels: list(answer["levels"], (item) => ({ status: text(object(item)["status"]), says: text(object(item)["says"]) })),
    };
}

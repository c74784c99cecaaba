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

/** A customer in the list of all of them. */
export interface AccountLine {
    readonly name: string;
    readonly status: string;
    /** The place of the status among the levels of the settings; null for one that they don't know. */
    readonly level: number | null;
}

export interface AccountList {
    readonly accounts: readonly AccountLine[];
    /** How many there are, with those that the list leaves out. */
    readonly count: number;
}

/** Accounts whose names hold the words of `term`; all for "". The list ends after a hundred. */
export async function fetchAccounts(term: string, signal: AbortSignal): Promise<AccountList> {
    const answer = object(await requestJSON(`/api/v1/accounts${term === "" ? "" : `?q=${encodeURIComponent(term)}`}`, { signal }));
    return {
        count: numberOrNull(answer["count"]) ?? 0,
        accounts: list(answer["accounts"], (item) => {
            const account = object(item);
            return { name: text(account["name"]), status: text(account["status"]), level: numberOrNull(account["level"]) };
        }),
    };
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

import type { EventType } from "../../../api/events";

/** Something to choose from a list. */
export interface Option {
    readonly value: string;
    readonly label: string;
    /** Beside it: how often it is. */
    readonly detail: string;
    /** Under it, in small letters. */
    readonly note: string;
    /** What senders call it, where that is not its label. */
    readonly name?: string;
    /** What it stands for. */
    readonly description?: string;
    /** What speaks against it. */
    readonly mark?: string;
}

export interface Options {
    readonly options: readonly Option[];
    readonly loading: boolean;
    /** Why there are none; "" where there are. */
    readonly problem: string;
}

/** A type of events as the tracking plan tells it; the chart has its raw name. */
export function eventOption(event: EventType): Option {
    return {
        value: event.name, label: event.displayName === "" ? event.name : event.displayName, detail: event.count.toLocaleString("en-US"),
        note: event.active ? "" : "does not count as activity", description: event.description,
        ...(event.displayName === "" || event.displayName === event.name ? {} : { name: event.name }),
        ...(event.status === "deprecated" || event.status === "blocked" ? { mark: event.status } : {}),
    };
}

/** Whether the texts have all words of what somebody typed. */
export function hasWords(term: string, ...texts: readonly string[]): boolean {
    const all = texts.join(" ").toLowerCase();
    return term.toLowerCase().split(/\s+/).every((word) => all.includes(word));
}

/** Those whose name or description has the words that are typed; those whose name has them come first. */
export function matching(options: readonly Option[], term: string): Option[] {
    const named = options.filter((option) => hasWords(term, option.label, option.value));
    const found = new Set(named);
    return [...named, ...options.filter((option) => !found.has(option) && hasWords(term, option.label, option.value, option.description ?? ""))];
}

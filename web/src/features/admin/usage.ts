import type { UsageLine } from "../../api/usage";

/** A Look or dashboard with how it is used; those that nobody has opened are there with zeros. */
export interface UsedContent {
    readonly key: string;
    readonly kind: "look" | "dashboard";
    readonly id: string;
    readonly title: string;
    readonly folderID: string;
    readonly views: number;
    readonly lately: number;
    readonly people: number;
    readonly favorites: number;
    readonly lastViewed: string;
}

/** Somebody with what they open. */
export interface UsingPerson {
    readonly id: string;
    readonly views: number;
    readonly contents: number;
    readonly lastViewed: string;
    /** The title of what they open most. */
    readonly most: string;
}

interface Content {
    readonly kind: "look" | "dashboard";
    readonly id: string;
    readonly title: string;
    readonly folderID: string;
}

const keyOf = ({ kind, id }: { readonly kind: string; readonly id: string }) => `${kind} ${id}`;

/** `since` is a day (2026-03-02): weeks that begin on it or later are lately. */
export function usedContent(content: readonly Content[], all: readonly UsageLine[], weekly: readonly UsageLine[], byPerson: readonly UsageLine[], since: string): UsedContent[] {
    const total = new Map(all.map((line) => [keyOf(line), line]));
    const lately = new Map<string, number>();
    for (const line of weekly) if (line.week >= since) lately.set(keyOf(line), (lately.get(keyOf(line)) ?? 0) + line.views);
    const people = new Map<string, Set<string>>();
    for (const line of byPerson) {
        const known = people.get(keyOf(line)) ?? new Set();
        people.set(keyOf(line), known.add(line.userID));
    }
    return content.map((item) => {
        const key = keyOf(item);
        const line = total.get(key);
        return {
            key, kind: item.kind, id: item.id, title: item.title, folderID: item.folderID, views: line?.views ?? 0, lately: lately.get(key) ?? 0, people: people.get(key)?.size ?? 0,
            favorites: line?.favorites ?? 0, lastViewed: line?.lastViewed ?? "",
        };
    });
}

export function usingPeople(byPerson: readonly UsageLine[]): UsingPerson[] {
    const lines = new Map<string, UsageLine[]>();
    for (const line of byPerson) {
        const known = lines.get(line.userID);
        if (known === undefined) lines.set(line.userID, [line]);
        else known.push(line);
    }
    return [...lines].map(([id, own]) => ({
        id, views: own.reduce((sum, line) => sum + line.views, 0), contents: own.length,
        lastViewed: own.reduce((last, line) => (line.lastViewed > last ? line.lastViewed : last), ""),
        most: own.reduce((best, line) => (line.views > best.views ? line : best)).title,
    }));
}

/** The day so many weeks before an instant: 2026-03-02. */
export function weeksBefore(now: number, weeks: number): string {
    return new Date(now - weeks * 7 * 86_400_000).toISOString().slice(0, 10);
}

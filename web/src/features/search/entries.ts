import type { Found } from "../../api/discovery";
import type { IconName } from "../../components/Icon";

/** Something that the palette offers: a place to go to, or something to do. */
export interface Entry {
    /** Different from all others. */
    readonly key: string;
    readonly title: string;
    /** What it is, and where: "Dashboard · Company". */
    readonly note: string;
    readonly icon: IconName;
    readonly href: string;
    readonly act: (() => void) | null;
    /** Other words under which it is found. */
    readonly also: string;
}

export interface Group {
    readonly title: string;
    readonly entries: readonly Entry[];
}

export function place(title: string, href: string, icon: IconName, note = "Go to", also = ""): Entry {
    return { key: `go ${href}`, title, note, icon, href, act: null, also };
}

/** Entries that have every word of `term`, those that begin with it first. */
export function matching(entries: readonly Entry[], term: string, most: number): readonly Entry[] {
    const words = term.toLowerCase().split(/\s+/).filter((word) => word !== "");
    const found = entries.filter((entry) => words.every((word) => `${entry.title} ${entry.note} ${entry.also}`.toLowerCase().includes(word)));
    const rank = (entry: Entry) => (entry.title.toLowerCase().startsWith(term.trim().toLowerCase()) ? 0 : words.every((word) => entry.title.toLowerCase().includes(word)) ? 1 : 2);
    return found.map((entry, index) => ({ entry, index })).sort((left, right) => rank(left.entry) - rank(right.entry) || left.index - right.index).slice(0, most).map(({ entry }) => entry);
}

/** What the server found, by kind. Values come with the dashboards that take them as a filter; explores are called by their titles. */
export function foundGroups(found: Found, exploreTitle = (name: string) => name): Group[] {
    return [
        {
            title: "Values", entries: found.values.flatMap((value, index): Entry[] => [
                ...value.dashboards.filter((dashboard) => dashboard.href !== "").slice(0, 3).map((dashboard): Entry => ({
                    key: `value ${index} ${dashboard.href}`, title: `${value.value} in ${dashboard.title}`, note: value.field, icon: "dashboard", href: dashboard.href, act: null, also: "",
                })),
                ...(value.exploreHref === "" ? [] : [{ key: `value ${index} ${value.exploreHref}`, title: `Explore ${value.value}`, note: value.field, icon: "explore" as const, href: value.exploreHref, act: null, also: "" }]),
            ]),
        },
        {
            title: "Content", entries: found.content.filter((item) => item.href !== "").map((item): Entry => ({
                key: `content ${item.kind} ${item.id}`, title: item.title, note: [kindWords(item.kind), item.folder, item.filter].filter((part) => part !== "").join(" · "),
                icon: item.kind === "dashboard" ? "dashboard" : item.kind === "board" ? "board" : item.kind === "folder" ? "folder" : item.kind === "statement" ? "code" : "column", href: item.href, act: null, also: "",
            })),
        },
        {
            title: "Metrics", entries: found.metrics.filter((metric) => metric.href !== "").map((metric): Entry => ({ key: `metric ${metric.href}`, title: metric.label, note: metric.definition, icon: "number", href: metric.href, act: null, also: "" })),
        },
        {
            title: "Fields", entries: found.fields.filter((field) => field.href !== "").map((field, index): Entry => ({
                key: `field ${index} ${field.href}`, title: field.label, note: [field.category === "explore" ? "Explore" : field.category, exploreTitle(field.explore)].filter((part) => part !== "").join(" · "),
                icon: field.category === "explore" ? "explore" : "text", href: field.href, act: null, also: "",
            })),
        },
    ].filter((group) => group.entries.length > 0);
}

const KINDS = ["dashboard", "look", "board", "folder", "explore", "metric", "field", "measure", "dimension"];

/** "usage dashboard" asks for what is called usage and is a dashboard: the other words, and the kind; "" for no kind. */
export function askedKind(term: string): { readonly words: string; readonly kind: string } {
    const words = term.trim().split(/\s+/);
    const at = words.length < 2 ? -1 : words.findIndex((word) => KINDS.includes(word.toLowerCase().replace(/s$/, "")));
    return { words: words.filter((_, index) => index !== at).join(" "), kind: (words[at] ?? "").toLowerCase().replace(/s$/, "") };
}

/** Those of a kind; all where there are none. */
export function ofKind(groups: readonly Group[], kind: string): readonly Group[] {
    const isOf = (group: Group, entry: Entry) => (kind === "metric" ? group.title === "Metrics"
        : kind === "field" ? group.title === "Fields" && !entry.note.startsWith("Explore")
        : (entry.note.split(" · ")[0] ?? "").toLowerCase() === kind);
    const found = groups.map((group) => ({ ...group, entries: group.entries.filter((entry) => isOf(group, entry)) })).filter((group) => group.entries.length > 0);
    return kind === "" || found.length === 0 ? groups : found;
}

function kindWords(kind: string): string {
    return kind === "statement" ? "SQL" : `${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}`;
}

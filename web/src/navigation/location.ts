import { useSyncExternalStore } from "react";
import { address, QueryPairs, readQuery } from "./query";

/** Where the reader is. The whole state of a page that can be sent as a link is in here. */
export interface Location {
    /** As in the address, still percent-encoded: "/dashboards/shop%3A%3Asales" */
    readonly path: string;
    readonly query: QueryPairs;
    /** Without the `#`. */
    readonly hash: string;
}

const listeners = new Set<() => void>();
let current = read();

/** Holds a reader back who would lose what is not saved. */
export interface LeaveGuard {
    /** Whether nothing is lost at an address. */
    readonly stays: (to: Location) => boolean;
    /** Asks; calls `go` if the reader leaves all the same. */
    readonly ask: (go: () => void) => void;
}

let guard: LeaveGuard | null = null;

/** Sets the guard of the page, or takes it away. */
export function guardLeaving(next: LeaveGuard | null): void {
    guard = next;
}

window.addEventListener("popstate", wentBack);
window.addEventListener("hashchange", changed);
window.addEventListener("beforeunload", (event) => {
    // The browser asks in its own words.
    if (guard !== null) event.preventDefault();
});

/** Back and Forward have happened when they are heard of: a page that holds the reader gets its address back. */
function wentBack(): void {
    const to = read();
    const holding = guard;
    if (holding === null || holding.stays(to)) return changed();
    window.history.pushState(null, "", written(current));
    holding.ask(() => {
        guard = null;
        navigate(written(to));
    });
}

function written(place: Location): string {
    return address(place.path, place.query) + (place.hash === "" ? "" : `#${place.hash}`);
}

function read(): Location {
    return {
        path: window.location.pathname,
        query: readQuery(window.location.search),
        hash: window.location.hash.replace(/^#/, ""),
    };
}

function changed(): void {
    current = read();
    for (const listener of listeners) listener();
}

/** Follows the address bar. */
export function useLocation(): Location {
    return useSyncExternalStore(subscribe, () => current);
}

function subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
}

/**
 * Goes to an address of this app without loading a page.
 *
 * A step that the reader would want to undo is a new entry, so that Back undoes it; `replace` is for corrections.
 */
export function navigate(address: string, how: "push" | "replace" = "push"): void {
    const holding = guard;
    if (holding !== null) {
        const to = new URL(address, window.location.href);
        if (!holding.stays({ path: to.pathname, query: readQuery(to.search), hash: to.hash.replace(/^#/, "") })) {
            holding.ask(() => {
                guard = null;
                navigate(address, how);
            });
            return;
        }
    }
    const from = window.location.pathname;
    if (how === "replace") window.history.replaceState(null, "", address);
    else window.history.pushState(null, "", address);
    changed();
    if (window.location.pathname !== from) window.scrollTo(0, 0);
}

/** The current page with another query; the fragment is dropped. */
export function navigateQuery(query: QueryPairs, how: "push" | "replace" = "push"): void {
    navigate(address(current.path, query), how);
}

/** The current page with another fragment; an empty one takes it away. */
export function navigateHash(hash: string): void {
    navigate(address(current.path, current.query) + (hash === "" ? "" : `#${hash}`));
}

/**
 * The values of the `:names` in `pattern` when `path` has its shape, else undefined.
 *
 *     matchPath("/looks/:id", "/looks/shop%3A%3A12")      { id: "shop::12" }
 */
export function matchPath(pattern: string, path: string): Record<string, string> | undefined {
    const wanted = pattern.split("/");
    const given = path.replace(/\/+$/, "").split("/");
    if (path === "/" && pattern === "/") return {};
    if (wanted.length !== given.length) return undefined;
    const values: Record<string, string> = {};
    for (let index = 0; index < wanted.length; index += 1) {
        const part = wanted[index] ?? "";
        const text = given[index] ?? "";
        if (part.startsWith(":")) {
            if (text === "") return undefined;
            values[part.slice(1)] = decoded(text);
        } else if (part !== text) {
            return undefined;
        }
    }
    return values;
}

function decoded(text: string): string {
    try {
        return decodeURIComponent(text);
    } catch {
        return text;
    }
}

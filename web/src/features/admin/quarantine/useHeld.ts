import { useCallback, useEffect, useState } from "react";
import { fetchHeld } from "../../../api/quarantine";
import type { HeldEntry, HeldFilter, HeldState } from "../../../api/quarantine";
import type { ApiError } from "../../../api/http";
import { useResource } from "../../../api/useResource";

export interface HeldPages {
    readonly entries: readonly HeldEntry[];
    /** How many match; null until it is known. */
    readonly count: number | null;
    /** Whether the first page is there. */
    readonly known: boolean;
    readonly loading: boolean;
    readonly error: ApiError | null;
    /** Asks for those that follow; null for none. */
    readonly more: (() => void) | null;
    /** Begins anew. */
    readonly reload: () => void;
}

/** The entries of the quarantine that match, page by page. */
export function useHeld(state: HeldState, filter: HeldFilter): HeldPages {
    const base = `quarantine ${state} ${JSON.stringify(filter)}`;
    const [pages, setPages] = useState<readonly HeldEntry[]>([]);
    const [before, setBefore] = useState<string | null>(null);
    useEffect(() => {
        setPages([]);
        setBefore(null);
    }, [base]);
    const page = useResource(`${base} ${before ?? ""}`, (signal) => fetchHeld(state, filter, before, signal), { freshFor: 2_000, keepPrevious: before === null });
    const { reload } = page;
    const entries = before === null ? page.value?.entries ?? [] : [...pages, ...page.value?.entries ?? []];
    const next = page.value?.next ?? null;
    return {
        entries, count: page.value?.count ?? null, known: before !== null || page.value !== undefined, loading: page.loading, error: page.loading ? null : page.error,
        more: next === null ? null : () => {
            setPages(entries);
            setBefore(next);
        },
        reload: useCallback(() => {
            if (before === null) reload();
            setPages([]);
            setBefore(null);
        }, [before, reload]),
    };
}

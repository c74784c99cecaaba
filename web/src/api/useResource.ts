import { useCallback, useEffect, useRef, useSyncExternalStore } from "react";
import { cache } from "./cache";
import type { ApiError } from "./http";

/** Something the server knows, as a page sees it. */
export interface Resource<Value> {
    readonly value: Value | undefined;
    /** Whether `value` answers an earlier question, shown while the answer to the present one is on its way. */
    readonly outdated: boolean;
    readonly error: ApiError | null;
    readonly loading: boolean;
    readonly reload: () => void;
    readonly cancel: () => void;
}

interface Options {
    /** For how many milliseconds a value is taken as it is. */
    freshFor?: number;
    /** Shows the value of the previous key until the new one is there. */
    keepPrevious?: boolean;
    /** What a reload asks, when it differs: for instance past the server's own cache. */
    reloadWith?: (signal: AbortSignal) => Promise<unknown>;
}

/**
 * Asks for what `key` names. Equal keys share one request and one answer; a key nobody uses any more is cancelled.
 *
 * @param key undefined asks nothing.
 */
export function useResource<Value>(
    key: string | undefined, load: (signal: AbortSignal) => Promise<Value>, options: Options = {},
): Resource<Value> {
    const { freshFor = 60_000, keepPrevious = false } = options;
    const latest = useRef({ load, reloadWith: options.reloadWith });
    latest.current = { load, reloadWith: options.reloadWith };

    const subscribe = useCallback(
        (listener: () => void) => (key === undefined ? () => undefined : cache.watch(key, listener)), [key]);
    const snapshot = useCallback(() => cache.entry(key ?? ""), [key]);
    const entry = useSyncExternalStore(subscribe, snapshot);

    useEffect(() => {
        if (key !== undefined) cache.want(key, (signal) => latest.current.load(signal), freshFor);
    }, [key, freshFor]);

    const reload = useCallback(() => {
        if (key === undefined) return;
        cache.reload(key, (signal) => (latest.current.reloadWith ?? latest.current.load)(signal));
    }, [key]);

    const cancel = useCallback(() => {
        if (key !== undefined) cache.cancel(key);
    }, [key]);

    const previous = useRef<Value>();
    const value = entry.hasValue ? entry.value as Value : undefined;
    useEffect(() => {
        if (value !== undefined) previous.current = value;
    }, [value]);
    const pending = key !== undefined && !entry.hasValue && entry.error === null;
    const shown = value === undefined && keepPrevious && pending ? previous.current : value;
    return {
        value: shown,
        outdated: shown !== undefined && (value === undefined || entry.loading),
        error: entry.error,
        loading: entry.loading || pending,
        reload,
        cancel,
    };
}

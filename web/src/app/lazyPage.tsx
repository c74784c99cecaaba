import { lazy, Suspense } from "react";
import type { ComponentType } from "react";
import { PageSkeleton } from "../components/Skeleton";
import { CodeMissing } from "./Unreachable";

/** A page whose code is fetched when somebody first goes there. */
export interface LazyPage<Props> {
    readonly Page: ComponentType<Props>;
    /** Begins to fetch the code, for whoever knows that it will be needed. */
    readonly fetch: () => void;
}

/** The page that `load` brings. Until its code is here, its outline stands in its place. */
export function lazyPage<Props extends object>(load: () => Promise<ComponentType<Props>>): LazyPage<Props> {
    return lazyPart(load, <Outline />);
}

/** The same for what is not a page: nothing stands in its place unless it is given. */
export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>, fallback: JSX.Element | null = null): LazyPage<Props> {
    let loading: Promise<{ default: ComponentType<Props> }> | null = null;
    const once = () => {
        loading ??= load().then((page) => ({ default: page })).catch((error: unknown) => {
            // The next attempt asks again; React keeps what has failed once.
            loading = null;
            Loaded = fresh();
            throw new CodeMissing(String(error));
        });
        return loading;
    };
    const fresh = () => lazy(once) as unknown as ComponentType<Props>;
    let Loaded = fresh();
    return {
        Page: (props: Props) => <Suspense fallback={fallback}><Loaded {...props} /></Suspense>,
        fetch: () => void once().catch(() => undefined),
    };
}

function Outline(): JSX.Element {
    return <PageSkeleton label="The page is loading" shape="chart" />;
}

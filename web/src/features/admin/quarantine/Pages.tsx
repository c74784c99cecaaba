import type { ReactNode } from "react";
import { Button } from "../../../components/Button";
import { Skeleton } from "../../../components/Skeleton";
import { Problem } from "../../../results/Problem";
import type { HeldPages } from "./useHeld";

interface Props {
    readonly pages: HeldPages;
    /** For the words of failures. */
    readonly what: string;
    readonly empty: ReactNode;
    readonly children: () => ReactNode;
}

/** A list that comes page by page: on its way, failed, empty, or here. */
export function Pages({ pages, what, empty, children }: Props): JSX.Element {
    const { entries, known, loading, error, more, reload } = pages;
    return (
        <>
            {error !== null && <Problem error={error} what={what} onRetry={reload} />}
            {!known && error === null && <div className="panel" role="status" aria-busy="true" aria-label={`The ${what} is loading`}><Skeleton shape="table" /></div>}
            {known && entries.length === 0 && !loading && error === null && empty}
            {entries.length > 0 && children()}
            {more !== null && <div><Button disabled={loading} onClick={more}>Show more</Button></div>}
        </>
    );
}

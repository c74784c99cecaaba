import type { ReactNode } from "react";
import type { Resource } from "../../api/useResource";
import { Skeleton } from "../../components/Skeleton";
import { Problem } from "../../results/Problem";

interface Props<Values extends readonly unknown[]> {
    /** What is asked for, for the words of failures: "list of users". */
    readonly what: string;
    readonly of: { readonly [Place in keyof Values]: Resource<Values[Place]> };
    /** Draws what came, once all of it is there. */
    readonly children: (...values: Values) => ReactNode;
}

/** Several answers of the server as one: on their way, failed, or here. What was there before stays while it is asked for anew. */
export function Loaded<Values extends readonly unknown[]>({ what, of, children }: Props<Values>): JSX.Element {
    const all = of as ReadonlyArray<Resource<unknown>>;
    const failed = all.find((each) => each.error !== null && each.value === undefined);
    if (failed?.error !== undefined && failed.error !== null) return <Problem error={failed.error} what={what} onRetry={() => all.forEach((each) => each.error !== null && each.reload())} />;
    if (all.some((each) => each.value === undefined)) return <div className="panel" role="status" aria-busy="true" aria-label={`The ${what} is loading`}><Skeleton shape="table" /></div>;
    return <>{children(...all.map((each) => each.value) as unknown as Values)}</>;
}

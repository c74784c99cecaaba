import { PageHead } from "./PageHead";
import type { Above } from "./PageHead";
import { Skeleton } from "./Skeleton";

type Shape = "chart" | "table" | "number" | "lines" | "graph";

interface Props {
    /** Said by assistive technology: "The person is loading". */
    readonly label: string;
    readonly above: Above;
    /** As far as the address says it; "" for what has to be read first. */
    readonly title: string;
    /** What stands below the title, from top to bottom. */
    readonly panels: readonly Shape[];
    /** What stands side by side below that. */
    readonly beside?: readonly [Shape, Shape];
}

/** The page of one thing until it is here, in the shape of what comes: nothing jumps when it does. */
export function PageSkeleton({ label, above, title, panels, beside }: Props): JSX.Element {
    return (
        <div className="page-skeleton" role="status" aria-busy="true" aria-label={label}>
            <PageHead above={above} title={title} />
            {panels.map((shape, index) => <div key={index} className="panel"><Skeleton shape={shape} /></div>)}
            {beside !== undefined && <div className="skeleton-columns">{beside.map((shape, index) => <div key={index} className="panel"><Skeleton shape={shape} /></div>)}</div>}
        </div>
    );
}

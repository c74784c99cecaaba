type Shape = "chart" | "table" | "number" | "lines" | "head" | "graph" | "cards";

const SPANS: Readonly<Record<Shape, number>> = { chart: 12, table: 8, number: 2, lines: 3, head: 3, graph: 7, cards: 6 };

interface Props {
    /** The shape of what is on its way. */
    readonly shape: Shape;
}

/** Grey shapes while something loads; silent for assistive technology, which hears the region's busy state. */
export function Skeleton({ shape }: Props): JSX.Element {
    return (
        <div className={`skeleton as-${shape}`} aria-hidden="true">
            {Array.from({ length: SPANS[shape] }, (_, index) => <span key={index} />)}
        </div>
    );
}

interface PageProps {
    /** What loads, in words. */
    readonly label: string;
    /** What stands below the head: in a panel, save for cards. */
    readonly shape: Shape;
}

/** A page whose title is on its way, too: its head, and what it is about. */
export function PageSkeleton({ label, shape }: PageProps): JSX.Element {
    return (
        <div className="page-skeleton" role="status" aria-busy="true" aria-label={label}>
            <Skeleton shape="head" />
            {shape === "cards" ? <Skeleton shape="cards" /> : <div className={shape === "chart" ? "panel tall" : "panel"}><Skeleton shape={shape} /></div>}
        </div>
    );
}

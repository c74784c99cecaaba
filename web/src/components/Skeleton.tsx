interface Props {
    /** The shape of what is on its way. */
    readonly shape: "chart" | "table" | "number" | "lines";
}

/** Grey shapes while something loads; silent for assistive technology, which hears the region's busy state. */
export function Skeleton({ shape }: Props): JSX.Element {
    const count = shape === "chart" ? 12 : shape === "table" ? 8 : shape === "number" ? 2 : 3;
    return (
        <div className={`skeleton as-${shape}`} aria-hidden="true">
            {Array.from({ length: count }, (_, index) => <span key={index} />)}
        </div>
    );
}

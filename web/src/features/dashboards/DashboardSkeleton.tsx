import { Skeleton } from "../../components/Skeleton";

/** Most dashboards begin with figures in a row; charts stand below them, two beside each other. */
const TILES: ReadonlyArray<readonly [shape: "number" | "chart", width: number, height: number]> = [
    ["number", 6, 3], ["number", 6, 3], ["number", 6, 3], ["number", 6, 3], ["chart", 12, 7], ["chart", 12, 7],
];

/** The shape of a dashboard while it is on its way. */
export function DashboardSkeleton({ label }: { label: string }): JSX.Element {
    return (
        <div className="page-skeleton" role="status" aria-busy="true" aria-label={label}>
            <Skeleton shape="head" />
            <div className="grid">
                {TILES.map(([shape, width, height], index) => (
                    <div key={index} className={shape === "number" ? "grid-place query single low" : "grid-place query"} style={{ gridColumnEnd: `span ${width}`, gridRowEnd: `span ${height}` }}>
                        <div className="tile"><Skeleton shape={shape} /></div>
                    </div>
                ))}
            </div>
        </div>
    );
}

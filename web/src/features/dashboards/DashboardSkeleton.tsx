import { Skeleton } from "../../components/Skeleton";

/** The shape of a dashboard while it is on its way. */
export function DashboardSkeleton({ label }: { label: string }): JSX.Element {
    return (
        <div role="status" aria-busy="true" aria-label={label}>
            <header className="page-head"><Skeleton shape="lines" /></header>
            <div className="cards">{Array.from({ length: 4 }, (_, index) => <div key={index} className="card look-card"><Skeleton shape="chart" /></div>)}</div>
        </div>
    );
}

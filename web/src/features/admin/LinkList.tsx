import { Link } from "../../navigation/Link";

interface Props {
    readonly items: ReadonlyArray<{ readonly href: string; readonly label: string }>;
    /** So many are named, the others counted. */
    readonly most?: number;
}

/** Names in a row that lead somewhere: "Explorers, Product and 3 more". */
export function LinkList({ items, most = 4 }: Props): JSX.Element {
    if (items.length === 0) return <span className="muted">none</span>;
    const more = items.length - most;
    return (
        <span title={more > 0 ? items.map((item) => item.label).join(", ") : undefined}>
            {items.slice(0, most).map((item, index) => <span key={item.href}>{index > 0 && ", "}<Link href={item.href}>{item.label}</Link></span>)}
            {more > 0 && <span className="muted"> and {more} more</span>}
        </span>
    );
}

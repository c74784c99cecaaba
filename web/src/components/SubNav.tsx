import { Link } from "../navigation/Link";
import { useHereInSight } from "../navigation/useHereInSight";

interface Props<Place extends string> {
    readonly label: string;
    readonly places: ReadonlyArray<readonly [id: Place, href: string, label: string]>;
    readonly here: Place;
}

/** The parts of a part of the app. On a phone they stand in one line, in which the one that is open is in sight. */
export function SubNav<Place extends string>({ label, places, here }: Props<Place>): JSX.Element {
    const row = useHereInSight(here);
    return (
        <nav ref={row} className="subnav" aria-label={label}>
            {places.map(([id, href, name]) => <Link key={id} href={href} aria-current={id === here ? "page" : undefined}>{name}</Link>)}
        </nav>
    );
}

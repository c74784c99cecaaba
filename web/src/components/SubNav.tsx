import { useLayoutEffect, useRef } from "react";
import { Link } from "../navigation/Link";

interface Props<Place extends string> {
    readonly label: string;
    readonly places: ReadonlyArray<readonly [id: Place, href: string, label: string]>;
    readonly here: Place;
}

/** The parts of a part of the app. On a phone they stand in one line, in which the one that is open is in sight. */
export function SubNav<Place extends string>({ label, places, here }: Props<Place>): JSX.Element {
    const row = useRef<HTMLElement>(null);
    useLayoutEffect(() => {
        const open = row.current?.querySelector<HTMLElement>("[aria-current]");
        if (row.current === null || open === null || open === undefined) return;
        const [line, link] = [row.current.getBoundingClientRect(), open.getBoundingClientRect()];
        // Not by scrollIntoView, which would move the page, too.
        row.current.scrollLeft += (link.left + link.right - line.left - line.right) / 2;
    }, [here]);
    return (
        <nav ref={row} className="subnav" aria-label={label}>
            {places.map(([id, href, name]) => <Link key={id} href={href} aria-current={id === here ? "page" : undefined}>{name}</Link>)}
        </nav>
    );
}

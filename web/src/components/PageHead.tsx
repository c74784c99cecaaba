import { Link } from "../navigation/Link";
import { Skeleton } from "./Skeleton";

/** The places that a page lies below, the outermost first. */
export type Above = ReadonlyArray<{ readonly label: string; readonly href: string }>;

/** Of what is saved, as long as its own folder is not known. */
export const FOLDERS: Above = [{ label: "Folders", href: "/folders" }];

/** Where the page of one thing is, and its name; an outline where that is "" because it has to be read first. */
export function PageHead({ above, title }: { above: Above; title: string }): JSX.Element {
    return (
        <header className="page-head">
            <nav className="path" aria-label="Above">{above.map((place, index) => <span key={place.href}>{index > 0 && " / "}<Link href={place.href}>{place.label}</Link></span>)}</nav>
            {title === "" ? <div className="title-skeleton"><Skeleton shape="lines" /></div> : <h1>{title}</h1>}
        </header>
    );
}

import { useSession } from "../../api/SessionContext";
import { Link } from "../../navigation/Link";
import { adminPlaces } from "./adminHome";

/** The parts of administration that the reader may see. */
export function AdminNav({ here }: { here: "queries" | "audit" }): JSX.Element {
    const session = useSession();
    return (
        <nav className="subnav" aria-label="Administration">
            {adminPlaces(session).map(([id, href, label]) => (
                <Link key={id} href={href} aria-current={id === here ? "page" : undefined}>{label}</Link>
            ))}
        </nav>
    );
}

import type { ApiError } from "../api/http";
import type { QueryBody } from "../api/queries";
import { may } from "../api/session";
import { useSession } from "../api/SessionContext";
import { Notice } from "../components/Notice";
import { Link } from "../navigation/Link";
import { exploreAddress } from "./exploreAddress";
import { withNames } from "./Problem";

/** "The explore `orders` has no field `orders.plan`", as the server says it. */
const GONE = /^(?:The|An?) (?:explore|model|view|project)\b.* has no (field|explore|model) `/;

/** What a query names that the model doesn't have (any more): "field", "explore", "model"; null where that is not why it failed. */
export function goneThing(error: ApiError): string | null {
    return error.kind === "refused" || error.kind === "missing" ? GONE.exec(error.message)?.[1] ?? null : null;
}

/** Asking again would not help: the model has changed. Says what is gone, and leads those who can to where it is mended. */
export function GoneField({ error, thing, query }: { error: ApiError; thing: string; query: QueryBody }): JSX.Element {
    const session = useSession();
    const explores = thing === "field" && may(session, "explore");
    const develops = session.permissions.has("develop");
    return (
        <Notice
            tone="bad" title={thing === "field" ? "A field is gone." : `The ${thing} is gone.`}
            actions={explores || develops ? (
                <>
                    {explores && <Link className="button" href={exploreAddress(query)}>Mend it in Explore</Link>}
                    {develops && <Link href="/admin/broken">All that is broken</Link>}
                </>
            ) : undefined}
        >
            <p>{withNames(error.message)}</p>
            {!explores && !develops && <p>The model has changed. Whoever keeps this can mend it.</p>}
        </Notice>
    );
}

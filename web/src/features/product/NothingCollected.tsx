import { useSession } from "../../api/SessionContext";
import { Link } from "../../navigation/Link";

/** What to do where no event has ever come. */
export function HowToCollect(): JSX.Element {
    const administers = useSession().permissions.has("administer");
    return <>Point an SDK at this server with an ingestion key, which is made {administers ? <>under <Link href="/admin/keys">Keys</Link> or by</> : "by"} <code className="unbroken">soundings key create</code>.</>;
}

/** The same below what else is said. */
export function NothingCollected(): JSX.Element {
    return <p>No event has been collected yet. <HowToCollect /></p>;
}

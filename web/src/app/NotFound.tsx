import { Notice } from "../components/Notice";
import { Link } from "../navigation/Link";
import { useTitle } from "../navigation/useTitle";

export function NotFound(): JSX.Element {
    useTitle("Not found");
    return (
        <>
            <h1 className="aside">Not found</h1>
            <Notice tone="warn" title="There is no page at this address.">
                <p>The link may be old or incomplete. <Link href="/">Go home</Link>, or press Ctrl K and search.</p>
            </Notice>
        </>
    );
}

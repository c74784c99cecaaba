import { useState } from "react";
import { ApiError } from "../../api/http";
import type { QueryBody } from "../../api/queries";
import { storeQuery } from "../../api/saving";
import { Menu } from "../../components/Menu";

/** Links to what is explored: the long one, which says all of it, and a short one. */
export function ShareMenu({ query }: { query: QueryBody }): JSX.Element {
    const [said, setSaid] = useState("");

    async function copy(make: () => Promise<string>, done: string): Promise<void> {
        try {
            await navigator.clipboard.writeText(await make());
            setSaid(done);
        } catch (error) {
            setSaid(error instanceof ApiError ? error.message : "The link could not be copied. Copy it from the address bar.");
        }
        setTimeout(() => setSaid(""), 4000);
    }

    return (
        <>
            <Menu
                label="Share" icon="link" items={[
                    { label: "Copy link", onSelect: () => void copy(() => Promise.resolve(window.location.href), "Link copied.") },
                    { label: "Copy short link", onSelect: () => void copy(async () => `${window.location.origin}/x/${(await storeQuery(query)).slug}`, "Short link copied.") },
                ]}
            />
            <span className="share-said" role="status">{said}</span>
        </>
    );
}

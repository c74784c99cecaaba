import { useEffect, useState } from "react";
import { cache } from "../api/cache";
import { addFavorite, fetchFavorites, removeFavorite } from "../api/discovery";
import { useSession } from "../api/SessionContext";
import { Button } from "../components/Button";

interface Props {
    /** By which the server knows what is marked; "" where it can't be. */
    readonly metadataID: string;
    /** The reader's mark; "" for none. */
    readonly favoriteID: string;
    /** The star alone, for lists; then `title` says of what. */
    readonly compact?: boolean;
    readonly title?: string;
}

/** Marks something as a favourite, which home then shows first. Visitors have none. */
export function StarButton({ metadataID, favoriteID, compact = false, title = "" }: Props): JSX.Element | null {
    const session = useSession();
    const [mark, setMark] = useState(favoriteID);
    const [busy, setBusy] = useState(false);
    const [failed, setFailed] = useState(false);
    useEffect(() => setMark(favoriteID), [favoriteID]);
    if (session.visitor || metadataID === "") return null;

    async function toggle(): Promise<void> {
        setBusy(true);
        setFailed(false);
        try {
            if (mark === "") {
                setMark(await addFavorite(metadataID));
            } else {
                await removeFavorite(mark);
                setMark("");
            }
            cache.reload("favorites", (signal) => fetchFavorites(session.user.id, signal));
        } catch {
            setFailed(true);
        } finally {
            setBusy(false);
        }
    }

    return (
        <Button icon="star" look={compact ? "quiet" : "plain"} iconOnly={compact} aria-pressed={mark !== ""} className={mark === "" ? "star" : "star marked"} disabled={busy} onClick={() => void toggle()}>
            {`Favourite${title === "" ? "" : `: ${title}`}${failed ? " (try again)" : ""}`}
        </Button>
    );
}

import { useState } from "react";
import { ApiError } from "../api/http";
import { restoreVersion } from "../api/saved";
import type { SavedKind, SavedState } from "../api/savedState";
import { Button } from "../components/Button";
import { Link } from "../navigation/Link";
import { navigate } from "../navigation/location";

interface Props {
    readonly kind: SavedKind;
    readonly item: SavedState & { readonly id: string };
    readonly version: number;
    /** The address of what it is now. */
    readonly here: string;
    readonly onChanged: () => void;
}

/** Says that an old version is looked at, and leads back: to what it is now, or from what it is now to the old one. */
export function VersionBanner({ kind, item, version, here, onChanged }: Props): JSX.Element {
    const [problem, setProblem] = useState("");
    const [busy, setBusy] = useState(false);

    async function restore(): Promise<void> {
        setBusy(true);
        setProblem("");
        try {
            await restoreVersion(kind, item.id, version, item.version);
            onChanged();
            navigate(here);
        } catch (error) {
            if (error instanceof ApiError && error.status === 412) onChanged();
            setProblem(error instanceof ApiError ? error.message : "It could not be restored. Try again.");
            setBusy(false);
        }
    }

    return (
        <div className="banner" role="status">
            <span>Version {version}, as it was, with the numbers of today. {problem}</span>
            <span className="page-actions">
                <Link className="button" href={`${here}#history/${version}`}><span>History</span></Link>
                <Link className="button" href={here}><span>Open it as it is now</span></Link>
                {item.mayChange && version !== item.version && <Button look="primary" disabled={busy} onClick={() => void restore()}>Restore this version</Button>}
            </span>
        </div>
    );
}

import type { ContentItem } from "../api/content";
import type { SavedKind, SavedState } from "../api/savedState";
import { navigate, navigateHash, useLocation } from "../navigation/location";
import { HistoryDialog } from "./HistoryDialog";

interface Props {
    readonly kind: SavedKind;
    readonly item: ContentItem & SavedState;
    /** The address of what it is now. */
    readonly here: string;
    /** The address at which a version is shown as it was. */
    readonly addressOf: (version: number) => string;
    readonly onChanged: () => void;
}

/** The history, open where the address ends in `#history` or `#history/VERSION`. */
export function SavedHistory({ kind, item, here, addressOf, onChanged }: Props): JSX.Element | null {
    const { hash } = useLocation();
    const asked = /^history(?:\/(\d+))?$/.exec(hash);
    if (asked === null) return null;
    return (
        <HistoryDialog
            kind={kind} item={item} chosen={asked[1] === undefined ? null : Number(asked[1])} onChoose={(version) => navigateHash(`history/${version}`)} addressOf={addressOf}
            onClose={() => navigateHash("")} onRestored={() => {
                onChanged();
                navigate(here);
            }}
        />
    );
}

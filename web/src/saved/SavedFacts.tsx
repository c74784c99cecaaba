import { useState } from "react";
import type { ContentItem } from "../api/content";
import { ApiError } from "../api/http";
import { changeSaved } from "../api/saved";
import type { SavedKind, SavedState } from "../api/savedState";
import { useSession } from "../api/SessionContext";
import { Button } from "../components/Button";
import { Icon } from "../components/Icon";
import { Link } from "../navigation/Link";
import { moment } from "../words/moment";

/** Whose it is, whether it is verified, its tags. */
export function SavedFacts({ item }: { item: ContentItem & SavedState }): JSX.Element {
    const { project: { timezone } } = useSession();
    const { verified } = item;
    return (
        <>
            {item.owner !== "" && <span>{item.owner}</span>}
            {verified !== null && (
                <span className="verified" title={verified.notes}><Icon name="check" size={14} /> Verified{verified.by === "" ? "" : ` by ${verified.by}`}{verified.at === "" ? "" : `, ${moment(verified.at, timezone)}`}</span>
            )}
            {item.tags.map((tag) => <span key={tag} className="tag">{tag}</span>)}
        </>
    );
}

interface Props {
    readonly kind: SavedKind;
    readonly item: ContentItem & SavedState;
    readonly onChanged: () => void;
}

/** Says what a reader has to know before the numbers: it is in the trash, or something else has taken its place. */
export function SavedNotices({ kind, item, onChanged }: Props): JSX.Element | null {
    const { project: { timezone } } = useSession();
    const [problem, setProblem] = useState("");
    const words = kind === "look" ? "Look" : "dashboard";

    async function restore(): Promise<void> {
        setProblem("");
        try {
            await changeSaved(kind, item.id, item.version, { deleted: false });
            onChanged();
        } catch (error) {
            setProblem(error instanceof ApiError ? error.message : "It could not be restored. Try again.");
        }
    }

    return (
        <>
            {item.deletedAt !== "" && (
                <div className="banner" role="status">
                    <span>This {words} is in the trash{item.deletedAt === "unknown" ? "" : ` since ${moment(item.deletedAt, timezone)}`}. Nobody finds it any more. {problem}</span>
                    {item.mayChange && <Button icon="undo" onClick={() => void restore()}>Undo</Button>}
                </div>
            )}
            {item.deprecated !== null && item.deletedAt === "" && (
                <div className="banner" role="status">
                    <span>This {words} is deprecated{item.deprecated.note === "" ? "." : `: ${item.deprecated.note}`}</span>
                    {item.deprecated.successor !== "" && <Link className="button" href={item.deprecated.successor}><span>Open its successor</span></Link>}
                </div>
            )}
        </>
    );
}

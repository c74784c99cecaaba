import { useState } from "react";
import { ApiError } from "../../api/http";
import { useSession } from "../../api/SessionContext";
import { useResource } from "../../api/useResource";
import { counted } from "../../words/numbers";

interface Props {
    /** "chart" or "cohort" */
    readonly what: string;
    readonly load: (signal: AbortSignal) => Promise<ReadonlyArray<{ readonly id: string; readonly title: string }>>;
    readonly restore: (id: string) => Promise<void>;
    readonly onRestored: () => void;
}

/** What was deleted and can be had back; nothing for those who save nothing. */
export function Trash({ what, load, restore, onRestored }: Props): JSX.Element | null {
    const session = useSession();
    const maySave = !session.visitor && session.permissions.has("save_content");
    const found = useResource(maySave ? `trash ${what}` : undefined, load, { freshFor: 5_000 });
    const [problem, setProblem] = useState("");
    const items = found.value ?? [];
    if (items.length === 0) return null;
    return (
        <details className="trash">
            <summary>{counted(items.length, `${what} in the trash`, `${what}s in the trash`)}</summary>
            {problem !== "" && <p className="pick-problem" role="alert">{problem}</p>}
            <ul className="content-list">
                {items.map((item) => (
                    <li key={item.id}>
                        <div>{item.title} <button type="button" className="text-button" aria-label={`Restore ${item.title}`} onClick={() => {
                            setProblem("");
                            restore(item.id).then(() => {
                                found.reload();
                                onRestored();
                            }, (error: unknown) => setProblem(error instanceof ApiError ? error.message : "It could not be restored. Try again."));
                        }}>Restore</button></div>
                    </li>
                ))}
            </ul>
        </details>
    );
}

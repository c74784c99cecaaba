import { useEffect, useState } from "react";
import { ApiError } from "../../api/http";
import { useSession } from "../../api/SessionContext";
import { markStatement } from "../../api/statements";
import type { SavedStatement } from "../../api/statements";
import { Button } from "../../components/Button";
import { tell } from "../../components/tell";
import { forgetStatements } from "./useStatement";

/** Marks a saved statement as a favourite, which the list of statements can show alone. Visitors have none. */
export function StatementStar({ statement, compact = false }: { statement: SavedStatement; compact?: boolean }): JSX.Element | null {
    const session = useSession();
    const [marked, setMarked] = useState(statement.favorite);
    useEffect(() => setMarked(statement.favorite), [statement.favorite]);
    if (session.visitor) return null;

    async function toggle(): Promise<void> {
        setMarked(!marked);
        try {
            await markStatement(statement.id, !marked);
            forgetStatements();
        } catch (error) {
            setMarked(marked);
            tell(error instanceof ApiError ? error.message : "That did not work. Try again.");
        }
    }

    return (
        <Button icon="star" look={compact ? "quiet" : "plain"} iconOnly={compact} aria-pressed={marked} className={marked ? "star marked" : "star"} onClick={() => void toggle()}>
            {compact ? `Favourite: ${statement.title}` : "Favourite"}
        </Button>
    );
}

import { endUserSession } from "../../api/users";
import type { User } from "../../api/users";
import { Button } from "../../components/Button";
import { tell } from "../../components/tell";
import { browserInWords } from "../../words/browser";
import { Section } from "./Section";
import { when } from "./words";

/** The browsers in which somebody is signed in. */
export function UserSessions({ user, onChanged }: { user: User; onChanged: () => void }): JSX.Element {
    function end(id: string): void {
        void endUserSession(user.id, id).then(() => tell("Signed out there."), (error: unknown) => tell(error instanceof Error ? error.message : "It did not work.")).then(onChanged);
    }
    return (
        <Section title="Signed in">
            {user.sessions.length === 0 ? <p className="muted">Nowhere at the moment.</p> : (
                <ul className="plain-list framed">
                    {user.sessions.map((session) => (
                        <li key={session.id}>
                            <span title={session.browser}>{browserInWords(session.browser)} <span className="muted">{session.address === "" ? "" : `from ${session.address}, `}used {when(session.lastSeen)}</span></span>
                            <Button look="quiet" onClick={() => end(session.id)}>Sign out</Button>
                        </li>
                    ))}
                </ul>
            )}
        </Section>
    );
}

import { useState } from "react";
import { stopActing } from "../api/session";
import type { Session } from "../api/session";
import { Button } from "../components/Button";
import { adminAddress } from "../features/admin/adminHome";

/** Says on every page that somebody looks at things as another user, and takes them back to themselves. */
export function ActingBar({ session }: { session: Session }): JSX.Element {
    const [failed, setFailed] = useState(false);

    async function stop(): Promise<void> {
        try {
            await stopActing();
            // All that was read is another person's: the page begins anew.
            location.assign(`${adminAddress("users")}/${encodeURIComponent(session.user.id)}`);
        } catch {
            setFailed(true);
        }
    }

    return (
        <div className="banner acting" role="status">
            <span>You act as <strong>{session.user.name}</strong>: what you change is changed in their name, and the audit log says that it was you.{failed && " That did not work. Try again."}</span>
            <Button onClick={() => void stop()}>Stop acting</Button>
        </div>
    );
}

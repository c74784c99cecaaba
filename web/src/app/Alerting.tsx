import { useMemo, useState } from "react";
import type { ReactNode } from "react";
import { useSession } from "../api/SessionContext";
import { AlertContext } from "../results/AlertContext";
import type { AlertSubject } from "../results/AlertContext";
import { lazyPart } from "./lazyPage";

/** Comes when somebody is about to make an alert. */
const dialog = lazyPart(async () => (await import("../results/AlertDialog")).AlertDialog);

/** Lets every tile of the page open the form for alerts. */
export function Alerting({ children }: { children: ReactNode }): JSX.Element {
    const session = useSession();
    const [subject, setSubject] = useState<AlertSubject | null>(null);
    const may = !session.visitor && (session.permissions.has("create_alerts") || session.permissions.has("follow_alerts"));
    const open = useMemo(() => (may ? setSubject : null), [may]);
    return (
        <AlertContext.Provider value={open}>
            {children}
            {subject !== null && <dialog.Page subject={subject} onClose={() => setSubject(null)} />}
        </AlertContext.Provider>
    );
}

import { useMemo, useState } from "react";
import type { ReactNode } from "react";
import { useSession } from "../api/SessionContext";
import { AnnotateContext } from "../charts/AnnotateContext";
import { lazyPart } from "./lazyPage";

/** Comes when somebody is about to note something. */
const dialog = lazyPart(async () => (await import("../results/AnnotationDialog")).AnnotationDialog);

/** Lets every chart of the page open the form for what happened. */
export function Annotate({ children }: { children: ReactNode }): JSX.Element {
    const session = useSession();
    const [start, setStart] = useState<string | null>(null);
    const may = session.permissions.has("save_content") && !session.visitor;
    const open = useMemo(() => (may ? (at: string) => setStart(at) : null), [may]);
    return (
        <AnnotateContext.Provider value={open}>
            {children}
            {start !== null && <dialog.Page annotation={null} start={start} onClose={() => setStart(null)} />}
        </AnnotateContext.Provider>
    );
}

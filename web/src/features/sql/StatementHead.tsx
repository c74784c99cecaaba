import { useState } from "react";
import { useSession } from "../../api/SessionContext";
import type { StatementBody, StatementDetail } from "../../api/statements";
import { Button } from "../../components/Button";
import { Menu } from "../../components/Menu";
import type { MenuItem } from "../../components/Menu";
import { folderAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";
import { navigate } from "../../navigation/location";
import { ago } from "../../words/ago";
import { StatementForm } from "./StatementForm";
import { StatementStar } from "./StatementStar";
import { keepAnew } from "./useStatement";
import type { Keeping } from "./useStatement";

interface Props {
    /** null for what is not saved. */
    readonly statement: StatementDetail | null;
    readonly keeping: Keeping;
    /** What it might be called. */
    readonly suggestion: string;
    /** As it stands on the page. */
    readonly body: StatementBody;
    /** Whether saving would change something. */
    readonly changed: boolean;
    /** The version that what stands on the page began with. */
    readonly version: number;
    /** What stands on the page is saved anew, at `href`. */
    readonly onMade: (href: string) => void;
}

type Open = "save" | "copy" | "words" | null;

/** Saving: what there is to be pressed. */
export function StatementActions({ statement, keeping, suggestion, body, changed, version, onMade }: Props): JSX.Element | null {
    const session = useSession();
    const [open, setOpen] = useState<Open>(null);
    const empty = body.sql.trim() === "";
    if (session.visitor || !session.permissions.has("save_content")) return null;
    const close = () => setOpen(null);
    const mine = statement !== null && statement.mayEdit;
    const items: MenuItem[] = statement === null ? [] : [
        { label: "Save as a copy", icon: "copy", onSelect: () => setOpen("copy") },
        ...(mine ? [
            { label: "Name and folder", icon: "edit", onSelect: () => setOpen("words") } as const,
            { label: "Move to the trash", icon: "trash", onSelect: () => void keeping.throwAway(() => navigate("/sql")) } as const,
        ] : []),
    ];

    return (
        <>
            {statement !== null && <StatementStar statement={statement} />}
            {statement === null ? <Button disabled={empty} onClick={() => setOpen("save")}>Save</Button>
                : mine ? <Button disabled={!changed || empty || keeping.busy} onClick={() => void keeping.save(version, body)}>{keeping.busy ? "Saving…" : changed ? "Save" : "Saved"}</Button>
                    : <Button disabled={empty} onClick={() => setOpen("copy")}>Save as a copy</Button>}
            {mine && <Menu label="More" icon="more" iconOnly items={items} />}
            {(open === "save" || open === "copy") && (
                <StatementForm
                    title={open === "save" ? "Save" : "Save as a copy"} submit="Save" onClose={close}
                    start={{ title: statement === null ? suggestion : `${statement.title} (copy)`, description: statement?.description ?? "", folderID: mine ? statement.folderID : "" }}
                    onSubmit={async (words) => {
                        const made = await keepAnew(words, body);
                        close();
                        onMade(made.href);
                    }}
                />
            )}
            {open === "words" && statement !== null && (
                <StatementForm
                    title="Name and folder" submit="Save" start={statement} onClose={close}
                    onSubmit={async (words) => {
                        await keeping.describe(statement.version, words);
                        close();
                    }}
                />
            )}
        </>
    );
}

/** What is said of a saved statement under its title, and what was in the way of saving it. */
export function StatementFacts({ statement, keeping, onReload }: { statement: StatementDetail; keeping: Keeping; onReload: () => void }): JSX.Element {
    return (
        <>
            {statement.description !== "" && <p className="page-text">{statement.description}</p>}
            <p className="muted">
                <Link href={folderAddress(statement.folderID)}>{statement.folderName}</Link>{statement.userName === "" ? "" : `, by ${statement.userName}`}, saved {ago(statement.updatedAt, Date.now())}
                {statement.deleted && ". It is in the trash."}
            </p>
            {keeping.problem !== "" && (
                <p className="action-objection" role="alert">
                    {keeping.problem} {keeping.conflict && <Button onClick={onReload}>Load it anew</Button>}
                </p>
            )}
        </>
    );
}

import { useState } from "react";
import { ApiError } from "../../api/http";
import { useSession } from "../../api/SessionContext";
import { fetchSQL } from "../../api/sqlRunner";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { Link } from "../../navigation/Link";
import { readQuery, valueOf } from "../../navigation/query";
import { useFolderChoice } from "../../saved/FolderSelect";
import { counted } from "../../words/numbers";
import { bodyOf } from "./kept";
import { parametersOf } from "./parameters";
import { readShelf, takeOff } from "./shelf";
import type { Kept } from "./shelf";
import { keepAnew } from "./useStatement";

/** Statements that this browser alone has under a name, and the offer to save them on the server. Those that were saved leave the browser. */
export function DeviceOffer({ connection }: { connection: string }): JSX.Element | null {
    const session = useSession();
    const own = useFolderChoice("");
    const [left, setLeft] = useState(() => readShelf("saved"));
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState("");
    if (left.length === 0) return null;

    async function saveAll(): Promise<void> {
        setBusy(true);
        setProblem("");
        for (const entry of left) {
            try {
                await keepEntry(entry, connection, own.id);
                takeOff("saved", entry.href);
            } catch (error) {
                setProblem(`${entry.title}: ${error instanceof ApiError ? error.message : "it could not be saved."}`);
            }
        }
        setLeft(readShelf("saved"));
        setBusy(false);
    }

    const allowed = session.permissions.has("save_content") && !session.visitor;
    return (
        <Notice
            title={`${counted(left.length, "statement")} of yours ${left.length === 1 ? "is" : "are"} kept in this browser only.`}
            actions={allowed ? <Button disabled={busy || own.id === "" || connection === ""} onClick={() => void saveAll()}>{busy ? "Saving…" : "Save in my folder"}</Button> : undefined}
        >
            <ul className="sql-device">
                {left.map((entry) => (
                    <li key={entry.href}>
                        <Link href={entry.href}>{entry.title}</Link>
                        <Button look="quiet" icon="close" iconOnly disabled={busy} onClick={() => {
                            takeOff("saved", entry.href);
                            setLeft(readShelf("saved"));
                        }}>{`Forget ${entry.title}`}</Button>
                    </li>
                ))}
            </ul>
            {problem !== "" && <p className="action-objection" role="alert">{problem}</p>}
        </Notice>
    );
}

/** Saves one on the server, under another name where its own is taken. */
async function keepEntry(entry: Kept, connection: string, folderID: string): Promise<void> {
    const [path = "", search = ""] = entry.href.split("?", 2);
    const pairs = readQuery(search);
    const slug = path.split("/")[2];
    const sql = slug === undefined ? valueOf(pairs, "sql") ?? "" : (await fetchSQL(decodeURIComponent(slug), new AbortController().signal)).sql;
    const body = bodyOf(valueOf(pairs, "connection") ?? connection, sql, parametersOf(sql), pairs);
    for (let count = 1; ; count += 1) {
        const title = count === 1 ? entry.title : `${entry.title} (${count})`;
        try {
            await keepAnew({ title, description: "", folderID }, body);
            return;
        } catch (error) {
            const taken = error instanceof ApiError && error.status === 422 && error.problems.some(({ field }) => field === "title");
            if (!taken || count >= 20) throw error;
        }
    }
}

import { useState } from "react";
import { fetchKeys, makeKey, revokeKey } from "../../api/keys";
import type { KeyKind, ProgramKey } from "../../api/keys";
import { useResource } from "../../api/useResource";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ListTable } from "../../components/ListTable";
import type { ListColumn } from "../../components/ListTable";
import { Notice } from "../../components/Notice";
import { OnceShown } from "../../components/OnceShown";
import { navigateQuery, useLocation } from "../../navigation/location";
import { valueOf, withValue } from "../../navigation/query";
import { FormDialog } from "../../results/FormDialog";
import { AdminFrame } from "./AdminFrame";
import { Loaded } from "./Loaded";
import { when } from "./words";

const KINDS: Readonly<Record<KeyKind, string>> = { ingestion: "Ingestion key", secret: "Secret key" };

/** The keys with which programs send events and read them. */
export function KeysPage(): JSX.Element {
    const keys = useResource("admin keys", fetchKeys, { freshFor: 10_000 });
    const [making, setMaking] = useState(false);
    const missing = keys.error?.kind === "missing";
    return (
        <AdminFrame
            here="keys" title="Keys" words="An ingestion key lets a program send events of one project, and nothing else. A secret key lets it read them through Amplitude's APIs, together with an ingestion key. Looker's API takes credentials of an account, on the page of the user."
            actions={!missing && <Button look="primary" icon="plus" onClick={() => setMaking(true)}>Make a key</Button>}
        >
            {() => (missing
                ? <Notice tone="warn" title="This server makes keys from the shell only."><code>soundings key create --name &quot;web app&quot;</code> makes an ingestion key, <code>soundings key secret --name report</code> a secret key, <code>soundings key list</code> shows them.</Notice>
                : <><Loaded what="list of keys" of={[keys] as const}>{(all) => <Keys keys={all} onChanged={keys.reload} />}</Loaded>{making && <MakeKey onMade={keys.reload} onClose={() => setMaking(false)} />}</>)}
        </AdminFrame>
    );
}

function Keys({ keys, onChanged }: { keys: readonly ProgramKey[]; onChanged: () => void }): JSX.Element {
    const { query } = useLocation();
    const [ending, setEnding] = useState<ProgramKey | null>(null);
    const all = valueOf(query, "revoked") === "yes";
    const shown = keys.filter((key) => all || key.revokedAt === "");
    const revoked = keys.filter((key) => key.revokedAt !== "").length;
    const columns: ReadonlyArray<ListColumn<ProgramKey>> = [
        { key: "name", label: "Name", by: (key) => key.name, cell: (key) => key.name },
        { key: "kind", label: "Kind", by: (key) => key.kind, cell: (key) => `${KINDS[key.kind]}${key.mayErase ? ", may erase people" : ""}` },
        { key: "project", label: "Project", by: (key) => key.project, right: true, cell: (key) => key.project },
        { key: "begins", label: "Begins with", cell: (key) => <code>{key.prefix}…</code> },
        { key: "made", label: "Made", by: (key) => key.createdAt, downFirst: true, cell: (key) => when(key.createdAt, "") },
        { key: "state", label: "State", by: (key) => key.revokedAt, cell: (key) => (key.revokedAt === "" ? <button type="button" className="text-button" aria-label={`End ${key.name}`} onClick={() => setEnding(key)}>End</button> : <span className="muted">ended {when(key.revokedAt)}</span>) },
    ];
    return (
        <>
            {revoked > 0 && <label className="check"><input type="checkbox" checked={all} onChange={(event) => navigateQuery(withValue(query, "revoked", event.target.checked ? "yes" : undefined))} /> Show {revoked} that have ended</label>}
            {shown.length === 0 ? <Notice title="There is no key yet.">Make one for each program, so that each can be ended by itself.</Notice> : <ListTable label="Keys" columns={columns} rows={shown} id={(key) => `${key.kind} ${key.id}`} sort="name" />}
            {ending !== null && (
                <FormDialog title={`End ${ending.name}`} submit="End the key" onClose={() => setEnding(null)} onSubmit={async () => {
                    await revokeKey(ending.kind, ending.id);
                    onChanged();
                    setEnding(null);
                }}>
                    <p>{ending.kind === "ingestion" ? "Events that come with it are refused from now on." : "Programs that read with it are refused from now on."} This can&apos;t be undone, and its name stays taken.</p>
                </FormDialog>
            )}
        </>
    );
}

function MakeKey({ onMade, onClose }: { onMade: () => void; onClose: () => void }): JSX.Element {
    const [kind, setKind] = useState<KeyKind>("ingestion");
    const [name, setName] = useState("");
    const [project, setProject] = useState("1");
    const [mayErase, setMayErase] = useState(false);
    const [made, setMade] = useState("");
    if (made !== "") {
        return (
            <Dialog title={`${KINDS[kind]} “${name.trim()}”`} onClose={onClose}>
                <div className="dialog-form">
                    <p>It is shown now and never again. {kind === "ingestion" ? "Give it to the SDK as its API key, and this server's address as its server." : "Programs send it together with an ingestion key of the same project."}</p>
                    <OnceShown label={KINDS[kind]} value={made} />
                    <footer className="action-buttons"><Button look="primary" onClick={onClose}>I have copied it</Button></footer>
                </div>
            </Dialog>
        );
    }
    return (
        <FormDialog title="Make a key" submit="Make the key" ready={name.trim() !== "" && /^[1-9]\d*$/.test(project)} onClose={onClose} onSubmit={async () => {
            setMade(await makeKey(kind, name.trim(), Number(project), mayErase));
            onMade();
        }}>
            <div className="segmented" role="group" aria-label="Kind of key">
                <button type="button" aria-pressed={kind === "ingestion"} onClick={() => setKind("ingestion")}>To send events</button>
                <button type="button" aria-pressed={kind === "secret"} onClick={() => setKind("secret")}>To read them</button>
            </div>
            <label className="field">
                <span>Name</span>
                <input className="input" autoFocus value={name} maxLength={200} placeholder={kind === "ingestion" ? "Web app" : "Weekly report"} onChange={(event) => setName(event.target.value)} />
            </label>
            <label className="field">
                <span>Number of the project</span>
                <input className="input" inputMode="numeric" value={project} onChange={(event) => setProject(event.target.value.trim())} />
            </label>
            {kind === "secret" && <label className="check"><input type="checkbox" checked={mayErase} onChange={(event) => setMayErase(event.target.checked)} /> It may erase people, for requests under privacy laws</label>}
        </FormDialog>
    );
}

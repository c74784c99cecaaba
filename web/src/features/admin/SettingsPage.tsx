import { useState } from "react";
import { cache } from "../../api/cache";
import { changeServerSetting, fetchServerSettings } from "../../api/serverSettings";
import type { ServerSetting } from "../../api/serverSettings";
import { useSession } from "../../api/SessionContext";
import { useResource } from "../../api/useResource";
import { Button } from "../../components/Button";
import { tell } from "../../components/tell";
import { fileAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";
import { FormDialog } from "../../results/FormDialog";
import { plain } from "../../words/numbers";
import { AdminFrame } from "./AdminFrame";
import { Loaded } from "./Loaded";
import { Section } from "./Section";

interface Words {
    readonly label: string;
    /** What is in force where nothing is set. */
    readonly unset: string;
    /** Of those that can be changed here: what to write. */
    readonly hint?: string;
}

/** Settings by the names that the file has for them, in the order of the page. */
const SECTIONS: ReadonlyArray<readonly [string, Readonly<Record<string, Words>>]> = [
    ["People", {
        label: { label: "What people call this", unset: "the project's folder", hint: "Stands on the first page." },
        home: { label: "Page to begin on", unset: "the list of reports", hint: "The address of a dashboard, a board, a folder or any other page here, such as /dashboards/12." },
        contact: { label: "Whom to ask for access", unset: "whoever administers Soundings", hint: "A sentence, such as “Ask in #data for access.” It stands where somebody may not go on." },
    }],
    ["Project", {
        name: { label: "Name in the API", unset: "" },
        timezone: { label: "Time zone of queries", unset: "" },
        "analytics.time_zone": { label: "Time zone of charts", unset: "" },
        "analytics.week_start": { label: "Weeks of charts begin on", unset: "" },
        "analytics.currency": { label: "Currency of amounts", unset: "none" },
        "analytics.exchange_rates": { label: "Exchange rates", unset: "none" },
    }],
    ["Signing in", {
        "sign_in.passwords": { label: "Passwords", unset: "" },
        "sign_in.oidc": { label: "Identity provider", unset: "none" },
        "audit.retention_days": { label: "The audit log is kept", unset: "" },
    }],
    ["Server", {
        "server.public_url": { label: "Address that people open", unset: "where it listens" },
        "server.host": { label: "Listens on", unset: "" },
        "server.port": { label: "Port", unset: "" },
        "warehouse.memory_mb": { label: "Memory of the warehouse", unset: "" },
        "warehouse.threads": { label: "Threads of the warehouse", unset: "" },
        "warehouse.query_seconds": { label: "Limit of a query", unset: "" },
        "warehouse.cache_mb": { label: "Results kept in memory", unset: "" },
        "pipelines.interval_seconds": { label: "Pipelines run at most every", unset: "" },
    }],
];

/** How the server is set up: what can be changed here, and where the rest stands. */
export function SettingsPage(): JSX.Element {
    return (
        <AdminFrame here="settings" title="Settings" words={<>What stands in <code>soundings.yaml</code> of the project is changed there and read when the server starts; the line says where.</>}>
            {() => <Settings />}
        </AdminFrame>
    );
}

function Settings(): JSX.Element {
    const settings = useResource("admin settings", fetchServerSettings);
    const [changing, setChanging] = useState<ServerSetting | null>(null);
    return (
        <Loaded what="list of settings" of={[settings] as const}>
            {(known) => (
                <>
                    {SECTIONS.map(([title, names]) => (
                        <Section key={title} title={title}>
                            <dl className="facts">
                                {known.settings.filter((setting) => names[setting.name] !== undefined).map((setting) => (
                                    <Line key={setting.name} setting={setting} words={names[setting.name] ?? { label: setting.name, unset: "" }} file={known.file} onChange={() => setChanging(setting)} />
                                ))}
                                {title === "Server" && <div className="fact"><dt>Release</dt><dd>{known.version}</dd></div>}
                            </dl>
                        </Section>
                    ))}
                    {changing !== null && <ChangeSetting setting={changing} words={SECTIONS[0]?.[1][changing.name] ?? { label: changing.name, unset: "" }} onClose={() => setChanging(null)} />}
                </>
            )}
        </Loaded>
    );
}

function Line({ setting, words, file, onChange }: { setting: ServerSetting; words: Words; file: string; onChange: () => void }): JSX.Element {
    const session = useSession();
    const place = `${file}, line ${setting.line ?? 1}`;
    return (
        <div className="fact">
            <dt>{words.label}</dt>
            <dd>
                {setting.name === "home" && setting.value !== "" ? <Link href={setting.value}>{setting.value}</Link> : withSeparators(setting.value) || <span className="muted">{words.unset || "not set"}</span>}
                {setting.writable && <Button look="quiet" icon="edit" iconOnly onClick={onChange}>{`Change: ${words.label}`}</Button>}
                {setting.line !== null && <span className="muted setting-name">{session.permissions.has("develop") ? <Link href={fileAddress(file, setting.line)}>{place}</Link> : place}</span>}
                {setting.line === null && !setting.writable && <code className="muted setting-name">{setting.name}</code>}
            </dd>
        </div>
    );
}

/** "2,048 MiB": an amount has separators, as everywhere; a port has none. */
function withSeparators(value: string): string {
    return value.replace(/^\d{4,}(?= \w+$)/, (digits) => plain(Number(digits), 0));
}

function ChangeSetting({ setting, words, onClose }: { setting: ServerSetting; words: Words; onClose: () => void }): JSX.Element {
    const [value, setValue] = useState(setting.value);
    // An address is copied from the browser as a whole.
    const written = value.trim().startsWith(`${location.origin}/`) ? value.trim().slice(location.origin.length) : value.trim();
    return (
        <FormDialog title={words.label} submit="Save" onClose={onClose} onSubmit={async () => {
            await changeServerSetting(setting.name, written);
            cache.reload("admin settings", fetchServerSettings);
            onClose();
            tell("Saved. People see it when they next open a page.");
        }}>
            <label className="field"><span>{words.label}</span><input className="input" data-autofocus="" value={value} maxLength={500} onChange={(event) => setValue(event.target.value)} /></label>
            <p className="muted">{words.hint} Empty: {words.unset}.</p>
        </FormDialog>
    );
}

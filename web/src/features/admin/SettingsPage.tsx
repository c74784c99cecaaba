import { fetchServerSettings } from "../../api/serverSettings";
import { fetchSignInWays } from "../../api/session";
import { useSession } from "../../api/SessionContext";
import { useResource } from "../../api/useResource";
import { AdminFrame } from "./AdminFrame";
import { Loaded } from "./Loaded";
import { Section } from "./Section";

/** How the server is set up. All of it stands in a file and is not changed here. */
export function SettingsPage(): JSX.Element {
    return (
        <AdminFrame here="settings" title="Settings" words={<>How this server is set up. It is read at the start from <code>soundings.yaml</code> in the project&apos;s folder; to change something, change the file and start the server anew. <code>soundings validate</code> says what is wrong in it.</>}>
            {() => <Settings />}
        </AdminFrame>
    );
}

function Settings(): JSX.Element {
    const { project } = useSession();
    const server = useResource("admin settings", fetchServerSettings);
    const ways = useResource("sign-in ways", fetchSignInWays);
    return (
        <Loaded what="list of settings" of={[server, ways] as const}>
            {(known, signIn) => (
                <>
                    <Section title="Project">
                        <Lines lines={[["Name", project.name, "name"], ["What people see", project.label, "label"], ["Time zone of queries", known.timezone, "timezone"]]} />
                    </Section>
                    <Section title="Server">
                        <Lines lines={[["Address that people open", known.address, "server.public_url"], ["Release", known.version, ""]]} />
                    </Section>
                    <Section title="Signing in">
                        <Lines lines={[
                            ["Passwords", signIn.passwords ? "allowed" : "not allowed", "sign_in.passwords"],
                            ["Identity provider", signIn.provider ?? "none", "sign_in.oidc"],
                        ]} />
                    </Section>
                </>
            )}
        </Loaded>
    );
}

/** What it is, what it is set to, and the setting's name in the file. */
function Lines({ lines }: { lines: ReadonlyArray<readonly [string, string, string]> }): JSX.Element {
    return (
        <dl className="facts">
            {lines.map(([label, value, name]) => <div key={label} className="fact"><dt>{label}</dt><dd>{value || <span className="muted">not known</span>}{name !== "" && <code className="muted setting-name">{name}</code>}</dd></div>)}
        </dl>
    );
}

import { useState } from "react";
import { may } from "../../api/session";
import { useSession } from "../../api/SessionContext";
import { Icon } from "../../components/Icon";
import type { IconName } from "../../components/Icon";
import { Link } from "../../navigation/Link";

const KEY = "soundings-first-steps";

/** Three ways to begin, until the reader has seen enough of them. */
export function FirstSteps({ reports, reportsName }: { reports: string; reportsName: string }): JSX.Element | null {
    const session = useSession();
    const [shown, setShown] = useState(() => stored() !== "seen");
    if (!shown) return null;
    const steps: ReadonlyArray<readonly [IconName, string, string, string]> = [
        ["dashboard", `See ${reportsName}`, "The reports that everybody stands on. Change their filters; nothing you do there changes what is saved.", reports],
        ...(may(session, "explore") ? [["explore", "Ask a question of your own", "Pick fields of an explore, filter them in words, and send the address to somebody.", "/explore"] as const] : [["table", "Learn what the numbers mean", "Each metric in a sentence: how it is worked out, who answers for it, and which report counts.", "/metrics"] as const]),
        ["flow", "Follow what users do", "From one step to the next, who comes back, and who they are: every number leads to its users.", "/product/funnel"],
    ];
    return (
        <section className="first-steps" aria-labelledby="first-steps">
            <div className="page-title">
                <h2 id="first-steps">Three ways to begin</h2>
                <button type="button" className="text-button" onClick={() => {
                    setShown(false);
                    store();
                }}>Hide these</button>
            </div>
            <ul className="kind-cards">
                {steps.map(([icon, title, words, href]) => <li key={href}><Link className="card" href={href}><span className="kind-name"><Icon name={icon} /> <strong>{title}</strong></span><span className="card-text">{words}</span></Link></li>)}
            </ul>
        </section>
    );
}

function stored(): string | null {
    try {
        return window.localStorage.getItem(KEY);
    } catch {
        return null;
    }
}

function store(): void {
    try {
        window.localStorage.setItem(KEY, "seen");
    } catch {
        // They come back with the next visit then.
    }
}

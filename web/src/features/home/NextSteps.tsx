import type { ReactNode } from "react";
import { fetchEventTypes } from "../../api/events";
import { fetchExploreNames } from "../../api/models";
import { useSession } from "../../api/SessionContext";
import { useResource } from "../../api/useResource";
import { Icon } from "../../components/Icon";
import { Notice } from "../../components/Notice";
import { Link } from "../../navigation/Link";

/** What an empty project needs next: data, a model, a first report. What is done already is ticked. */
export function NextSteps(): JSX.Element {
    const events = useResource("event types project ", (signal) => fetchEventTypes("", signal), { freshFor: 30_000 });
    const explores = useResource("explores", fetchExploreNames, { freshFor: 60_000 });
    const session = useSession();
    const administers = session.permissions.has("administer");
    const hasEvents = (events.value ?? []).length > 0;
    const hasExplores = (explores.value ?? []).length > 0;
    // Whoever can do none of the steps is told who can.
    if (!administers && !session.permissions.has("save_content") && !session.permissions.has("develop")) {
        return <Notice title="There is nothing to see yet.">Reports appear here as soon as somebody has saved some where you may see them. Whoever administers Soundings in your company can say more.</Notice>;
    }
    return (
        <section className="panel next-steps" aria-labelledby="next-steps">
            <h2 id="next-steps">This project is empty. Three steps lead to the first report.</h2>
            <ol>
                <Step done={hasEvents} title="Send data">
                    <p>Make an ingestion key {administers ? <>under <Link href="/admin/keys">Keys</Link>, or with</> : "with"} <code>soundings key create --name &quot;web app&quot;</code>, and point an Amplitude SDK or update checks at this server. What has arrived appears under <Link href="/product/events">Events</Link>.</p>
                </Step>
                <Step done={hasExplores} title="Describe it">
                    <p><code>soundings lookml init PATH --from-warehouse</code> writes a first LookML project from the tables that are there. Its explores appear under <Link href="/explore">Explore</Link>.</p>
                </Step>
                <Step done={false} title="Save the first report">
                    <p>{hasExplores ? <>Start from an <Link href="/explore">explore</Link>, or put a Look into the folder <code>content/looks</code>.</> : <>Looks and dashboards in the project&apos;s folder appear here as soon as they are there.</>} Charts of events need no model: <Link href="/product">ask something</Link>.</p>
                </Step>
            </ol>
        </section>
    );
}

function Step({ done, title, children }: { done: boolean; title: string; children: ReactNode }): JSX.Element {
    return <li className={done ? "done" : ""}><h3>{done && <Icon name="check" size={14} />} {title}{done && <span className="aside">, done</span>}</h3>{children}</li>;
}

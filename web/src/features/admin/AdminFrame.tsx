import type { ReactNode } from "react";
import { useSession } from "../../api/SessionContext";
import { Notice } from "../../components/Notice";
import { Link } from "../../navigation/Link";
import { useHereInSight } from "../../navigation/useHereInSight";
import { useTitle } from "../../navigation/useTitle";
import { WhomToAsk } from "../../results/WhomToAsk";
import { adminAddress, adminSections, mayVisit } from "./adminHome";
import type { AdminPlace } from "./adminHome";
import { HeldCount } from "./quarantine/HeldCount";

interface Props {
    readonly here: AdminPlace;
    readonly title: string;
    /** What the page is for, in a sentence. */
    readonly words?: ReactNode;
    /** Of one thing: the list that it is in, above its title. */
    readonly above?: { readonly label: string; readonly href: string };
    readonly actions?: ReactNode;
    /** Drawn for those alone who may see the page. */
    readonly children: () => ReactNode;
}

/** A page of administration: all others beside it, its title, what can be done. Whoever may not see it learns who can help. */
export function AdminFrame({ here, title, words, above, actions, children }: Props): JSX.Element {
    const session = useSession();
    useTitle(title);
    const allowed = mayVisit(session, here);
    const sections = adminSections(session);
    const nav = useHereInSight(here);
    return (
        <div className={sections.length === 0 ? undefined : "admin"}>
            {sections.length > 0 && (
                <nav ref={nav} className="admin-nav" aria-label="Administration">
                    {sections.map(({ label, places }) => (
                        <div key={label}>
                            <p className="admin-nav-part" id={`places ${label}`}>{label}</p>
                            <ul aria-labelledby={`places ${label}`}>{places.map((place) => <li key={place.id}><Link href={adminAddress(place.id)} aria-current={place.id === here ? "page" : undefined}>{place.label}{place.id === "quarantine" && <HeldCount />}</Link></li>)}</ul>
                        </div>
                    ))}
                </nav>
            )}
            <div className="admin-main">
                <header className="page-head">
                    {above !== undefined && <nav className="path" aria-label="Above"><Link href={above.href}>{above.label}</Link></nav>}
                    <div className="page-title"><h1>{title}</h1>{allowed && actions !== undefined && <div className="page-actions">{actions}</div>}</div>
                    {words !== undefined && allowed && <p className="page-text">{words}</p>}
                </header>
                {allowed ? children() : (
                    <Notice tone="warn" title="This page is for those who administer Soundings.">
                        {session.visitor
                            ? "You are looking at a demo as a visitor. Whoever runs it can sign in and change things here."
                            : <>You are signed in as {session.user.email || session.user.name}. <WhomToAsk otherwise="To have something changed here, or to get more rights yourself, ask whoever administers Soundings in your company." /></>}
                    </Notice>
                )}
            </div>
        </div>
    );
}

/** Whether the reader may change things here rather than only see them. */
export function useMayAdminister(): boolean {
    return useSession().permissions.has("administer");
}

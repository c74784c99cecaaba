import { useEffect, useMemo, useRef, useState } from "react";
import type { ReactNode } from "react";
import { cache } from "../api/cache";
import { ApiError } from "../api/http";
import { develop, may, signOut } from "../api/session";
import { useSession } from "../api/SessionContext";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { Icon } from "../components/Icon";
import type { IconName } from "../components/Icon";
import { Menu } from "../components/Menu";
import { tell } from "../components/tell";
import { ToldBar } from "../components/ToldBar";
import { adminAddress, adminHome, adminSections } from "../features/admin/adminHome";
import { AlertBell } from "../features/alerts/AlertBell";
import { forgetTraces } from "../navigation/device";
import { Link } from "../navigation/Link";
import { navigate, useLocation } from "../navigation/location";
import { useShortcuts } from "../navigation/useShortcuts";
import { useTypedAhead } from "../navigation/useTypedAhead";
import { chooseTheme, useTheme } from "../theme/theme";
import { ActingBar } from "./ActingBar";
import { lazyPart } from "./lazyPage";
import { SessionEnded } from "./SessionEnded";
import { clearTab } from "./tabMemory";
import { useCountedViews } from "./useCountedViews";

/** Comes when somebody is about to search: most who open a page don't. */
const search = lazyPart(async () => (await import("../features/search/SearchDialog")).SearchDialog);
const developmentBar = lazyPart(async () => (await import("./DevelopmentBar")).DevelopmentBar);
const keysHelp = lazyPart(async () => (await import("./KeysHelp")).KeysHelp);

interface Props {
    /** The session ended while the page was open. */
    readonly ended: boolean;
    readonly onRetry: () => void;
    readonly onLeave: () => void;
    /** A visitor wants to be somebody. */
    readonly onSignIn: () => void;
    readonly children: ReactNode;
}

interface Place {
    readonly label: string;
    readonly href: string;
    readonly icon: IconName;
    readonly holds: RegExp;
}

/** Side bar, top bar, and the page between them. */
export function Frame({ ended, onRetry, onLeave, onSignIn, children }: Props): JSX.Element {
    const session = useSession();
    const { path } = useLocation();
    const [open, setOpen] = useState<"search" | "keys" | "places" | null>(null);
    const typedAhead = useTypedAhead(open === "search");
    const offline = useOffline();
    useFocusOnArrival(path);
    useCountedViews(path);
    const admin = adminHome(session);
    const adminPlaces = useMemo(() => adminSections(session).flatMap((section) => section.places.map(({ id, label }) => ({ label, href: adminAddress(id) }))), [session]);
    const places: Place[] = [
        { label: "Home", href: "/", icon: "home", holds: /^\/$/ },
        ...(may(session, "explore") ? [{ label: "Explore", href: "/explore", icon: "explore", holds: /^\/(explore|x)(\/|$)/ } as const] : []),
        { label: "Product", href: "/product", icon: "flow", holds: /^\/product(\/|$)/ },
        ...(session.permissions.has("use_sql_runner") ? [{ label: "SQL", href: "/sql", icon: "code", holds: /^\/sql(\/|$)/ } as const] : []),
        { label: "Catalogue", href: may(session, "see_lookml") ? "/catalogue" : "/metrics", icon: "table", holds: /^\/(catalogue|metrics|accounts|instances)(\/|$)/ },
        ...(may(session, "see_lookml") ? [{ label: "Pipelines", href: "/pipelines", icon: "pipeline", holds: /^\/pipelines(\/|$)/ } as const] : []),
        ...(session.permissions.has("develop") ? [{ label: "Develop", href: "/develop", icon: "edit", holds: /^\/develop(\/|$)/ } as const] : []),
        { label: "Boards", href: "/boards", icon: "board", holds: /^\/(browse\/)?boards(\/|$)/ },
        { label: "Folders", href: "/folders", icon: "folder", holds: /^\/(folders|browse(?!\/boards)|looks|dashboards|dashboards-next)(\/|$)/ },
        ...(admin === null ? [] : [{ label: "Admin", href: admin, icon: "shield", holds: /^\/admin(\/|$)/ } as const]),
    ];
    useShortcuts({
        "mod+k": () => setOpen("search"),
        "?": () => setOpen("keys"),
        "g h": () => navigate("/"),
        "g e": () => navigate("/explore"),
        "g p": () => navigate("/product"),
        "g c": () => navigate("/catalogue"),
        "g s": () => navigate("/sql"),
        "g d": () => navigate("/develop"),
        "g f": () => navigate("/folders"),
        "g b": () => navigate("/boards"),
        "g a": () => admin !== null && navigate(admin),
        f: focusFilters,
        t: focusTable,
    });

    async function leave(): Promise<void> {
        try {
            await signOut();
        } finally {
            cache.clear();
            clearTab();
            forgetTraces();
            onLeave();
        }
    }

    async function turn(): Promise<void> {
        try {
            await develop(!session.developing);
        } catch (error) {
            tell(error instanceof ApiError ? error.message : "That did not work. Try again.");
        }
    }

    const list = (
        <ul>
            {places.map((place) => (
                <li key={place.href}>
                    <Link href={place.href} aria-current={place.holds.test(path) ? "page" : undefined} onClick={() => setOpen(null)}>
                        <Icon name={place.icon} size={18} /><span>{place.label}</span>
                    </Link>
                </li>
            ))}
        </ul>
    );
    return (
        <div className="frame">
            <a className="skip" href="#content">Skip to the content</a>
            <nav className="side" aria-label="Places">
                <Link className="brand" href="/"><Mark /><span>Soundings</span></Link>
                {list}
            </nav>
            <header className="top">
                <span className="top-places"><Button look="quiet" icon="menu" iconOnly onClick={() => setOpen("places")}>Places</Button></span>
                <button type="button" className="search-button" onPointerEnter={search.fetch} onFocus={search.fetch} onClick={() => setOpen("search")}>
                    <Icon name="search" /><span>Search content, fields, values…</span><kbd>Ctrl K</kbd>
                </button>
                <span className="top-tools">
                    {/* The frame stays when all that was read is forgotten: then a new bell asks anew. */}
                    {!session.visitor && session.permissions.has("access_data") && <AlertBell key={`${session.user.id} ${String(session.developing)}`} />}
                    <ThemeMenu />
                    <Menu
                        label={session.visitor ? "Visitor" : session.user.name || "You"} icon="person" look="quiet"
                        items={[
                            ...(session.visitor ? [] : [{ label: "Your account", icon: "person", href: "/account" } as const]),
                            ...(session.permissions.has("develop") ? [{ label: session.developing ? "Leave development mode" : "Development mode", icon: "edit", onSelect: () => void turn() } as const] : []),
                            { label: "Keyboard shortcuts", icon: "text", onSelect: () => setOpen("keys") },
                            ...(session.visitor ? [{ label: "Sign in", icon: "enter", onSelect: onSignIn } as const] : [{ label: "Sign out", icon: "leave", onSelect: () => void leave() } as const]),
                        ]}
                    />
                </span>
            </header>
            <main id="content" tabIndex={-1}>
                {session.acting && <ActingBar session={session} />}
                {ended && <SessionEnded onRetry={onRetry} />}
                {offline && <div className="banner" role="status">This device is offline. What you see stays; new numbers need a connection.</div>}
                {children}
            </main>
            {session.developing && <developmentBar.Page />}
            <ToldBar />
            {open === "search" && <search.Page places={adminPlaces} typed={typedAhead} onClose={() => setOpen(null)} />}
            {open === "keys" && <keysHelp.Page onClose={() => setOpen(null)} />}
            {open === "places" && <Dialog title="Soundings" onClose={() => setOpen(null)}><nav className="sheet" aria-label="Places">{list}</nav></Dialog>}
        </div>
    );
}

function ThemeMenu(): JSX.Element {
    const { choice, theme } = useTheme();
    return (
        <Menu
            label="Theme" icon={theme === "dark" ? "moon" : "sun"} iconOnly look="quiet"
            items={[
                { label: "Like the system", icon: "screen", checked: choice === "system", onSelect: () => chooseTheme("system") },
                { label: "Light", icon: "sun", checked: choice === "light", onSelect: () => chooseTheme("light") },
                { label: "Dark", icon: "moon", checked: choice === "dark", onSelect: () => chooseTheme("dark") },
            ]}
        />
    );
}

/** A lead line that measures depth: what soundings are taken with. */
function Mark(): JSX.Element {
    return (
        <svg width="22" height="22" viewBox="0 0 22 22" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" aria-hidden="true">
            <path d="M2 6c2 0 2 1.5 4.5 1.5S9 6 11 6s2.5 1.5 4.5 1.5S18 6 20 6" />
            <path d="M11 7.5V15" />
            <path d="M9.2 15h3.6l.7 4h-5Z" fill="currentColor" />
        </svg>
    );
}

/** The first filter; on a narrow screen the line that they are folded to. */
function focusFilters(): void {
    const buttons = [...document.querySelectorAll<HTMLElement>(".filter-fold-line, .filters button")];
    buttons.find((button) => button.getClientRects().length > 0)?.focus();
}

/** The first value of the first table, or the table where none of its values leads anywhere. */
function focusTable(): void {
    const table = document.querySelector<HTMLElement>("main .table-scroll");
    const target = table?.querySelector<HTMLElement>(".cell-button[tabindex='0']") ?? table;
    target?.scrollIntoView({ block: "nearest" });
    target?.focus();
}

/** A new page begins at its top for the keyboard, too. */
function useFocusOnArrival(path: string): void {
    const before = useRef(path);
    useEffect(() => {
        if (before.current === path) return;
        before.current = path;
        document.getElementById("content")?.focus({ preventScroll: true });
    }, [path]);
}

function useOffline(): boolean {
    const [offline, setOffline] = useState(!navigator.onLine);
    useEffect(() => {
        const read = () => setOffline(!navigator.onLine);
        window.addEventListener("online", read);
        window.addEventListener("offline", read);
        return () => {
            window.removeEventListener("online", read);
            window.removeEventListener("offline", read);
        };
    }, []);
    return offline;
}

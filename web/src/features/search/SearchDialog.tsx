import { useEffect, useId, useMemo, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import { fetchDashboards, fetchLooks } from "../../api/content";
import { search } from "../../api/discovery";
import { fetchExploreNames } from "../../api/models";
import { may } from "../../api/session";
import { useSession } from "../../api/SessionContext";
import { useResource } from "../../api/useResource";
import { Dialog } from "../../components/Dialog";
import { Icon } from "../../components/Icon";
import { dashboardAddress, exploreHome, lookAddress } from "../../navigation/addresses";
import { navigate } from "../../navigation/location";
import { recentVisits } from "../../navigation/recent";
import { chooseTheme } from "../../theme/theme";
import { askedKind, foundGroups, matching, ofKind, place } from "./entries";
import type { Entry, Group } from "./entries";

const MOST = 8;
const WAIT = 120;

/** A page that other features offer to this reader. */
interface Place {
    readonly label: string;
    readonly href: string;
}

interface Props {
    readonly places: readonly Place[];
    /** What was typed before the window was there. */
    readonly typed: () => string;
    readonly onClose: () => void;
}

/** Goes anywhere and does anything by its words: content, values, fields, metrics, and commands. */
export function SearchDialog({ places, typed, onClose }: Props): JSX.Element {
    const session = useSession();
    const [term, setTerm] = useState(typed);
    const [asked, setAsked] = useState("");
    const [at, setAt] = useState(0);
    const id = useId();
    const list = useRef<HTMLDivElement>(null);
    useEffect(() => {
        const timer = setTimeout(() => setAsked(term.trim()), WAIT);
        return () => clearTimeout(timer);
    }, [term]);
    const { words, kind } = askedKind(asked);
    const found = useResource(words === "" ? undefined : `search ${words}`, (signal) => search(words, signal), { keepPrevious: true, freshFor: 60_000 });
    // Until the server has answered what is typed now, names that the pages know already are searched: Enter goes where it says.
    const answer = asked === term.trim() && !found.outdated ? found.value : undefined;
    const looks = useResource("looks", fetchLooks);
    const dashboards = useResource("dashboards", fetchDashboards);
    const explores = useResource("explores", fetchExploreNames, { freshFor: 300_000 });
    const known = useMemo((): Entry[] => [
        ...(dashboards.value ?? []).map((item) => place(item.title, dashboardAddress(item.id), "dashboard", ["Dashboard", item.folderName].filter((part) => part !== "").join(" · "))),
        ...(looks.value ?? []).map((item) => place(item.title, lookAddress(item.id), "column", ["Look", item.folderName].filter((part) => part !== "").join(" · "))),
        ...(explores.value ?? []).map((item) => place(item.label, exploreHome(item.model, item.name), "explore", ["Explore", item.group].filter((part) => part !== "").join(" · "))),
    ], [looks.value, dashboards.value, explores.value]);
    const commands = useMemo(() => [
        ...commandsFor(may(session, "explore"), may(session, "see_lookml")), ...places.map(({ label, href }) => place(label, href, "shield", "Administration", "admin")),
    ], [session, places]);
    const groups = useMemo((): Group[] => {
        if (term.trim() === "") {
            return [
                { title: "Visited last", entries: recentVisits().slice(0, 6).map((visit) => place(visit.title, visit.href, "clock", "")) },
                { title: "Commands", entries: commands.slice(0, 9) },
            ].filter((group) => group.entries.length > 0);
        }
        const own = matching(commands, term, 5);
        const isKnown = answer === undefined || answer === null || found.error !== null;
        return [...(isKnown ? [{ title: "Content", entries: matching(known, term, MOST) }] : ofKind(foundGroups(answer, (name) => explores.value?.find((each) => each.name === name)?.label ?? name), kind)), { title: "Commands", entries: own }].filter((group) => group.entries.length > 0);
    }, [term, commands, known, answer, kind, found.error, explores.value]);
    const entries = useMemo(() => groups.flatMap((group) => group.entries), [groups]);
    const chosen = Math.min(at, Math.max(0, entries.length - 1));
    useEffect(() => {
        list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
    }, [chosen]);

    function go(entry: Entry | undefined): void {
        if (entry === undefined) return;
        onClose();
        if (entry.act !== null) entry.act();
        else navigate(entry.href);
    }

    function press(event: KeyboardEvent): void {
        if (event.key === "Enter") go(entries[chosen]);
        const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
        if (step === 0 || entries.length === 0) return;
        event.preventDefault();
        setAt((chosen + step + entries.length) % entries.length);
    }

    const loading = asked !== "" && found.loading;
    return (
        <Dialog title="Search" size="top" hideTitle onClose={onClose}>
            <input
                className="input search-input" autoFocus role="combobox" aria-label="Search content, fields, values and commands" aria-expanded={entries.length > 0}
                aria-controls={id} aria-autocomplete="list" aria-activedescendant={entries.length > 0 ? `${id}-${chosen}` : undefined}
                placeholder="Search content, fields, values, commands" value={term} autoComplete="off" spellCheck={false} onKeyDown={press}
                onChange={(event) => {
                    setTerm(event.target.value);
                    setAt(0);
                }}
            />
            <div className="search-found" id={id} ref={list} role="listbox" aria-label="Results" hidden={entries.length === 0}>
                {groups.map((group, place) => {
                    const before = groups.slice(0, place).reduce((sum, each) => sum + each.entries.length, 0);
                    return (
                        <div key={group.title} role="group" aria-labelledby={`${id}-group-${place}`}>
                            <p className="search-group" id={`${id}-group-${place}`} role="presentation">{group.title}</p>
                            {group.entries.map((entry, index) => (
                                <div
                                    key={entry.key} id={`${id}-${before + index}`} role="option" className="search-entry" aria-selected={before + index === chosen}
                                    onPointerMove={() => setAt(before + index)} onClick={() => go(entry)}
                                >
                                    <Icon name={entry.icon} /> <span className="search-title">{entry.title}</span> <span className="muted">{entry.note}</span>
                                </div>
                            ))}
                        </div>
                    );
                })}
            </div>
            {entries.length === 0 && <p className="values-none" role="status">{loading ? "Searching…" : "Nothing has these words. Try fewer, or a part of a name."}</p>}
            <p className="search-help" aria-hidden="true"><kbd>↑</kbd> <kbd>↓</kbd> choose, <kbd>Enter</kbd> opens, <kbd>Esc</kbd> closes</p>
        </Dialog>
    );
}

const CHARTS: ReadonlyArray<readonly [string, string]> = [["segmentation", "segmentation"], ["funnel", "funnel"], ["retention", "retention"], ["journeys", "journeys"], ["lifecycle", "lifecycle"], ["active_users", "active users"], ["stickiness", "stickiness"]];

function commandsFor(mayExplore: boolean, seesLookML: boolean): Entry[] {
    const does = (title: string, also: string, icon: Entry["icon"], act: () => void): Entry => ({ key: `do ${title}`, title, note: "", icon, href: "", act, also });
    return [
        place("Home", "/", "home"), ...(mayExplore ? [place("Explore", "/explore", "explore", "Go to", "query new")] : []), place("Product analytics", "/product", "flow", "Go to", "charts amplitude events"),
        place("Folders", "/folders", "folder", "Go to", "looks dashboards"), place("Boards", "/boards", "board", "Go to", "collections"), place("Trash", "/folders/trash", "trash", "Go to", "deleted restore"), ...(seesLookML ? [place("Catalogue", "/catalogue", "table", "Go to", "sources tables lineage"), place("Pipelines", "/pipelines", "pipeline", "Go to", "runs builds tests")] : []),
        place("Metrics", "/metrics", "number", "Go to", "definitions"), place("Cohorts", "/product/cohorts", "people", "Go to"), place("Annotations", "/product/annotations", "line", "Go to", "releases incidents notes what happened"), place("Find users", "/product/people", "person", "Go to", "people look-up"),
        place("Live events", "/product/events?live=yes", "bolt", "Go to", "stream"), place("Accounts and instances", "/accounts", "people", "Go to", "customers telemetry status which tool"), place("New cohort", "/product/cohorts/new", "plus", "Make"),
        ...CHARTS.map(([kind, words]) => place(`New ${words}`, `/product/${kind}`, "plus", "Make", "chart")),
        ...(seesLookML ? [place("Lineage", "/catalogue/lineage", "flow", "Go to"), place("Pipeline runs", "/pipelines/runs", "refresh", "Go to"), place("Pipeline graph", "/pipelines/graph", "pipeline", "Go to")] : []),
        does("Light theme", "appearance colours", "sun", () => chooseTheme("light")), does("Dark theme", "appearance colours", "moon", () => chooseTheme("dark")), does("Theme like the system", "appearance", "screen", () => chooseTheme("system")),
        does("Copy the link of this page", "share address", "link", () => void navigator.clipboard.writeText(window.location.href)),
    ];
}

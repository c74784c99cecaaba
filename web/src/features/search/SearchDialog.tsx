import { useId, useMemo, useState } from "react";
import type { KeyboardEvent } from "react";
import { fetchDashboards, fetchLooks } from "../../api/content";
import { fetchExploreNames } from "../../api/models";
import { useResource } from "../../api/useResource";
import { Dialog } from "../../components/Dialog";
import { Icon } from "../../components/Icon";
import type { IconName } from "../../components/Icon";
import { dashboardAddress, exploreHome, lookAddress } from "../../navigation/addresses";
import { navigate } from "../../navigation/location";

interface Entry {
    readonly title: string;
    readonly kind: string;
    readonly where: string;
    readonly icon: IconName;
    readonly href: string;
}

const MOST = 12;

/** Finds a dashboard, a Look or an explore by its words and goes there. */
export function SearchDialog({ onClose }: { onClose: () => void }): JSX.Element {
    const [term, setTerm] = useState("");
    const [at, setAt] = useState(0);
    const list = useId();
    const looks = useResource("looks", fetchLooks);
    const dashboards = useResource("dashboards", fetchDashboards);
    const explores = useResource("explores", fetchExploreNames, { freshFor: 300_000 });
    const entries = useMemo((): Entry[] => [
        ...(dashboards.value ?? []).map((item): Entry => ({ title: item.title, kind: "Dashboard", where: item.folderName, icon: "dashboard", href: dashboardAddress(item.id) })),
        ...(looks.value ?? []).map((item): Entry => ({ title: item.title, kind: "Look", where: item.folderName, icon: "column", href: lookAddress(item.id) })),
        ...(explores.value ?? []).map((item): Entry => ({ title: item.label, kind: "Explore", where: item.group, icon: "explore", href: exploreHome(item.model, item.name) })),
    ], [looks.value, dashboards.value, explores.value]);
    const found = useMemo(() => {
        const words = term.toLowerCase().split(/\s+/).filter((word) => word !== "");
        const matching = entries.filter((entry) => words.every((word) => `${entry.title} ${entry.kind} ${entry.where}`.toLowerCase().includes(word)));
        const starts = (entry: Entry) => Number(!entry.title.toLowerCase().startsWith(term.toLowerCase()));
        return matching.sort((left, right) => starts(left) - starts(right)).slice(0, MOST);
    }, [entries, term]);

    function go(entry: Entry | undefined): void {
        if (entry === undefined) return;
        onClose();
        navigate(entry.href);
    }

    function press(event: KeyboardEvent): void {
        if (event.key === "Enter") go(found[at]);
        const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
        if (step === 0 || found.length === 0) return;
        event.preventDefault();
        setAt((at + step + found.length) % found.length);
    }

    return (
        <Dialog title="Search" size="top" hideTitle onClose={onClose}>
            <input
                className="input search-input" autoFocus role="combobox" aria-label="Search dashboards, Looks and explores" aria-expanded={found.length > 0}
                aria-controls={list} aria-autocomplete="list" aria-activedescendant={found.length > 0 ? `${list}-${at}` : undefined}
                placeholder="Search dashboards, Looks, explores" value={term} autoComplete="off" spellCheck={false} onKeyDown={press}
                onChange={(event) => {
                    setTerm(event.target.value);
                    setAt(0);
                }}
            />
            <ul className="search-found" id={list} role="listbox" aria-label="Results" hidden={found.length === 0}>
                {found.map((entry, index) => (
                    <li
                        key={entry.href} id={`${list}-${index}`} role="option" aria-selected={index === at}
                        onPointerMove={() => setAt(index)} onClick={() => go(entry)}
                    >
                        <Icon name={entry.icon} /> <span>{entry.title}</span> <span className="muted">{[entry.kind, entry.where].filter((word) => word !== "").join(" · ")}</span>
                    </li>
                ))}
            </ul>
            {found.length === 0 && <p className="values-none">{looks.loading || dashboards.loading ? "Loading…" : "Nothing has these words in its name."}</p>}
        </Dialog>
    );
}

import { useRef, useState } from "react";
import { fetchDuplicates, fetchSimilar } from "../../../api/tidiness";
import type { ListedContent } from "../../../api/tidiness";
import { useResource } from "../../../api/useResource";
import { Button } from "../../../components/Button";
import { Notice } from "../../../components/Notice";
import { Popover } from "../../../components/Popover";
import { counted, percent } from "../../../words/numbers";
import { ContentLink } from "../ContentLink";
import { Loaded } from "../Loaded";
import { when } from "../words";
import { trashAll } from "../../../saved/trash";

/** Looks that ask the same, and dashboards whose tiles do: the most used of each stays, the others could go. */
export function Duplicates(): JSX.Element {
    const groups = useResource("duplicates", fetchDuplicates, { freshFor: 10_000 });
    return (
        <Loaded what="list of duplicates" of={[groups] as const}>
            {(all) => (all.length === 0
                ? <Notice icon="check" title="Nothing is there twice.">Titles, sorting and pictures don&apos;t count: only what is asked.</Notice>
                : (
                    <ul className="duplicate-groups">
                        {all.map((group, index) => <li key={group[0]?.id ?? index}><Group items={group} onChanged={groups.reload} /></li>)}
                    </ul>
                ))}
        </Loaded>
    );
}

function Group({ items, onChanged }: { items: readonly ListedContent[]; onChanged: () => void }): JSX.Element {
    const [first] = items;
    return (
        <section className="panel" aria-label={`The same as ${first?.title ?? ""}`}>
            <h2>{counted(items.length, first?.kind === "look" ? "Look asks" : "dashboard asks", first?.kind === "look" ? "Looks ask" : "dashboards ask")} the same</h2>
            <ul className="plain-list">
                {items.map((item, index) => (
                    <li key={item.id}>
                        <span><ContentLink {...item} /> <span className="muted">{item.owner !== "" && `by ${item.owner}, `}{item.views === 0 ? "never opened" : `opened ${counted(item.views, "time")}, last ${when(item.lastViewed)}`}</span></span>
                        <span className="line-tools">
                            <Alike item={item} />
                            {index === 0 ? <span className="tag good">most used</span> : item.fromFile ? <span className="muted">from a file</span> : <Button look="quiet" aria-label={`Move ${item.title} to the trash`} onClick={() => void trashAll([item], onChanged)}>Move to trash</Button>}
                        </span>
                    </li>
                ))}
            </ul>
        </section>
    );
}

/** What else shows much the same as one thing. */
function Alike({ item }: { item: ListedContent }): JSX.Element {
    const [open, setOpen] = useState(false);
    const place = useRef<HTMLSpanElement>(null);
    const button = useRef<HTMLButtonElement>(null);
    return (
        <span className="alike" ref={place}>
            <Button look="quiet" ref={button} aria-expanded={open} aria-label={`What is like ${item.title}`} onClick={() => setOpen(!open)}>What is like it</Button>
            {open && <Popover label={`Like ${item.title}`} container={place} anchor={button} onClose={() => setOpen(false)}><AlikeList item={item} /></Popover>}
        </span>
    );
}

function AlikeList({ item }: { item: ListedContent }): JSX.Element {
    const similar = useResource(`similar ${item.kind} ${item.id}`, (signal) => fetchSimilar(item.kind, item.id, signal));
    return (
        <Loaded what="list" of={[similar] as const}>
            {(all) => (all.length === 0 ? <p className="muted">Nothing else shows the same fields.</p> : (
                <ul className="plain-list">{all.map((each) => <li key={each.id}><ContentLink {...each} /><span className="muted">{percent(each.likeness)} alike</span></li>)}</ul>
            ))}
        </Loaded>
    );
}

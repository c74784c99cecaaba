import { useMemo } from "react";
import { checkContent } from "../../api/tidiness";
import type { BrokenContent } from "../../api/tidiness";
import { useResource } from "../../api/useResource";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { Link } from "../../navigation/Link";
import { withNames } from "../../results/Problem";
import { duration } from "../../words/ago";
import { counted } from "../../words/numbers";
import { AdminFrame } from "./AdminFrame";
import { ContentLink } from "./ContentLink";
import { Loaded } from "./Loaded";

/** What is saved and names models, explores or fields that are not there any more. */
export function BrokenPage(): JSX.Element {
    const check = useResource("content validation", checkContent, { freshFor: 10_000 });
    return (
        <AdminFrame
            here="broken" title="Broken content" words="Looks, tiles and filters that name models, explores or fields which the project doesn't have any more. Look here after each change of LookML."
            actions={<Button icon="refresh" disabled={check.loading} onClick={check.reload}>Check again</Button>}
        >
            {() => (
                <Loaded what="list of broken content" of={[check] as const}>
                    {(found) => {
                        const looked = `${counted(found.looks, "Look")}, ${counted(found.tiles, "tile")} and ${counted(found.filters, "filter")} were checked in ${duration(found.seconds)}.`;
                        return found.broken.length === 0 ? <Notice title="Everything saved fits the model." icon="check">{looked}</Notice> : <Broken broken={found.broken} looked={looked} />;
                    }}
                </Loaded>
            )}
        </AdminFrame>
    );
}

function Broken({ broken, looked }: { broken: readonly BrokenContent[]; looked: string }): JSX.Element {
    const contents = useMemo(() => {
        const known = new Map<string, BrokenContent[]>();
        for (const each of broken) {
            const key = `${each.kind} ${each.id}`;
            const same = known.get(key);
            if (same === undefined) known.set(key, [each]);
            else same.push(each);
        }
        return [...known.values()];
    }, [broken]);
    return (
        <>
            <p><strong>{counted(contents.length, "Look or dashboard doesn't", "Looks and dashboards don't")} fit.</strong> <span className="muted">{looked}</span></p>
            <ul className="duplicate-groups">
                {contents.map((parts) => {
                    const [first] = parts;
                    return first === undefined ? null : (
                        <li key={`${first.kind} ${first.id}`}>
                            <section className="panel" aria-label={first.title}>
                                <h2><ContentLink kind={first.kind} id={first.id} title={first.title} folderID={first.folderID} folderName={first.folderName} /></h2>
                                <ul className="plain-list">
                                    {parts.flatMap((part) => part.errors.map((error, index) => (
                                        <li key={`${part.part} ${index}`}>
                                            <span>{part.part !== "" && <span className="muted">{part.part}: </span>}{withNames(error.message)}</span>
                                            {error.explore !== "" && <Link href={`/catalogue/explores/${encodeURIComponent(error.model)}/${encodeURIComponent(error.explore)}`}>What {error.explore} has</Link>}
                                        </li>
                                    )))}
                                </ul>
                            </section>
                        </li>
                    );
                })}
            </ul>
        </>
    );
}

import { useEffect, useState } from "react";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Notice } from "../../components/Notice";
import { lineageAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";
import { navigate, useLocation } from "../../navigation/location";
import { valueOf } from "../../navigation/query";
import { useTitle } from "../../navigation/useTitle";
import { CatalogueNav } from "./CatalogueNav";
import { thingName } from "./lineageGraph";
import { LineageView } from "./LineageView";
import { useLineage } from "./useLineage";

/** From a source's column to a tile, for anything by its name. */
export function LineagePage(): JSX.Element {
    const name = valueOf(useLocation().query, "name") ?? "";
    const [typed, setTyped] = useState(name);
    useEffect(() => setTyped(name), [name]);
    const title = useCalled(name);
    useTitle(name === "" ? "Lineage" : `Lineage of ${title}`);
    return (
        <>
            <header className="page-head">
                {name !== "" && <nav className="path" aria-label="Above"><Link href="/catalogue">Catalogue</Link> / <Link href="/catalogue/lineage">Lineage</Link></nav>}
                <h1>{name === "" ? "Lineage" : title}</h1>
                <p className="page-text">What {name === "" ? "something" : "it"} comes from, down to the column of a source, and what stands on it, up to the tile.</p>
            </header>
            <CatalogueNav here="lineage" />
            <form className="metric-search" onSubmit={(event) => {
                event.preventDefault();
                if (typed.trim() !== "") navigate(lineageAddress(typed.trim()));
            }}>
                <Icon name="search" /><input type="search" className="input" value={typed} placeholder="DAU/MAU, account.name, clean.account" aria-label="A field, column, table, explore, Look or dashboard" spellCheck={false} onChange={(event) => setTyped(event.target.value)} />
                <Button type="submit">Follow</Button>
            </form>
            {name === "" ? <Notice title="Name something.">Anything by its title; a field also as <code>view.field</code>, a table as <code>schema.table</code>, a column as <code>schema.table.column</code>, a Look as <code>look:12</code>.</Notice> : <LineageView name={name} />}
        </>
    );
}

/** What people call the thing of a name; its name as long as that is not known. */
function useCalled(name: string): string {
    const { lineage } = useLineage(name);
    const things = lineage.outdated ? [] : lineage.value?.asked.flatMap((key) => lineage.value?.things.get(key) ?? []) ?? [];
    const [thing] = things;
    return thing === undefined ? name : thingName(thing);
}

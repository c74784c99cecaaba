import { useEffect, useState } from "react";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Notice } from "../../components/Notice";
import { lineageAddress } from "../../navigation/addresses";
import { navigate, useLocation } from "../../navigation/location";
import { valueOf } from "../../navigation/query";
import { useTitle } from "../../navigation/useTitle";
import { CatalogueNav } from "./CatalogueNav";
import { LineageView } from "./LineageView";

/** From a source's column to a tile, for anything by its name. */
export function LineagePage(): JSX.Element {
    const name = valueOf(useLocation().query, "name") ?? "";
    const [typed, setTyped] = useState(name);
    useEffect(() => setTyped(name), [name]);
    useTitle(name === "" ? "Lineage" : `Lineage of ${name}`);
    return (
        <>
            <header className="page-head">
                <h1>{name === "" ? "Lineage" : name}</h1>
                <p className="page-text">What it comes from, down to the column of a source, and what stands on it, up to the tile.</p>
            </header>
            <CatalogueNav here="lineage" />
            <form className="metric-search" onSubmit={(event) => {
                event.preventDefault();
                if (typed.trim() !== "") navigate(lineageAddress(typed.trim()));
            }}>
                <Icon name="search" /><input type="search" className="input" value={typed} placeholder="account.name, clean.account, look:1519" aria-label="A field, column, table, explore, Look or dashboard" spellCheck={false} onChange={(event) => setTyped(event.target.value)} />
                <Button type="submit">Follow</Button>
            </form>
            {name === "" ? <Notice title="Name something.">A field as <code>view.field</code>, a table as <code>schema.table</code>, a column as <code>schema.table.column</code>, a Look as <code>look:12</code>.</Notice> : <LineageView name={name} />}
        </>
    );
}

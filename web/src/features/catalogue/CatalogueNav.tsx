import { Link } from "../../navigation/Link";

const PLACES = [["sources", "/catalogue", "Sources"], ["tables", "/catalogue/tables", "Tables"], ["explores", "/catalogue/explores", "Explores"], ["lineage", "/catalogue/lineage", "Lineage"], ["metrics", "/metrics", "Metrics"], ["accounts", "/accounts", "Accounts"]] as const;
export type CataloguePlace = "sources" | "tables" | "explores" | "lineage";

/** The parts of the catalogue. */
export function CatalogueNav({ here }: { here: CataloguePlace }): JSX.Element {
    return (
        <nav className="subnav" aria-label="Catalogue">
            {PLACES.map(([id, href, label]) => <Link key={id} href={href} aria-current={id === here ? "page" : undefined}>{label}</Link>)}
        </nav>
    );
}

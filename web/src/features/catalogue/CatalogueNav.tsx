import { may } from "../../api/session";
import { useSession } from "../../api/SessionContext";
import { SubNav } from "../../components/SubNav";

const PLACES = [["sources", "/catalogue", "Sources"], ["tables", "/catalogue/tables", "Tables"], ["explores", "/catalogue/explores", "Explores"], ["lineage", "/catalogue/lineage", "Lineage"], ["metrics", "/metrics", "Metrics"], ["accounts", "/accounts", "Accounts"]] as const;
export type CataloguePlace = (typeof PLACES)[number][0];

/** The parts of the catalogue, for those who may see more of it than what numbers mean. */
export function CatalogueNav({ here }: { here: CataloguePlace }): JSX.Element | null {
    if (!may(useSession(), "see_lookml")) return null;
    return <SubNav label="Catalogue" places={PLACES} here={here} />;
}

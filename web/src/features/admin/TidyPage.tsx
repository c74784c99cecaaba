import { Tabs } from "../../components/Tabs";
import { navigateQuery, useLocation } from "../../navigation/location";
import { valueOf } from "../../navigation/query";
import { AdminFrame } from "./AdminFrame";
import { Duplicates } from "./tidy/Duplicates";
import { Names } from "./tidy/Names";
import { Unused } from "./tidy/Unused";

const VIEWS = [{ id: "unused", label: "Unused" }, { id: "duplicates", label: "Doubled" }, { id: "names", label: "Names" }] as const;

/** What nobody uses, what is there twice, and titles that could be better. */
export function TidyPage(): JSX.Element {
    const { query } = useLocation();
    const view = VIEWS.find(({ id }) => id === valueOf(query, "view"))?.id ?? "unused";
    return (
        <AdminFrame here="tidy" title="Tidying up" words="What could be cleared away, so that people find what counts. What goes to the trash can be had back.">
            {() => (
                <Tabs label="What to tidy" tabs={VIEWS} chosen={view} onChoose={(id) => navigateQuery(id === "unused" ? [] : [["view", id]])}>
                    {view === "unused" ? <Unused /> : view === "duplicates" ? <Duplicates /> : <Names />}
                </Tabs>
            )}
        </AdminFrame>
    );
}

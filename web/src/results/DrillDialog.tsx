import { useMemo, useState } from "react";
import { queryKey } from "../api/queries";
import { may } from "../api/session";
import { useSession } from "../api/SessionContext";
import type { Drill } from "../charts/CellLinksContext";
import { CrossFilterContext } from "../charts/CrossFilterContext";
import { TableToolsContext } from "../charts/TableToolsContext";
import { readVis } from "../charts/vis";
import { Dialog } from "../components/Dialog";
import { Icon } from "../components/Icon";
import { Tabs } from "../components/Tabs";
import { filterKind } from "../filters/kinds";
import { filterPhrase } from "../filters/sentence";
import { Link } from "../navigation/Link";
import { matchPath } from "../navigation/location";
import { readQuery } from "../navigation/query";
import { counted } from "../words/numbers";
import { AnswerView } from "./AnswerView";
import { Downloads } from "./Downloads";
import { exploreAddress, readExplorePairs } from "./exploreAddress";
import { useAnswer } from "./useAnswer";

interface Props {
    readonly drill: Drill;
    readonly onClose: () => void;
}

/** The rows behind a number over the page that shows it, for readers who may not explore, too. */
export function DrillDialog({ drill, onClose }: Props): JSX.Element {
    const session = useSession();
    const asked = useMemo(() => readDrill(drill.href), [drill.href]);
    const [sorts, setSorts] = useState<readonly string[] | null>(null);
    const key = queryKey(asked);
    const query = useMemo(() => (sorts === null ? asked : { ...asked, sorts }), [key, sorts]);
    const vis = useMemo(() => readVis(query.visConfig), [query]);
    const answer = useAnswer(query);
    const isTable = ["", "table", "looker_grid"].includes(vis.type);
    const [view, setView] = useState(isTable ? "table" : "chart");
    const rows = answer.value?.rows.length ?? 0;
    const filters = answer.value?.appliedFilters ?? [];
    const tools = (
        <div className="drill-tools">
            {may(session, "explore") && <Link className="button" href={exploreAddress(query)}><Icon name="explore" /> <span>Explore from here</span></Link>}
            <Downloads query={query} name={drill.label} />
        </div>
    );
    const shown = (
        <AnswerView
            query={query} answer={answer} vis={vis} label={drill.label} view={view === "chart" ? "chart" : "table"} filters={[]}
            onSort={(field, descending) => setSorts([`${field}${descending ? " desc" : ""}`])}
        />
    );
    return (
        // What a press does on the page below does not hold for the rows over it.
        <CrossFilterContext.Provider value={null}>
            <TableToolsContext.Provider value={null}>
                <Dialog title={drill.label} size="full" onClose={onClose}>
                    <p className="muted drill-facts" role="status">
                        {answer.value !== undefined && <span>{rows >= query.limit ? `The first ${rows.toLocaleString("en-US")} rows` : counted(rows, "row", "rows")}</span>}
                        {filters.map(({ field, expression }) => <span key={field.name}>{filterPhrase(field.labelShort, filterKind(field), expression).join(" ")}</span>)}
                    </p>
                    {isTable ? <>{tools}{shown}</> : <Tabs label="Views" tabs={[{ id: "chart", label: "Chart" }, { id: "table", label: "Table" }]} chosen={view} onChoose={setView} extra={tools}>{shown}</Tabs>}
                </Dialog>
            </TableToolsContext.Provider>
        </CrossFilterContext.Provider>
    );
}

/** The query at the address of a drill. */
function readDrill(href: string): ReturnType<typeof readExplorePairs> {
    const [path = "", text = ""] = href.split("?");
    const { model = "", explore = "" } = matchPath("/explore/:model/:explore", path) ?? {};
    return readExplorePairs(model, explore, readQuery(text.split("#")[0] ?? ""));
}

import { useMemo } from "react";
import type { Tile } from "../../api/content";
import { queryKey } from "../../api/queries";
import type { QueryBody } from "../../api/queries";
import { readVis } from "../../charts/vis";
import { Dialog } from "../../components/Dialog";
import { Markdown } from "../../components/Markdown";
import { Tabs } from "../../components/Tabs";
import { AnswerView } from "../../results/AnswerView";
import { Downloads } from "../../results/Downloads";
import { Explained } from "../../results/Explained";
import { useAnswer } from "../../results/useAnswer";

interface Props {
    /** The dashboard's id. */
    readonly dashboard: string;
    readonly tile: Tile;
    readonly query: QueryBody;
    readonly view: string;
    readonly onView: (view: string) => void;
    readonly onClose: () => void;
}

/** One tile over the whole page, with its table and SQL. It has an address, so it can be sent. */
export function EnlargedTile({ dashboard, tile, query: given, view, onView, onClose }: Props): JSX.Element {
    const key = queryKey(given);
    const query = useMemo(() => given, [key]);
    const vis = useMemo(() => readVis(query.visConfig), [query]);
    const answer = useAnswer(query);
    const isTable = ["", "table", "looker_grid"].includes(vis.type);
    const tabs = [
        ...(isTable ? [] : [{ id: "chart", label: "Chart" }]), { id: "table", label: "Table" },
        ...(answer.value?.sql === null ? [] : [{ id: "sql", label: "SQL" }]), { id: "explain", label: "Explain" },
    ];
    const shown = view === "sql" || view === "table" || view === "explain" ? view : isTable ? "table" : "chart";
    return (
        <Dialog title={tile.title} size="full" onClose={onClose}>
            <Tabs label="Views" tabs={tabs} chosen={shown} onChoose={onView} extra={<Downloads query={query} name={tile.title} />}>
                {shown === "explain"
                    ? <Explained query={query} subject={`tile:${dashboard}/${tile.id}`} />
                    : <AnswerView query={query} answer={answer} vis={vis} label={tile.title} view={shown} filters={[]} showSummary />}
                {tile.note !== "" && <div className="picture-note"><Markdown text={tile.note} /></div>}
            </Tabs>
        </Dialog>
    );
}

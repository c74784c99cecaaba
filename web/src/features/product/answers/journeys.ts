import type { ChartPoint } from "../../../api/charts";
import { list, number, numberOrNull, object, text } from "../../../api/reading";
import type { JSONObject } from "../../../api/reading";
import { counted, evenPercent, percent, plain } from "../../../words/numbers";
import { unitWords } from "../state/units";
import { hasSegments, seconds, segmentPlace } from "./parts";
import type { Describe } from "./parts";
import { cell } from "./view";
import type { Flow } from "./view";

const KIND_WORDS: Readonly<Record<string, string>> = { dropped_off: "Left", entered: "Came in", more: "More" };

/** What people do after an event, or did before it. */
export const describeJourneys: Describe = (answer, definition, show) => {
    const all = list(answer.body["series"], object);
    const at = Math.min(Math.max(0, Number(show) || 0), Math.max(0, all.length - 1));
    const raw = all[at];
    if (raw === undefined) return { figures: [], picture: null, table: { columns: [], rows: [] }, summary: "", isEmpty: true };
    const segment = segmentPlace(definition, text(raw["segment"]));
    const flow = readFlow(raw, segment, text(definition["start_with"]) === "" && definition["start_with"] === undefined && definition["end_with"] !== undefined);
    const [anchor] = flow.columns[0] ?? [];
    const second = [...flow.columns[1] ?? []].sort((left, right) => right.count - left.count)[0];
    return {
        figures: [{ label: hasSegments(definition) ? text(raw["segment"]) : "Paths", text: plain(flow.paths), detail: anchor === undefined ? "" : `${flow.backward ? "to" : "from"} ${anchor.name}`, point: null }],
        picture: flow.columns.length === 0 ? null : { is: "flow", flow },
        table: {
            columns: [
                { title: flow.backward ? "Step before the end" : "Step", right: true }, { title: "From", right: false }, { title: "To", right: false }, { title: unitWords(definition).title, right: true },
                { title: "Of all paths", right: true }, { title: "Average time", right: true },
            ],
            rows: [...flow.edges].sort((left, right) => left.column - right.column || right.count - left.count).map((edge) => ({
                strong: false,
                cells: [
                    cell(`${edge.column + 1}`), cell(edge.from), cell(KIND_WORDS[edge.toKind] ?? edge.to),
                    cell(plain(edge.count), { point: edge.count === 0 ? null : edge.point, who: `${edge.from}, then ${edge.to}` }), cell(evenPercent(edge.share)),
                    cell(edge.seconds === null ? "" : seconds(edge.seconds)),
                ],
            })),
        },
        summary: second === undefined || anchor === undefined ? `${counted(flow.paths, "path")}.` : `${flow.backward ? "Before" : "After"} ${anchor.name} most often comes ${second.name}: ${percent(second.share)} of ${counted(flow.paths, "path")}.`,
        isEmpty: all.every((series) => number(series["paths"], 0) === 0),
    };
};

export function readFlow(raw: JSONObject, segment: number, backward: boolean): Flow {
    return {
        paths: number(raw["paths"], 0),
        backward,
        columns: list(raw["columns"], (column) => column).map((column, place) => list(column, (item) => {
            const node = object(item);
            const kind = text(node["node_kind"]);
            const point: ChartPoint = { segment, column: place + 1, node: text(node["node"]), ...(kind === "node" ? {} : { node_kind: kind }) };
            return {
                name: KIND_WORDS[kind] ?? text(node["node"]), kind, count: number(node["count"], 0), share: number(node["share"], 0), ended: number(node["ended"], 0),
                point: kind === "dropped_off" || kind === "entered" ? null : point,
            };
        })),
        edges: list(raw["edges"], (item) => {
            const edge = object(item);
            const [fromKind, toKind] = [text(edge["from_kind"]), text(edge["to_kind"])];
            const column = number(edge["column"], 1);
            return {
                column: column - 1, from: KIND_WORDS[fromKind] ?? text(edge["from"]), to: KIND_WORDS[toKind] ?? text(edge["to"]), toKind, count: number(edge["count"], 0), share: number(edge["share"], 0),
                seconds: numberOrNull(edge["average_seconds"]),
                point: {
                    segment, column, from: text(edge["from"]), ...(fromKind === "node" ? {} : { from_kind: fromKind }), to: text(edge["to"]), ...(toKind === "node" ? {} : { to_kind: toKind }),
                },
            };
        }),
    };
}

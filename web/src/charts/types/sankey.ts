import { cellNumber } from "../../api/result";
import type { QueryResult } from "../../api/result";
import { common, tooltipStyle } from "../base";
import { paint } from "../colours";
import type { ColourBook } from "../colours";
import { numberColumns } from "../columns";
import type { NoChart, SankeyChart } from "../description";
import { FONT } from "../drawn";
import type { Drawn } from "../drawn";
import type { EngineOption } from "../engine";
import { factsTip } from "../tooltip";
import type { VisSettings } from "../vis";
import { cellName, dimensionColumns, noChart, stopsOf, writtenAs } from "./told";

/** Of more names in a column than this the smallest flow together as Other. */
const MOST_NAMES = 15;

/** Each dimension is a column of names; the first measure says how much flows from one to the next. */
export function describeSankey(result: QueryResult, vis: VisSettings, colours: ColourBook): SankeyChart | NoChart {
    const dimensions = dimensionColumns(result, vis);
    const measures = numberColumns(result, vis);
    const [measure] = measures;
    const pivoted = measure !== undefined && measure.pivot !== null;
    if (measure === undefined || dimensions.length + (pivoted ? 1 : 0) < 2) return noChart("A flow needs two dimensions, from and to, and a measure.");
    const paths: Array<{ names: string[]; value: number }> = [];
    for (const row of result.rows) {
        const names = dimensions.map((column) => cellName(column, row));
        for (const column of pivoted ? measures.filter((each) => each.field.name === measure.field.name) : [measure]) {
            const value = cellNumber(column.cell(row));
            if (value !== null && value > 0) paths.push({ names: pivoted ? [...names, column.title] : names, value });
        }
    }
    if (paths.length === 0) return noChart("There is no flow above zero to draw.");
    const depth = paths[0]?.names.length ?? 0;
    let gathered = false;
    for (let at = 0; at < depth; at += 1) {
        const sums = new Map<string, number>();
        for (const path of paths) sums.set(path.names[at] ?? "", (sums.get(path.names[at] ?? "") ?? 0) + path.value);
        if (sums.size <= MOST_NAMES) continue;
        const kept = new Set([...sums].sort((a, b) => b[1] - a[1]).slice(0, MOST_NAMES - 1).map(([name]) => name));
        for (const path of paths) if (!kept.has(path.names[at] ?? "")) path.names[at] = "Other";
        gathered = true;
    }
    const nodes = new Map<string, { id: string; name: string; depth: number }>();
    const links = new Map<string, { from: string; to: string; value: number }>();
    for (const path of paths) {
        path.names.forEach((name, at) => {
            const id = `${at} ${name}`;
            nodes.set(id, { id, name, depth: at });
            const next = path.names[at + 1];
            if (next === undefined) return;
            const to = `${at + 1} ${next}`;
            const link = links.get(`${id}\n${to}`) ?? { from: id, to, value: 0 };
            link.value += path.value;
            links.set(`${id}\n${to}`, link);
        });
    }
    const sorted = [...links.values()].sort((a, b) => b.value - a.value);
    const nameOf = (id: string) => nodes.get(id)?.name ?? "";
    const words = sorted.map((link) => `${nameOf(link.from)} to ${nameOf(link.to)}: ${writtenAs(link.value, measure)}`);
    const names = [...new Set([...nodes.values()].map((node) => node.name))];
    const assigned = colours.assign(names);
    const title = pivoted ? measure.field.labelShort : measure.title;
    return {
        kind: "sankey", title,
        nodes: [...nodes.values()].map((node) => ({ ...node, colour: assigned[names.indexOf(node.name)] ?? { slot: 0 } })),
        links: sorted.map((link) => ({ ...link, text: writtenAs(link.value, measure) })),
        summary: `${title}: largest flow ${words[0] ?? ""}${words.length > 1 ? `, then ${words[1] ?? ""}` : ""}; ${sorted.length} flows.`,
        stops: stopsOf(words),
        leftOut: gathered ? "Small names flow together as Other." : "",
    };
}

export function sankeyOption(chart: SankeyChart, drawn: Drawn): EngineOption {
    const { palette, width } = drawn;
    const deepest = chart.nodes.reduce((most, node) => Math.max(most, node.depth), 0);
    const names = new Map(chart.nodes.map((node) => [node.id, node.name]));
    const room = Math.min(width * 0.28, 150);
    return {
        ...common(drawn),
        tooltip: {
            ...tooltipStyle(palette), trigger: "item",
            formatter: (item: { dataType?: string; name?: string; value?: number; data?: { source?: string; target?: string; text?: string } }) => {
                if (item.dataType === "edge") return factsTip(`${names.get(item.data?.source ?? "") ?? ""} → ${names.get(item.data?.target ?? "") ?? ""}`, [[chart.title, item.data?.text ?? ""]]);
                const through = chart.links.filter((link) => link.from === item.name || link.to === item.name);
                const out = through.filter((link) => link.from === item.name).slice(0, 6);
                return factsTip(names.get(item.name ?? "") ?? "", [[chart.title, (item.value ?? 0).toLocaleString("en-US", { maximumFractionDigits: 2 })], ...out.map((link) => [`→ ${names.get(link.to) ?? ""}`, link.text] as const)]);
            },
        },
        series: [{
            type: "sankey", left: 2, top: 8, bottom: 8, right: room, nodeWidth: 12, nodeGap: 10, draggable: false, nodeAlign: "left", cursor: "default",
            animationDuration: 150, emphasis: { focus: "adjacency" },
            lineStyle: { color: "source", opacity: 0.32, curveness: 0.5 },
            label: {
                color: palette.text, fontFamily: FONT, fontSize: 12, overflow: "truncate", width: Math.max(40, deepest === 0 ? room : room - 8),
                textBorderColor: palette.surface, textBorderWidth: 2, formatter: (item: { name?: string }) => names.get(item.name ?? "") ?? "",
            },
            data: chart.nodes.map((node) => ({ name: node.id, depth: node.depth, itemStyle: { color: paint(node.colour, palette), borderWidth: 0 } })),
            links: chart.links.map((link) => ({ source: link.from, target: link.to, value: link.value, text: link.text })),
        }],
    };
}

import { cellNumber } from "../../api/result";
import type { QueryResult } from "../../api/result";
import { percent } from "../../words/numbers";
import { common, tooltipStyle } from "../base";
import { mixed, namedColour, paint } from "../colours";
import type { ColourBook } from "../colours";
import { numberColumns } from "../columns";
import type { Column } from "../columns";
import type { NoChart, Stop, TreeChart, TreeNode } from "../description";
import { FONT } from "../drawn";
import type { Drawn } from "../drawn";
import type { EngineOption } from "../engine";
import { factsTip } from "../tooltip";
import type { VisSettings } from "../vis";
import { cellName, dimensionColumns, noChart, sentence, writtenAs } from "./told";

/** Of more children than this the smallest stand together as Other. */
const MOST_CHILDREN = 40;

interface Branch {
    value: number;
    readonly children: Map<string, Branch>;
}

/** The dimensions from left to right are parts of parts; the first measure says how large they are. */
export function describeTree(kind: TreeChart["kind"], result: QueryResult, vis: VisSettings, colours: ColourBook): TreeChart | NoChart {
    const dimensions = dimensionColumns(result, vis);
    const measures = numberColumns(result, vis);
    const [measure] = measures;
    if (measure === undefined || (dimensions.length === 0 && measures.length < 2)) return noChart("This chart needs a dimension and a measure.");
    const root: Branch = { value: 0, children: new Map() };
    let negative = 0;
    const add = (path: readonly string[], value: number | null) => {
        if (value === null || value <= 0) {
            negative += value !== null && value < 0 ? 1 : 0;
            return;
        }
        root.value += value;
        let branch = root;
        for (const name of path) {
            const next: Branch = branch.children.get(name) ?? { value: 0, children: new Map() };
            next.value += value;
            branch.children.set(name, next);
            branch = next;
        }
    };
    for (const row of result.rows) {
        const path = dimensions.map((column) => cellName(column, row));
        // Several measures, or the values of a pivot, are the innermost parts.
        if (measures.length > 1 && (measure.pivot !== null || dimensions.length === 0)) for (const column of measures) add([...path, column.title], cellNumber(column.cell(row)));
        else add(path, cellNumber(measure.cell(row)));
    }
    if (root.children.size === 0) return noChart("There is no value above zero to draw.");
    const names = [...root.children].sort((a, b) => b[1].value - a[1].value).slice(0, MOST_CHILDREN).map(([name]) => name);
    const assigned = colours.assign(names);
    const nodes = nodesOf(root, measure).map((node): TreeNode => {
        const place = names.indexOf(node.name);
        return { ...node, colour: namedColour(vis.seriesColours[node.name] ?? "") ?? (place < 0 ? { token: "other" } : assigned[place] ?? { slot: place }) };
    });
    const title = measure.pivot === null ? measure.title : measure.field.labelShort;
    const named = nodes.slice(0, 3).map((node) => `${node.name} ${percent(node.value / root.value)}`).join(", ");
    return {
        kind, title, total: root.value, nodes,
        summary: `${title}: ${named}${nodes.length > 3 ? ` and ${nodes.length - 3} more` : ""}.`,
        stops: stopsIn(nodes, root.value),
        leftOut: sentence([negative > 0 ? "Values below zero are not drawn." : "", root.children.size > MOST_CHILDREN ? "Small values are put together as Other." : ""]),
    };
}

function nodesOf(branch: Branch, measure: Column): TreeNode[] {
    const sorted = [...branch.children].sort((a, b) => b[1].value - a[1].value);
    const kept = sorted.length > MOST_CHILDREN ? sorted.slice(0, MOST_CHILDREN - 1) : sorted;
    const rest = sorted.slice(kept.length).reduce((sum, [, child]) => sum + child.value, 0);
    const node = (name: string, value: number, children: readonly TreeNode[]): TreeNode => ({ name, value, text: writtenAs(value, measure), colour: null, children });
    return [...kept.map(([name, child]) => node(name, child.value, nodesOf(child, measure))), ...(rest > 0 ? [node("Other", rest, [])] : [])];
}

/** In the library's order: each part before its own parts. */
function stopsIn(nodes: readonly TreeNode[], total: number): Stop[] {
    const stops: Stop[] = [];
    // The library counts the whole as its first item.
    let item = 0;
    const visit = (node: TreeNode, path: string) => {
        item += 1;
        const name = path === "" ? node.name : `${path}, ${node.name}`;
        stops.push({ words: `${name}: ${node.text} (${percent(node.value / total)})`, series: 0, item });
        for (const child of node.children) visit(child, name);
    };
    for (const node of nodes) visit(node, "");
    return stops;
}

export function treeOption(chart: TreeChart, drawn: Drawn): EngineOption {
    const { palette } = drawn;
    const nodes = chart.nodes.filter((node) => !drawn.hidden.has(node.name));
    const deep = nodes.some((node) => node.children.length > 0);
    const tip = {
        ...tooltipStyle(palette), trigger: "item",
        formatter: (item: { name?: string; value?: unknown; data?: { text?: string }; treePathInfo?: ReadonlyArray<{ name?: string; value?: unknown }> }) => {
            const path = (item.treePathInfo ?? []).map((step) => step.name ?? "").filter((name) => name !== "");
            const value = typeof item.value === "number" ? item.value : 0;
            const parent = item.treePathInfo?.[item.treePathInfo.length - 2];
            const within = path.length > 1 && typeof parent?.value === "number" && parent.value > 0 ? [[`Of ${parent.name ?? ""}`, percent(value / parent.value)] as const] : [];
            return item.name === "" || item.name === undefined ? "" : factsTip(path.join(" · ") || item.name, [[chart.title, item.data?.text ?? ""], ["Of all", percent(value / chart.total)], ...within]);
        },
    };
    return { ...common(drawn), tooltip: tip, series: [chart.kind === "treemap" ? areas(nodes, deep, drawn) : rings(nodes, drawn)] };
}

function areas(nodes: readonly TreeNode[], deep: boolean, { palette }: Drawn): EngineOption {
    const onColour = palette.surface;
    const item = (node: TreeNode, colour: string): EngineOption => ({
        name: node.name, value: node.value, text: node.text, itemStyle: { color: colour },
        ...(node.children.length === 0 ? {} : { children: node.children.map((child, index) => item(child, mixed(colour, palette.surface, Math.min(36, index * 4)))) }),
    });
    const label = {
        show: true, color: onColour, fontFamily: FONT, fontSize: 12, lineHeight: 16, overflow: "truncate", padding: 2,
        formatter: (params: { name?: string; data?: { text?: string } }) => `${params.name ?? ""}\n${params.data?.text ?? ""}`,
    };
    return {
        type: "treemap", left: 0, top: 0, right: 0, bottom: 0, roam: false, nodeClick: false, breadcrumb: { show: false }, cursor: "default",
        animationDuration: 150, animationDurationUpdate: 150, visibleMin: 4, label, labelLayout: fitting,
        upperLabel: { show: deep, height: 22, color: palette.text, fontFamily: FONT, fontSize: 12, fontWeight: 600, overflow: "truncate" },
        itemStyle: { borderColor: palette.surface, borderWidth: 1, gapWidth: 1 },
        levels: [
            { itemStyle: { borderColor: palette.surface, borderWidth: 0, gapWidth: 3 }, upperLabel: { show: false } },
            ...(deep ? [{ itemStyle: { borderColor: palette.line, borderWidth: 1, gapWidth: 1, borderColorSaturation: undefined } }] : []),
        ],
        emphasis: { itemStyle: { borderColor: palette.text }, upperLabel: { show: deep, color: palette.text } },
        data: nodes.map((node) => item(node, paint(node.colour ?? { token: "other" }, palette))),
    };
}

/** A label that its area has no room for goes out of sight. */
function fitting({ rect }: { rect: Extent }): EngineOption {
    return rect.width < 44 || rect.height < 34 ? { x: -9999 } : {};
}

interface Extent {
    readonly width: number;
    readonly height: number;
}

function rings(nodes: readonly TreeNode[], { palette, width, height }: Drawn): EngineOption {
    const item = (node: TreeNode, colour: string, depth: number): EngineOption => ({
        name: node.name, value: node.value, text: node.text, itemStyle: { color: colour },
        // The innermost ring is named by the legend.
        label: { show: depth > 0 || nodes.length > 12, color: depth === 0 ? palette.surface : palette.text },
        ...(node.children.length === 0 ? {} : { children: node.children.map((child) => item(child, mixed(colour, palette.surface, 34), depth + 1)) }),
    });
    const size = Math.min(width, height);
    return {
        type: "sunburst", center: ["50%", "50%"], radius: [size * 0.14, size * 0.48], sort: undefined, nodeClick: false, cursor: "default",
        animationDuration: 150, animationDurationUpdate: 150,
        itemStyle: { borderColor: palette.surface, borderWidth: 1.5 },
        label: { show: true, fontFamily: FONT, fontSize: 11, minAngle: 12, overflow: "truncate", width: size * 0.14, color: palette.surface },
        emphasis: { focus: "ancestor" },
        data: nodes.map((node) => item(node, paint(node.colour ?? { token: "other" }, palette), 0)),
    };
}

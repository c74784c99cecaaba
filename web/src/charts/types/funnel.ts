import { cellNumber, cellText } from "../../api/result";
import type { QueryResult } from "../../api/result";
import { percent, percentAmong } from "../../words/numbers";
import { common, tooltipStyle } from "../base";
import type { ColourBook } from "../colours";
import { namedColour, paint } from "../colours";
import { measureColumns, numberColumns } from "../columns";
import type { Column } from "../columns";
import type { Colour, FunnelChart, FunnelStep, NoChart, Source } from "../description";
import { FONT, LETTER } from "../drawn";
import type { Drawn } from "../drawn";
import type { EngineOption } from "../engine";
import { factsTip } from "../tooltip";
import type { VisSettings } from "../vis";
import { dimensionColumns, noChart, rowName, sentence } from "./told";

const MOST_STEPS = 20;
const MOST_GROUPS = 6;

interface RawStep {
    readonly name: string;
    readonly value: number | null;
    readonly text: string;
    readonly source: Source;
}

/** Rows are the steps; where there is one row, or none of the fields is a dimension, its measures are. Pivot values are groups. */
export function describeFunnel(result: QueryResult, vis: VisSettings, colours: ColourBook): FunnelChart | NoChart {
    const measures = numberColumns(result, vis);
    const dimensions = dimensionColumns(result, vis);
    const [measure] = measures;
    const [first] = result.rows;
    if (measure === undefined || first === undefined) return noChart("A funnel needs a measure.");
    const pivoted = measureColumns(result, vis).filter((column) => column.pivot !== null && column.field.name === measure.field.name);
    const acrossMeasures = pivoted.length === 0 && measures.length > 1 && (dimensions.length === 0 || result.rows.length === 1);
    const stepOf = (column: Column, row = first, name = column.title, index = 0): RawStep =>
        ({ name, source: { row: index, column: column.id }, value: cellNumber(column.cell(row)), text: cellText(column.cell(row)) });
    const rows = result.rows.slice(0, MOST_STEPS);
    const raw: Array<{ name: string; steps: RawStep[] }> = acrossMeasures
        ? [{ name: "", steps: measures.slice(0, MOST_STEPS).map((column) => stepOf(column)) }]
        : (pivoted.length > 1 ? pivoted.slice(0, MOST_GROUPS) : [measure]).map((column) => ({
            name: pivoted.length > 1 ? column.title : "", steps: rows.map((row, index) => stepOf(column, row, rowName(dimensions, row), index)),
        }));
    const assigned: readonly Colour[] = raw.length > 1 ? colours.assign(raw.map((group) => group.name)) : [{ slot: 0 }];
    const groups = raw.map((group, index) => ({
        id: group.name, name: group.name, colour: namedColour(vis.seriesColours[group.name] ?? "") ?? assigned[index] ?? { slot: index }, steps: withShares(group.steps),
    }));
    const dropped = (acrossMeasures ? measures.length : result.rows.length) - MOST_STEPS;
    return {
        kind: "funnel",
        title: acrossMeasures ? "" : measure.pivot === null ? measure.title : measure.field.labelShort,
        groups,
        summary: groups.map(summary).join(" "),
        stops: groups.flatMap((group, series) => group.steps.map((step, item) => ({ series, item, source: step.source, words: sentence([group.name === "" ? "" : `${group.name},`, stepWords(step)]) }))),
        leftOut: sentence([
            dropped > 0 ? `The first ${MOST_STEPS} steps are drawn; ${dropped} more are in the table.` : "",
            pivoted.length > MOST_GROUPS ? `The first ${MOST_GROUPS} of ${pivoted.length} groups are drawn.` : "",
        ]),
    };
}

function withShares(steps: readonly RawStep[]): FunnelStep[] {
    const whole = steps.some((step) => (step.value ?? 0) < 0) ? null : steps[0]?.value ?? null;
    return steps.map((step, index) => {
        const before = steps[index - 1]?.value ?? null;
        return {
            ...step,
            ofFirst: step.value === null || whole === null || whole <= 0 ? null : step.value / whole,
            ofPrevious: index === 0 || whole === null || step.value === null || before === null || before <= 0 ? null : step.value / before,
        };
    });
}

function stepWords(step: FunnelStep): string {
    const shares = [
        step.ofFirst === null ? "" : `${percent(step.ofFirst)} of the first step`,
        step.ofPrevious === null ? "" : `${percent(step.ofPrevious)} of the step before`,
    ].filter((part) => part !== "");
    return `${step.name}: ${step.text === "" ? "no value" : step.text}${shares.length === 0 ? "" : ` (${shares.join(", ")})`}`;
}

function summary({ name, steps }: FunnelChart["groups"][number]): string {
    const [first] = steps;
    const last = steps[steps.length - 1];
    if (first === undefined || last === undefined) return "There is no step.";
    const who = name === "" ? "" : `${name}: `;
    if (last === first || last.ofFirst === null) return `${who}${first.name} ${first.text}.`;
    const losses = steps.filter((step) => step.ofPrevious !== null);
    const worst = losses.reduce<FunnelStep | undefined>((found, step) => (found === undefined || (step.ofPrevious ?? 1) < (found.ofPrevious ?? 1) ? step : found), undefined);
    const most = worst === undefined || (worst.ofPrevious ?? 1) >= 1 || steps.length < 3 ? "" : ` Most are lost before ${worst.name}: ${percent(1 - (worst.ofPrevious ?? 1))}.`;
    return `${who}${percent(last.ofFirst)} of ${first.text} get from ${first.name} to ${last.name}.${most}`;
}

export function funnelOption(chart: FunnelChart, drawn: Drawn): EngineOption {
    const { palette, width, height } = drawn;
    const groups = chart.groups.filter((group) => !drawn.hidden.has(group.id));
    const names = chart.groups[0]?.steps.map((step) => step.name) ?? [];
    const most = groups.reduce((high, group) => group.steps.reduce((top, step) => Math.max(top, step.value ?? 0), high), 0);
    const shares = groups.flatMap((group) => group.steps.flatMap((step) => step.ofFirst ?? []));
    const label = (step: FunnelStep | undefined) => (step === undefined || step.value === null ? "" : `${step.text}${step.ofFirst === null ? "" : `  ${percentAmong(step.ofFirst, shares)}`}`);
    const room = groups.reduce((wide, group) => group.steps.reduce((top, step) => Math.max(top, label(step).length), wide), 0) * LETTER + 12;
    return {
        ...common(drawn),
        grid: { left: 4, right: Math.min(room, width * 0.35), top: 4, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
        xAxis: { type: "value", min: 0, max: most > 0 ? most : 1, show: false },
        yAxis: {
            type: "category", data: names, inverse: true, axisLine: { show: false }, axisTick: { show: false },
            axisLabel: { color: palette.text, fontFamily: FONT, fontSize: 12, width: Math.max(72, width * 0.3), overflow: "truncate", ...(height / Math.max(1, names.length) >= 16 ? { interval: 0 } : {}) },
        },
        tooltip: {
            ...tooltipStyle(palette), trigger: "item",
            formatter: (item: { seriesIndex?: number; dataIndex?: number }) => {
                const group = groups[item.seriesIndex ?? 0];
                const step = group?.steps[item.dataIndex ?? 0];
                if (group === undefined || step === undefined) return "";
                return factsTip(step.name, [
                    [group.name === "" ? chart.title || "Reached" : group.name, step.text === "" ? "∅" : step.text],
                    ...(step.ofFirst === null ? [] : [["Of the first step", percent(step.ofFirst)] as const]),
                    ...(step.ofPrevious === null ? [] : [["Of the step before", percent(step.ofPrevious)] as const, ["Lost since then", percent(1 - step.ofPrevious)] as const]),
                ]);
            },
        },
        series: groups.map((group) => ({
            type: "bar", name: group.name, cursor: "default", barMaxWidth: 44, barCategoryGap: groups.length > 1 ? "24%" : "18%", barGap: "8%",
            itemStyle: { color: paint(group.colour, palette), borderRadius: [0, 3, 3, 0] },
            showBackground: groups.length === 1, backgroundStyle: { color: palette.line, opacity: 0.35, borderRadius: [0, 3, 3, 0] },
            data: group.steps.map((step) => step.value),
            label: {
                show: true, position: "right", distance: 6, color: palette.text, fontFamily: FONT, fontSize: 12,
                formatter: (item: { dataIndex?: number }) => label(group.steps[item.dataIndex ?? 0]),
            },
            labelLayout: { hideOverlap: true },
        })),
    };
}

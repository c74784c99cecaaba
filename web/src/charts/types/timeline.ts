import { cellNumber, cellText } from "../../api/result";
import type { QueryResult } from "../../api/result";
import { longPeriod, nextPeriod, readPeriod } from "../../words/periods";
import type { CivilTime } from "../../words/periods";
import { common, tooltipStyle } from "../base";
import { paint } from "../colours";
import type { ColourBook } from "../colours";
import { columnsOf } from "../columns";
import type { Column } from "../columns";
import type { NoChart, TimelineBar, TimelineChart } from "../description";
import { FONT, LETTER } from "../drawn";
import type { Drawn } from "../drawn";
import type { EngineOption, ItemPlace } from "../engine";
import { factsTip } from "../tooltip";
import type { VisSettings } from "../vis";
import { noChart, rowName, sentence, stopsOf } from "./told";

const MOST_ROWS = 200;

/** Names, then from when to when; one more dimension colours the bars. With one time only, its period is the bar. */
export function describeTimeline(result: QueryResult, vis: VisSettings, colours: ColourBook): TimelineChart | NoChart {
    const columns = columnsOf(result, vis);
    const times = columns.filter((column) => isTime(column, result));
    const names = columns.filter((column) => column.field.category === "dimension" && !times.includes(column) && !column.field.isNumeric);
    const [start, end] = times;
    const [name, ...others] = names;
    if (start === undefined || name === undefined) return noChart("A timeline needs a name and the time when it begins; a second time says when it ends.");
    const colourBy = others[others.length - 1] ?? null;
    const facts = columns.filter((column) => column !== name && !times.includes(column));
    const rows = new Map<string, number>();
    const bars: Array<Omit<TimelineBar, "colour"> & { readonly group: string }> = [];
    let timeless = 0;
    for (const row of result.rows) {
        const from = timeOf(start, row);
        const until = end === undefined ? undefined : timeOf(end, row);
        if (from === undefined) {
            timeless += 1;
            continue;
        }
        const title = rowName([name, ...others.filter((column) => column !== colourBy)], row);
        const place = rows.get(title) ?? rows.size;
        rows.set(title, place);
        const to = until ?? (start.field.grain === null ? from : nextPeriod(from, start.field.grain));
        bars.push({
            row: place, from: Math.min(from, to), to: Math.max(from, to), name: title, group: colourBy === null ? "" : cellText(colourBy.cell(row)) || "∅",
            facts: [[start.title, day(from)], ...(end === undefined ? [] : [[end.title, until === undefined ? "∅" : day(until)] as const]), ...facts.map((column) => [column.title, cellText(column.cell(row)) || "∅"] as const)],
        });
    }
    if (bars.length === 0) return noChart("No row has a time to stand at.");
    const groups = [...new Set(bars.map((bar) => bar.group))];
    const assigned = colourBy === null ? [{ slot: 0 }] : colours.assign(groups);
    const kept = bars.filter((bar) => bar.row < MOST_ROWS).map(({ group, ...bar }): TimelineBar => ({ ...bar, colour: assigned[groups.indexOf(group)] ?? { slot: 0 } }));
    const first = kept.reduce((best, bar) => (bar.from < best.from ? bar : best));
    const last = kept.reduce((best, bar) => (bar.to > best.to ? bar : best));
    return {
        kind: "timeline", rows: [...rows.keys()].slice(0, MOST_ROWS), bars: kept,
        groups: colourBy === null ? [] : groups.map((group, index) => ({ id: group, name: group, colour: assigned[index] ?? { slot: 0 } })),
        summary: `${rows.size} in a row of time, from ${first.name} on ${day(first.from)} to ${last.name} until ${day(last.to)}.`,
        stops: stopsOf(kept.map((bar) => `${bar.name}: ${bar.facts.map(([fact, text]) => `${fact} ${text}`).join(", ")}`)),
        leftOut: sentence([
            timeless > 0 ? `${timeless} ${timeless === 1 ? "row has" : "rows have"} no time.` : "",
            rows.size > MOST_ROWS ? `The first ${MOST_ROWS} of ${rows.size} are drawn.` : "",
        ]),
    };
}

function isTime(column: Column, result: QueryResult): boolean {
    if (column.field.grain !== null || column.field.type.startsWith("date")) return true;
    const values = result.rows.slice(0, 20).map((row) => column.cell(row)).filter((cell) => cell.value !== null);
    return values.length > 0 && values.every((cell) => cellNumber(cell) === null && typeof cell.value === "string" && /^\d{4}-\d\d/.test(cell.value));
}

function timeOf(column: Column, row: QueryResult["rows"][number]): CivilTime | undefined {
    const { value } = column.cell(row);
    return typeof value === "string" ? readPeriod(value) : undefined;
}

function day(time: CivilTime): string {
    return longPeriod(time, time % 86_400_000 === 0 ? "date" : "hour");
}

export function timelineOption(chart: TimelineChart, drawn: Drawn): EngineOption {
    const { palette, width, height } = drawn;
    const longest = Math.min(width * 0.3, chart.rows.reduce((most, name) => Math.max(most, name.length), 0) * LETTER);
    const hidden = new Set(chart.groups.filter((group) => drawn.hidden.has(group.id)).map((group) => JSON.stringify(group.colour)));
    const bars = chart.bars.filter((bar) => !hidden.has(JSON.stringify(bar.colour)));
    return {
        ...common(drawn),
        grid: { left: 4, right: 16, top: 4, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
        useUTC: true,
        xAxis: {
            type: "time", axisLine: { show: true, lineStyle: { color: palette.line } }, axisTick: { show: false }, splitLine: { show: true, lineStyle: { color: palette.line } },
            axisLabel: { color: palette.muted, fontFamily: FONT, fontSize: 12, hideOverlap: true },
        },
        yAxis: {
            type: "category", data: chart.rows, inverse: true, axisLine: { show: false }, axisTick: { show: false },
            axisLabel: { color: palette.text, fontFamily: FONT, fontSize: 12, width: Math.max(60, longest), overflow: "truncate", ...(height / chart.rows.length >= 16 ? { interval: 0 } : {}) },
        },
        tooltip: {
            ...tooltipStyle(palette), trigger: "item",
            formatter: (item: { dataIndex?: number }) => {
                const bar = bars[item.dataIndex ?? 0];
                return bar === undefined ? "" : factsTip(bar.name, bar.facts);
            },
        },
        series: [{
            type: "custom", cursor: "default", encode: { x: [0, 1], y: 2 }, data: bars.map((bar) => [bar.from, bar.to, bar.row]),
            renderItem: (params: { dataIndex: number }, api: ItemPlace) => {
                const bar = bars[params.dataIndex];
                const [x = 0, y = 0] = api.coord([api.value(0), api.value(2)]);
                const [end = 0] = api.coord([api.value(1), api.value(2)]);
                const [, room = 16] = api.size?.([0, 1]) ?? [0, 16];
                const tall = Math.max(3, Math.min(20, room * 0.6));
                return { type: "rect", shape: { x, y: y - tall / 2, width: Math.max(3, end - x), height: tall, r: 3 }, style: { fill: paint(bar?.colour ?? { slot: 0 }, palette), opacity: 0.9 } };
            },
        }],
    };
}

import { paint } from "./colours";
import type { CartesianChart } from "./description";
import { FONT, LETTER } from "./drawn";
import type { Drawn } from "./drawn";
import type { EngineOption } from "./engine";
import { spread } from "./referenceLines";
import { valueRange } from "./valueRange";

/** Height of a label's line, in pixels. */
const LINE = 15;

/** Names of reference lines that would take the room of the data stand on their lines, not beside them. */
export function namesOnLines(chart: CartesianChart, { width }: Drawn): boolean {
    return !chart.horizontal && longestName(chart) > width * 0.15;
}

/** Room at the right for the names of reference lines, which stand outside of the data. */
export function referenceRoom(chart: CartesianChart, drawn: Drawn): number {
    return chart.horizontal || namesOnLines(chart, drawn) ? 0 : longestName(chart);
}

function longestName(chart: CartesianChart): number {
    return chart.referenceLines.reduce((most, line) => Math.max(most, line.label.length), 0) * LETTER;
}

/**
 * Reference lines stand on a series of their own, so that hiding a series never takes them along. Its one unseen point is
 * the highest line: the axis reaches up to it. Labels that would stand on each other move apart.
 */
export function referenceSeries(chart: CartesianChart, drawn: Drawn): EngineOption[] {
    const { palette } = drawn;
    if (chart.referenceLines.length === 0) return [];
    const shifts = labelShifts(chart, drawn);
    const onLines = namesOnLines(chart, drawn);
    const at = chart.horizontal ? "xAxis" : "yAxis";
    const places = onLines ? namePlaces(chart, drawn) : [];
    const lines = chart.referenceLines.map((line, index) => ({ line, shift: shifts[index] ?? 0, place: places[index] ?? "end" }));
    const highest = Math.max(...chart.referenceLines.map((line) => Math.max(line.value, line.until ?? line.value)));
    return [{
        type: "line", data: [highest], symbol: "none", silent: true, tooltip: { show: false }, lineStyle: { width: 0 }, z: 5,
        [chart.horizontal ? "xAxisIndex" : "yAxisIndex"]: 0,
        ...(chart.horizontal ? { data: [[highest, 0]] } : {}),
        markArea: {
            silent: true, animation: false,
            data: lines.filter(({ line }) => line.until !== null).map(({ line }) => [
                { [at]: line.value, itemStyle: { color: paint(line.colour, palette), opacity: 0.12 } }, { [at]: line.until },
            ]),
        },
        markLine: {
            symbol: "none", silent: true, animation: false,
            data: lines.map(({ line, shift, place }) => ({
                [at]: line.value,
                lineStyle: { color: paint(line.colour, palette), width: line.until === null ? 1.5 : 0, type: [6, 4] },
                label: {
                    ...shifted(line.label, shift), position: place,
                    color: palette.text, fontFamily: FONT, fontSize: 12, textBorderColor: palette.surface, textBorderWidth: 3,
                },
            })),
        },
    }];
}

/** A label that a blank line above or below moves by `shift` pixels: the two together stand centred where it would. */
function shifted(label: string, shift: number): EngineOption {
    const height = Math.round(Math.abs(shift) * 2);
    const name = label.replace(/[{|}]/g, " ");
    if (height === 0) return { formatter: name };
    return { formatter: shift > 0 ? `{gap|}\n${name}` : `${name}\n{gap|}`, rich: { gap: { height, lineHeight: height } } };
}

/** How far labels beside the data move down. Those on their lines look for a free place of their own. */
function labelShifts(chart: CartesianChart, drawn: Drawn): number[] {
    if (chart.horizontal || namesOnLines(chart, drawn)) return chart.referenceLines.map(() => 0);
    const { high, pixels } = scale(chart, drawn);
    return spread(chart.referenceLines.map((line) => (high - line.value) * pixels), LINE);
}

/** Where the library's axis ends is not known yet; a little above the highest value is near enough. */
function scale(chart: CartesianChart, drawn: Drawn): { high: number; pixels: number } {
    const { low, high } = valueRange(chart, drawn.hidden);
    return { high, pixels: Math.max(1, drawn.height - 40) / Math.max(Number.MIN_VALUE, (high - low) * (chart.axes[0]?.max === null ? 1.1 : 1)) };
}

type LabelPlace = "insideEndTop" | "insideEndBottom" | "insideStartTop" | "insideStartBottom";
const PLACES: readonly LabelPlace[] = ["insideEndTop", "insideEndBottom", "insideStartTop", "insideStartBottom"];

/** Places for all names, each in view of those before it. */
function namePlaces(chart: CartesianChart, drawn: Drawn): LabelPlace[] {
    const taken: TakenPlace[] = [];
    return chart.referenceLines.map((line) => {
        const place = freePlace(chart, drawn, line.value, line.label, taken);
        taken.push({ value: line.value, place });
        return place;
    });
}

interface TakenPlace {
    readonly value: number;
    readonly place: LabelPlace;
}

/** How far above its line, in pixels, the middle of a name stands. */
const middleOf = (place: LabelPlace) => (place.endsWith("Top") ? LINE / 2 : -LINE / 2);

/** The side and the end of a line where its name hides the fewest points, and stands neither on another line nor on another name. */
export function freePlace(chart: CartesianChart, drawn: Drawn, value: number, label: string, taken: readonly TakenPlace[] = []): LabelPlace {
    const { pixels, high } = scale(chart, drawn);
    const covered = Math.min(chart.categories.length, Math.ceil((label.length * LETTER) / Math.max(1, drawn.width - 60) * chart.categories.length) + 1);
    const hits = (place: LabelPlace) => {
        const [from, to] = place.endsWith("Top") ? [-3, LINE + 3] : [-LINE - 3, 3];
        const inside = (other: number) => (other - value) * pixels > from && (other - value) * pixels < to;
        const atEnd = (index: number) => (place.includes("End") ? index >= chart.categories.length - covered : index < covered);
        const points = chart.series.filter((series) => series.axis === 0 && !drawn.hidden.has(series.id))
            .reduce((count, series) => count + series.points.filter((point, index) => atEnd(index) && point.value !== null && inside(point.value)).length, 0);
        const lines = chart.referenceLines.filter((line) => line.value !== value && inside(line.value)).length;
        const above = place.endsWith("Top") && (high - value) * pixels * 1.1 + 20 < LINE ? 100 : 0;
        const end = place.includes("End");
        const names = taken.filter((other) => other.place.includes("End") === end
            && Math.abs((other.value - value) * pixels + middleOf(other.place) - middleOf(place)) < LINE).length;
        return points + 10 * lines + above + 30 * names;
    };
    return PLACES.reduce((best, place) => (hits(place) < hits(best) ? place : best));
}

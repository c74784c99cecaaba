import type { ChartPoint } from "../../../api/charts";
import { flag, list, numberOrNull, object, text } from "../../../api/reading";
import type { JSONObject } from "../../../api/reading";
import { percent, plain } from "../../../words/numbers";
import { eventName, readEvent } from "../state/definition";
import { unitWords } from "../state/units";
import type { UnitWords } from "../state/units";
import { bucketCategories, cartesian, courseSentence, formatNumber, hasSegments, intervalOf, lineSeries, numbers, plainCategory, readBuckets, seconds, segmentPlace, seriesColour, seriesName } from "./parts";
import type { Describe } from "./parts";
import { knownBins } from "./timeBins";
import { cell } from "./view";
import type { AnswerTable, ChartView, FunnelSeries } from "./view";

interface Read {
    readonly raw: JSONObject;
    readonly name: string;
    readonly isWhole: boolean;
    readonly isOther: boolean;
    readonly point: ChartPoint;
    readonly counts: ReadonlyArray<number | null>;
    readonly shares: ReadonlyArray<number | null>;
    readonly ofBefore: ReadonlyArray<number | null>;
    readonly dropped: ReadonlyArray<number | null>;
    readonly medians: ReadonlyArray<number | null>;
}

/** How many get from step to step. */
export const describeFunnel: Describe = (answer, definition, show) => {
    const chosen = list(definition["steps"], readEvent);
    const steps = list(answer.body["steps"], (item, ) => ({ name: text(object(item)["name"]), optional: flag(object(item)["optional"]) }))
        .map((step, index) => ({ ...step, name: (chosen[index] === undefined ? "" : eventName(chosen[index] ?? readEvent(""))) || step.name }));
    const read = list(answer.body["series"], object).map((series) => readSeries(series, definition));
    const hasGroups = read.some((series) => !series.isWhole);
    const drawn = hasGroups ? read.filter((series) => !series.isWhole) : read;
    // One group alone has its name, too, or a breakdown would seem to do nothing.
    const named = hasGroups || drawn.length > 1;
    const last = steps.length;
    const whole = read.find((series) => series.isWhole) ?? read[0];
    const first = whole?.counts[0] ?? 0;
    const summary = whole === undefined ? "" : `${plain(whole.counts[last - 1] ?? 0)} of ${plain(first ?? 0)} reach ${steps[last - 1]?.name ?? "the end"}: ${whole.shares[last - 1] === null || whole.shares[last - 1] === undefined ? "none" : percent(whole.shares[last - 1] ?? 0)}.${worstSentence(whole, steps)}`;
    const common = {
        figures: figures(read, last, definition),
        isEmpty: read.every((series) => (series.counts[0] ?? 0) === 0),
    };
    const funnelSeries = drawn.map((series, index): FunnelSeries => ({
        name: series.name, colour: series.isOther ? "other" : index,
        steps: steps.map((_, at) => ({
            count: series.counts[at] ?? 0, share: series.shares[at] ?? null, ofBefore: series.ofBefore[at] ?? null, dropped: series.dropped[at] ?? 0,
            medianSeconds: (series.medians[at] ?? null) === null ? null : (series.medians[at] ?? 0) / 1000,
            reached: { ...series.point, step: at + 1 }, lost: at === 0 ? null : { ...series.point, step: at + 1, outcome: "dropped" },
        })),
    }));
    if (show === "trend") return { ...common, ...trend(answer.body, definition, drawn, last, summary) };
    if (show === "time") return { ...common, ...times(drawn, summary, unitWords(definition)) };
    if (show === "drivers") return { ...common, ...drivers(drawn, summary) };
    return {
        ...common, summary, picture: { is: "funnel", steps, series: funnelSeries, named },
        table: {
            columns: [
                { title: "Step", right: false }, ...(named ? [{ title: "Series", right: false }] : []), { title: "Reached", right: true }, { title: "Of the first step", right: true },
                { title: "Of the step before", right: true }, { title: "Lost before it", right: true }, { title: "Median time", right: true },
            ],
            rows: steps.flatMap((step, at) => funnelSeries.map((series) => {
                const own = series.steps[at];
                return {
                    strong: false,
                    cells: [
                        cell(`${at + 1}. ${step.name}${step.optional ? " (optional)" : ""}`), ...(named ? [cell(series.name)] : []),
                        cell(plain(own?.count ?? 0), { point: (own?.count ?? 0) === 0 ? null : own?.reached ?? null, who: `${series.name} that reached ${step.name}` }),
                        cell(formatNumber(own?.share ?? null, "percent")), cell(at === 0 ? "" : formatNumber(own?.ofBefore ?? null, "percent")),
                        cell(at === 0 ? "" : plain(own?.dropped ?? 0), { point: (own?.dropped ?? 0) === 0 ? null : own?.lost ?? null, who: `${series.name} lost before ${step.name}` }),
                        cell(own?.medianSeconds === null || own === undefined ? "" : seconds(own.medianSeconds ?? 0)),
                    ],
                };
            })),
        },
    };
};

function readSeries(series: JSONObject, definition: JSONObject): Read {
    const kind = text(series["group_kind"]);
    const segment = text(series["segment"]);
    const group = kind === "all" || kind === "" ? null : kind === "value" ? text(series["group"]) : kind === "other" ? "Other" : kind === "did_not_reach" ? "did not reach the step" : kind;
    return {
        raw: series,
        name: seriesName([group, hasSegments(definition) || group === null ? segment : null]),
        isWhole: group === null,
        isOther: kind === "other" || kind === "did_not_reach",
        point: { segment: segmentPlace(definition, segment), ...(kind === "value" ? { group: series["group"] } : group === null ? {} : { rest: kind }) },
        counts: numbers(series["counts"]), shares: numbers(series["conversion"]), ofBefore: numbers(series["step_conversion"]), dropped: numbers(series["dropped"]),
        medians: numbers(series["median_ms"]),
    };
}

function worstSentence(series: Read, steps: ReadonlyArray<{ readonly name: string }>): string {
    let worst = -1;
    for (let at = 1; at < steps.length; at += 1) {
        const share = series.ofBefore[at] ?? null;
        if (share !== null && (worst < 0 || share < (series.ofBefore[worst] ?? 1))) worst = at;
    }
    const share = series.ofBefore[worst] ?? null;
    return steps.length < 3 || share === null ? "" : ` Most are lost before ${steps[worst]?.name ?? ""}, which ${percent(share)} of those before it reach.`;
}

function figures(read: readonly Read[], last: number, definition: JSONObject): ChartView["figures"] {
    return read.filter((series) => series.isWhole).slice(0, 4).map((series) => {
        const median = numbers(series.raw["median_from_first_ms"])[last - 1] ?? null;
        return {
            label: hasSegments(definition) ? series.name : "Converted", text: formatNumber(series.shares[last - 1] ?? null, "percent"), point: (series.counts[last - 1] ?? 0) === 0 ? null : { ...series.point, step: last },
            detail: `${plain(series.counts[last - 1] ?? 0)} of ${plain(series.counts[0] ?? 0)}${median === null ? "" : `, median ${seconds(median / 1000)}`}`,
        };
    });
}

function trend(body: JSONObject, definition: JSONObject, drawn: readonly Read[], last: number, fallback: string): Pick<ChartView, "picture" | "table" | "summary"> {
    const categories = bucketCategories(readBuckets(body["buckets"]), intervalOf(definition));
    const lines = drawn.map((series, index) => ({
        series, colour: seriesColour(index, series.isOther),
        buckets: list(series.raw["by_bucket"], (item) => ({ share: numbers(object(item)["conversion"])[last - 1] ?? null, count: numbers(object(item)["counts"])[last - 1] ?? 0, first: numbers(object(item)["counts"])[0] ?? 0 })),
    }));
    const first = lines[0];
    return {
        picture: categories.length === 0 ? null : {
            is: "chart",
            chart: cartesian({ categories, title: "Converted", format: "percent", series: lines.map(({ series, colour, buckets }, index) => lineSeries({ id: `${index}`, name: series.name, colour, format: "percent", values: buckets.map((bucket) => bucket.share) })) }),
            pointOf: (picked) => {
                const line = lines[Number(picked.series)];
                return line === undefined ? null : { ...line.series.point, step: last, bucket: picked.category };
            },
        },
        summary: first === undefined ? fallback : courseSentence(first.series.name === "" ? "Conversion" : `Conversion of ${first.series.name}`, categories, first.buckets.map((bucket) => bucket.share), "percent"),
        table: {
            columns: [{ title: "When", right: false }, ...lines.flatMap(({ series }) => [{ title: lines.length > 1 ? series.name : "Converted", right: true }, { title: "Began", right: true }, { title: "Reached the end", right: true }])],
            rows: categories.map((category, index) => ({
                strong: false,
                cells: [cell(category.title, { running: category.running }), ...lines.flatMap(({ series, buckets }) => {
                    const bucket = buckets[index];
                    return [
                        cell(formatNumber(bucket?.share ?? null, "percent"), { running: category.running }),
                        cell(plain(bucket?.first ?? 0), { point: (bucket?.first ?? 0) === 0 ? null : { ...series.point, step: 1, bucket: index }, who: `${series.name} that began ${category.when}` }),
                        cell(plain(bucket?.count ?? 0), { point: (bucket?.count ?? 0) === 0 ? null : { ...series.point, step: last, bucket: index }, who: `${series.name} that began ${category.when} and reached the end` }),
                    ];
                })],
            })),
        },
    };
}

/** How long it takes from step to step, of each group beside the others. */
function times(drawn: readonly Read[], fallback: string, units: UnitWords): Pick<ChartView, "picture" | "table" | "summary"> {
    const asked = drawn.map((series) => {
        const histogram = object(series.raw["time_to_convert"]);
        return { series, counted: { widthMs: numberOrNull(histogram["bin_ms"]) ?? 0, counts: numbers(histogram["counts"]) } };
    }).filter(({ counted }) => counted.counts.length > 0);
    const bins = knownBins(asked.map(({ counted }) => counted));
    const labels = bins.map(({ fromMs, toMs }) => (fromMs === 0 ? `up to ${seconds(toMs / 1000)}` : `${seconds(fromMs / 1000)} to ${seconds(toMs / 1000)}`));
    const columns = asked.map(({ series }, place) => ({ series, values: bins.map((bin) => bin.counts[place] ?? 0) }))
        .map((column) => ({ ...column, total: column.values.reduce((sum, value) => sum + value, 0) }));
    const several = columns.length > 1;
    const pointOf = (series: Read, index: number): ChartPoint => ({ ...series.point, from_ms: bins[index]?.fromMs ?? 0, to_ms: bins[index]?.toMs ?? 0 });
    const table: AnswerTable = {
        columns: [{ title: "Time", right: false }, ...columns.flatMap(({ series }) => [{ title: several ? series.name : units.title, right: true }, { title: "Share", right: true }])],
        rows: labels.map((label, index) => ({
            strong: false,
            cells: [cell(label), ...columns.flatMap(({ series, values, total }) => {
                const count = values[index] ?? 0;
                return [
                    cell(plain(count), { point: count === 0 ? null : pointOf(series, index), who: `${several ? `${series.name}, converted` : "Converted"} in ${label}` }),
                    cell(formatNumber(total === 0 ? null : count / total, "percent")),
                ];
            })],
        })),
    };
    const sums = bins.map((bin) => bin.counts.reduce((sum, count) => sum + count, 0));
    const peak = sums.reduce((best, sum, index) => (sum > (sums[best] ?? 0) ? index : best), 0);
    return {
        picture: bins.length === 0 ? null : {
            is: "chart",
            chart: cartesian({
                categories: labels.map((label) => plainCategory(label)), isTime: false, title: units.title, format: "number",
                series: columns.map(({ series, values }, place) => lineSeries({ id: `${place}`, name: several ? series.name : units.title, values, colour: several ? seriesColour(place, series.isOther) : { slot: 0 }, shape: "column", format: "number" })),
            }),
            pointOf: ({ series, category }) => {
                const column = columns[Number(series)];
                return column === undefined || (column.values[category] ?? 0) === 0 ? null : pointOf(column.series, category);
            },
        },
        summary: bins.length === 0 ? fallback : `Most take ${labels[peak] ?? ""}: ${plain(sums[peak] ?? 0)} of ${plain(sums.reduce((sum, each) => sum + each, 0))}.`,
        table,
    };
}

/** Which other events those did who converted, strongest first. */
function drivers(drawn: readonly Read[], fallback: string): Pick<ChartView, "picture" | "table" | "summary"> {
    const first = drawn.find((series) => Array.isArray(series.raw["drivers"])) ?? drawn[0];
    const found = list(first?.raw["drivers"], (item) => {
        const driver = object(item);
        return { event: text(driver["event"]), converted: numberOrNull(driver["converted"]) ?? 0, not: numberOrNull(driver["not_converted"]) ?? 0, phi: numberOrNull(driver["phi"]) };
    });
    const [all, none] = [numberOrNull(first?.raw["converted"]) ?? 0, numberOrNull(first?.raw["not_converted"]) ?? 0];
    const share = (count: number, of: number) => (of === 0 ? null : count / of);
    const top = found.filter((driver) => driver.phi !== null).slice(0, 20);
    const strongest = top[0];
    return {
        picture: top.length === 0 ? null : {
            is: "chart",
            chart: cartesian({
                categories: top.map((driver) => plainCategory(driver.event)), isTime: false, horizontal: true, title: "Correlation", format: "number",
                series: [lineSeries({ id: "0", name: "Correlation with converting", values: top.map((driver) => driver.phi), colour: { slot: 0 }, shape: "column", format: "number" })],
            }),
            pointOf: ({ category }) => (top[category] === undefined ? null : { ...first?.point, driver: top[category]?.event ?? "", did: true, converted: true }),
        },
        summary: strongest === undefined ? fallback : `${strongest.event} goes along with converting most: correlation ${plain(strongest.phi ?? 0)}.`,
        table: {
            columns: [{ title: "Event", right: false }, { title: "Correlation", right: true }, { title: "Of those who converted", right: true }, { title: "Of those who did not", right: true }],
            rows: found.map((driver) => ({
                strong: false,
                cells: [
                    cell(driver.event), cell(formatNumber(driver.phi, "number")),
                    cell(`${plain(driver.converted)} (${formatNumber(share(driver.converted, all), "percent")})`, { point: driver.converted === 0 ? null : { ...first?.point, driver: driver.event, did: true, converted: true }, who: `Converted and did ${driver.event}` }),
                    cell(`${plain(driver.not)} (${formatNumber(share(driver.not, none), "percent")})`, { point: driver.not === 0 ? null : { ...first?.point, driver: driver.event, did: true, converted: false }, who: `Did ${driver.event} and did not convert` }),
                ],
            })),
        },
    };
}

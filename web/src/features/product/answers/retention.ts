import type { ChartPoint } from "../../../api/charts";
import { flag, list, numberOrNull, object, text } from "../../../api/reading";
import type { JSONObject } from "../../../api/reading";
import type { Category } from "../../../charts/description";
import { percentAmong, plain } from "../../../words/numbers";
import { bucketCategories, cartesian, courseSentence, formatNumber, groupName, hasSegments, intervalOf, lineSeries, numbers, plainCategory, readBuckets, rowTitle, seriesColour, seriesName } from "./parts";
import type { Describe } from "./parts";
import { cell } from "./view";
import type { AnswerRow, ChartView } from "./view";

/** How many of those who started came back. */
export const describeRetention: Describe = (answer, definition, show) => {
    const unit = intervalOf(definition);
    const categories = bucketCategories(readBuckets(answer.body["buckets"]), unit);
    // Intervals that nobody has reached yet say nothing.
    const reached = Math.max(1, ...list(answer.body["series"], object).flatMap((raw) => [object(raw["overall"]), ...list(raw["cohorts"], object)].map((each) => (
        numbers(each["ltv"] ?? each["shares"]).reduce<number>((last, value, interval) => (value === null ? last : interval), 0)
    ))));
    const labels = list(answer.body["intervals"], (item) => (Array.isArray(item) ? `${item.map(text).join("–")}` : text(item))).slice(0, reached + 1);
    const named = labels.map((label) => `${unit.slice(0, 1).toUpperCase()}${unit.slice(1)} ${label}`);
    const isLTV = text(definition["measure"]) === "ltv";
    const series = list(answer.body["series"], object).map((raw, index) => ({
        index, raw, group: groupName(raw),
        name: seriesName([groupName(raw), hasSegments(definition) || groupName(raw) === null ? text(raw["segment"]) : null]),
        overall: object(raw["overall"]),
    }));
    const hasGroups = series.some((each) => each.group !== null);
    const drawn = hasGroups ? series.filter((each) => each.group !== null) : series;
    const valuesOf = (overall: Readonly<Record<string, unknown>>) => numbers(overall[isLTV ? "ltv" : "shares"]);
    const most = Math.max(0.01, ...drawn.flatMap((each) => list(each.raw["cohorts"], object).flatMap((cohort) => numbers(cohort["shares"]).slice(1).flatMap((share) => share ?? []))));
    const rows = drawn.flatMap((each): AnswerRow[] => {
        const sizes = numbers(each.overall["sizes"]);
        const counts = numbers(each.overall["counts"]);
        const cells = (shares: ReadonlyArray<number | null>, amounts: ReadonlyArray<number | null>, point: ChartPoint | null, when: string, incomplete: readonly unknown[]) =>
            labels.map((_, interval) => {
                const share = shares[interval] ?? null;
                return cell(share === null ? "" : formatNumber(share, isLTV ? "money" : "percent"), {
                    shade: share === null || isLTV || interval === 0 ? null : Math.min(1, share / most), running: incomplete[interval] === true,
                    point: point === null || (amounts[interval] ?? 0) === 0 ? null : { ...point, interval }, who: `${each.name} of ${when} that came back in ${named[interval] ?? ""}`,
                });
            });
        return [
            { strong: true, cells: [cell(drawn.length > 1 ? each.name : "All cohorts"), cell(plain(sizes[0] ?? 0)), ...cells(valuesOf(each.overall), counts, null, "all", [])] },
            ...(show === "curve" && drawn.length > 1 ? [] : list(each.raw["cohorts"], object).map((cohort, place): AnswerRow => ({
                strong: false,
                cells: [
                    cell(rowTitle(categories[place])),
                    cell(plain(numberOrNull(cohort["size"]) ?? 0), { point: (numberOrNull(cohort["size"]) ?? 0) === 0 ? null : { series: each.index, cohort: place }, who: `${each.name}, cohort ${categories[place]?.title ?? ""}` }),
                    ...cells(valuesOf(cohort), numbers(cohort["counts"]), { series: each.index, cohort: place }, categories[place]?.title ?? "", Array.isArray(cohort["incomplete"]) ? cohort["incomplete"] : []),
                ],
            }))),
        ];
    });
    const first = drawn[0];
    const shares = first === undefined ? [] : valuesOf(first.overall);
    const at = (interval: number) => shares[interval] ?? null;
    const lastKnown = shares.reduce<number>((best, share, index) => (share === null ? best : index), 0);
    const said = (value: number | null) => (isLTV || value === null ? formatNumber(value, "money") : percentAmong(value, [at(1), at(lastKnown)].flatMap((each) => each ?? [])));
    const sentence = (interval: number) => `${said(at(interval))} in ${(named[interval] ?? "").toLowerCase()}`;
    const noun = isLTV ? "Revenue for each member is" : "Of those who started come back:";
    const picture = show === "trend" ? overTime({ drawn, categories, named, isLTV, unit, lastKnown }) : null;
    return {
        figures: [1, Math.round((1 + lastKnown) / 2), lastKnown].filter((interval, place, all) => interval > 0 && all.indexOf(interval) === place && at(interval) !== null).map((interval) => ({
            label: named[interval] ?? "", text: formatNumber(at(interval), isLTV ? "money" : "percent"), detail: `of ${plain(numbers(first?.overall["sizes"])[interval] ?? 0)} with a whole ${unit}`, point: null,
        })),
        picture: picture !== null ? picture.picture : shares.every((share) => share === null) ? null : {
            is: "chart",
            chart: cartesian({
                categories: named.map((label) => plainCategory(label, `in ${label.toLowerCase()}`)), isTime: true, title: isLTV ? "Revenue" : "Came back", format: isLTV ? "money" : "percent",
                series: drawn.map((each, place) => lineSeries({ id: `${each.index}`, name: each.name, colour: seriesColour(place, each.group === "Other"), values: valuesOf(each.overall).slice(0, labels.length), format: isLTV ? "money" : "percent" })),
            }),
            pointOf: () => null,
        },
        table: { columns: [{ title: "Cohort", right: false }, { title: "Size", right: true }, ...named.map((title) => ({ title, right: true }))], rows },
        summary: picture !== null ? picture.summary : first === undefined || lastKnown === 0 ? "No interval after the first is over yet." : `${noun} ${sentence(1)}${lastKnown > 1 ? `, ${sentence(lastKnown)}` : ""}.`,
        isEmpty: series.every((each) => (numbers(each.overall["sizes"])[0] ?? 0) === 0 && list(each.raw["cohorts"], object).every((cohort) => (numberOrNull(cohort["size"]) ?? 0) === 0)),
    };
};

/** The intervals that people ask about first. */
const ASKED: Readonly<Record<string, readonly number[]>> = { day: [1, 7, 14, 30], week: [1, 2, 4, 8], month: [1, 2, 3, 6] };

interface Drawn {
    readonly index: number;
    readonly raw: JSONObject;
    readonly name: string;
    readonly group: string | null;
}

interface Cohorts {
    readonly drawn: readonly Drawn[];
    readonly categories: readonly Category[];
    readonly named: readonly string[];
    readonly isLTV: boolean;
    readonly unit: string;
    /** The last interval that anybody has behind them. */
    readonly lastKnown: number;
}

/** Whether later cohorts come back more: a line for each interval that matters, or for each group in the first one. A cohort that an interval has not ended for says nothing yet. */
function overTime({ drawn, categories, named, isLTV, unit, lastKnown }: Cohorts): Pick<ChartView, "picture" | "summary"> {
    const asked = (ASKED[unit] ?? [1]).filter((interval) => interval <= Math.max(1, lastKnown));
    const lines = drawn.flatMap((each) => (drawn.length > 1 ? asked.slice(0, 1) : asked).map((interval) => ({ each, interval })))
        .map(({ each, interval }) => ({
            each, interval, name: drawn.length > 1 ? each.name : named[interval] ?? "",
            values: list(each.raw["cohorts"], object).map((cohort) => (list(cohort["incomplete"], flag)[interval] === true ? null : numbers(cohort[isLTV ? "ltv" : "shares"])[interval] ?? null)),
        }));
    const [first] = lines;
    const format = isLTV ? "money" as const : "percent" as const;
    return {
        picture: lines.every((line) => line.values.every((value) => value === null)) ? null : {
            is: "chart",
            chart: cartesian({
                categories, title: `${isLTV ? "Revenue" : "Came back"}${drawn.length > 1 ? ` in ${(named[asked[0] ?? 1] ?? "").toLowerCase()}` : ""}, by the ${unit} they started in`, format,
                series: lines.map((line, place) => lineSeries({ id: `${place}`, name: line.name, colour: seriesColour(place, line.each.group === "Other"), values: line.values, format })),
            }),
            pointOf: ({ series, category }) => {
                const line = lines[Number(series)];
                return line === undefined || (line.values[category] ?? 0) === 0 ? null : { series: line.each.index, cohort: category, interval: line.interval };
            },
        },
        summary: first === undefined ? "" : courseSentence(`${first.name}${drawn.length > 1 ? ` in ${(named[first.interval] ?? "").toLowerCase()}` : ""}`, categories.map((category) => ({ ...category, running: false })), first.values, format),
    };
}

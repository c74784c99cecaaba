import type { ChartPoint } from "../../../api/charts";
import { list, numberOrNull, object, text } from "../../../api/reading";
import { percent, plain } from "../../../words/numbers";
import { bucketCategories, cartesian, formatNumber, groupName, hasSegments, intervalOf, lineSeries, numbers, plainCategory, readBuckets, seriesColour, seriesName } from "./parts";
import type { Describe } from "./parts";
import { cell } from "./view";
import type { AnswerRow } from "./view";

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
                    cell(categories[place]?.title ?? ""),
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
    const said = (value: number | null) => (isLTV || value === null ? formatNumber(value, "money") : percent(value));
    const sentence = (interval: number) => `${said(at(interval))} in ${(named[interval] ?? "").toLowerCase()}`;
    const noun = isLTV ? "Revenue for each member is" : "Of those who started come back:";
    return {
        figures: [1, Math.round((1 + lastKnown) / 2), lastKnown].filter((interval, place, all) => interval > 0 && all.indexOf(interval) === place && at(interval) !== null).map((interval) => ({
            label: named[interval] ?? "", text: formatNumber(at(interval), isLTV ? "money" : "percent"), detail: `of ${plain(numbers(first?.overall["sizes"])[interval] ?? 0)} with a whole ${unit}`, point: null,
        })),
        picture: shares.every((share) => share === null) ? null : {
            is: "chart",
            chart: cartesian({
                categories: named.map((label) => plainCategory(label, `in ${label.toLowerCase()}`)), isTime: true, title: isLTV ? "Revenue" : "Came back", format: isLTV ? "money" : "percent",
                series: drawn.map((each, place) => lineSeries({ id: `${each.index}`, name: each.name, colour: seriesColour(place, each.group === "Other"), values: valuesOf(each.overall).slice(0, labels.length), format: isLTV ? "money" : "percent" })),
            }),
            pointOf: () => null,
        },
        table: { columns: [{ title: "Cohort", right: false }, { title: "Size", right: true }, ...named.map((title) => ({ title, right: true }))], rows },
        summary: first === undefined || lastKnown === 0 ? "No interval after the first is over yet." : `${noun} ${sentence(1)}${lastKnown > 1 ? `, ${sentence(lastKnown)}` : ""}.`,
        isEmpty: series.every((each) => (numbers(each.overall["sizes"])[0] ?? 0) === 0 && list(each.raw["cohorts"], object).every((cohort) => (numberOrNull(cohort["size"]) ?? 0) === 0)),
    };
};


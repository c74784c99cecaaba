import { deepEqual, equal, test } from "./assertions";
import type { Annotation } from "../../web/src/api/annotations";
import { happenedSentence, happeningsOf, happeningsOn, marksAt, whenHappened, withHappenings } from "../../web/src/charts/happenings";
import { UNADORNED } from "../../web/src/charts/description";
import type { CartesianChart } from "../../web/src/charts/description";
import { wordPlaces } from "../../web/src/charts/overlays";
import { longPeriod, nextPeriod, shortPeriod, whenPeriod } from "../../web/src/words/periods";

const FIRST = Date.UTC(2026, 2, 1);

/** Days from 1 March 2026. */
function days(count: number): CartesianChart {
    const categories = Array.from({ length: count }, (_, index) => {
        const start = FIRST + index * 86_400_000;
        return { label: shortPeriod(start, "date"), title: longPeriod(start, "date"), when: whenPeriod(start, "date"), running: false, span: { start, end: nextPeriod(start, "date") } };
    });
    return {
        ...UNADORNED, kind: "cartesian", horizontal: false, stacking: "none", categoryTitle: "Day", isTime: true, categories, series: [], axes: [], referenceLines: [],
        valueLabels: false, labelFormat: null, totalLabels: false, hasLegend: false, leftOut: "",
    };
}

function annotation(change: Partial<Annotation>): Annotation {
    return { id: "1", kind: "note", label: "x", details: "", start: "2026-03-02", end: null, chartID: null, madeBy: "", mayChange: false, mayDelete: false, ...change };
}

test("what happened stands at its day on the clock of the chart's zone", () => {
    const late = annotation({ id: "2", kind: "release", label: "5.2", start: "2026-03-02T23:30:00Z" });
    const marks = (zone: string) => withHappenings(days(5), happeningsOf([late], zone)).annotations.map((mark) => mark.place);
    deepEqual(marks("UTC"), [1]);
    deepEqual(marks("Europe/Berlin"), [2]);
    deepEqual(marks("America/New_York"), [1]);
    // A day is that day everywhere.
    deepEqual(withHappenings(days(5), happeningsOf([annotation({})], "America/New_York")).annotations, [{ place: 1, kind: "note", label: "x" }]);
});

test("what lies outside of a chart, or belongs to another one, is not marked", () => {
    const chart = days(5);
    const others = [annotation({ start: "2026-02-20" }), annotation({ start: "2026-03-06" }), annotation({ chartID: "c" }), annotation({ start: "soon" })];
    equal(withHappenings(chart, happeningsOf(others, "UTC")) === chart, true);
    equal(withHappenings({ ...chart, isTime: false }, happeningsOf([annotation({})], "UTC")).annotations.length, 0);
});

test("what began before a chart and lasts into it stands at its first day", () => {
    const long = annotation({ kind: "incident", label: "Slow", start: "2026-02-27", end: "2026-03-03" });
    const chart = withHappenings(days(5), happeningsOf([long], "UTC"));
    deepEqual(chart.annotations, [{ place: 0, kind: "incident", label: "Slow (until 3 Mar 2026)", until: 2 }]);
    equal(happeningsOn(days(5), happeningsOf([long, annotation({ start: "2026-02-20" })], "UTC")).length, 1);
});

test("what lasts is at each of its days, and no longer", () => {
    const long = annotation({ label: "Sale", start: "2026-03-02", end: "2026-03-03T10:00:00Z" });
    const chart = withHappenings(days(5), happeningsOf([long], "UTC"));
    deepEqual([0, 1, 2, 3].map((place) => marksAt(chart, place).length), [0, 1, 1, 0]);
    // Within one day, and past the end of the picture.
    deepEqual(withHappenings(days(5), happeningsOf([annotation({ end: "2026-03-02" })], "UTC")).annotations[0]?.until, undefined);
    deepEqual(withHappenings(days(5), happeningsOf([annotation({ end: "2026-04-02" })], "UTC")).annotations[0]?.until, 4);
});

test("marks are said in words, the last three of them", () => {
    const all = ["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04"].map((start, index) => annotation({ id: String(index), label: `n${index}`, start }));
    equal(happenedSentence(withHappenings(days(5), happeningsOf(all, "UTC"))), " Marked: note “n1” on Mon 2 Mar 2026; note “n2” on Tue 3 Mar 2026; note “n3” on Wed 4 Mar 2026; and 1 other.");
    equal(happenedSentence(days(5)), "");
});

test("when something happened has as much of it as is known", () => {
    const words = (change: Partial<Annotation>) => happeningsOf([annotation(change)], "Europe/Berlin").map(whenHappened)[0];
    equal(words({}), "2 Mar 2026");
    equal(words({ start: "2026-03-02T13:30:00Z" }), "2 Mar 2026 14:30");
    equal(words({ end: "2026-03-04" }), "2 Mar 2026 to 4 Mar 2026");
    equal(words({ end: "2026-03-02" }), "2 Mar 2026");
});

test("the words of what happened stand at their lines, inside of the picture, and never on each other", () => {
    const chart = days(11);
    const width = 560;
    const places = (letters: ReadonlyArray<readonly [number, number]>) => wordPlaces(chart, width, new Map(letters));
    const at = (place: number, letters: ReadonlyArray<readonly [number, number]>) => places(letters).get(place);
    deepEqual(at(5, [[5, 10]]), { room: 160, align: "center" });
    deepEqual(at(0, [[0, 10]]), { room: 160, align: "left" });
    equal(at(10, [[10, 10]])?.align, "right");
    // Days are 50 pixels apart: of two neighbours one has its words before its line, the other behind it, both as a whole.
    deepEqual([at(4, [[4, 15], [5, 15]]), at(5, [[4, 15], [5, 15]])], [{ room: 160, align: "right" }, { room: 160, align: "left" }]);
    // Short ones stay centred beside each other.
    deepEqual([at(4, [[4, 6], [5, 6]])?.align, at(5, [[4, 6], [5, 6]])?.align], ["center", "center"]);
    // One in the middle has what is between the lines beside it, and where those are too close its sign alone.
    deepEqual(at(5, [[4, 20], [5, 20], [6, 20]]), { room: 84, align: "center" });
    equal(wordPlaces(chart, 260, new Map([[4, 20], [5, 20], [6, 20]])).get(5)?.room, 0);
    const several: ReadonlyArray<ReadonlyArray<readonly [number, number]>> = [[[8, 40], [10, 40]], [[3, 22], [4, 12], [7, 15]], [[0, 30], [1, 30], [10, 30]]];
    for (const letters of several) {
        const ends = [...places(letters)].filter(([, { room }]) => room > 0).map(([place, { room, align }]) => {
            const long = Math.min(room, (letters.find(([each]) => each === place)?.[1] ?? 0) * 6);
            const start = place * 50 - (align === "left" ? 0 : align === "right" ? long : long / 2);
            return [start, start + long] as const;
        });
        equal(ends.every(([start, end], index) => start >= 0 && end <= 500 && start >= (ends[index - 1]?.[1] ?? 0)), true);
    }
});

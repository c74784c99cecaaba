import { deepEqual, equal, test } from "./assertions";
import type { Annotation } from "../../web/src/api/annotations";
import { happenedSentence, happeningsOf, happeningsOn, marksAt, whenHappened, withHappenings } from "../../web/src/charts/happenings";
import { UNADORNED } from "../../web/src/charts/description";
import type { CartesianChart } from "../../web/src/charts/description";
import { wordRoom } from "../../web/src/charts/overlays";
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
    const room = (place: number, places: readonly number[], letters: number) => wordRoom(chart, width, place, places, letters);
    deepEqual(room(5, [5], 10), { room: 160, align: "center" });
    deepEqual(room(0, [0], 10), { room: 154, align: "left" });
    equal(room(10, [10], 10).align, "right");
    // Days are 50 pixels apart: two lines that are neighbours have that much for their words in the middle, and at an edge the half of it.
    equal(room(5, [4, 5], 40).room, 44);
    const [last, before] = [room(10, [8, 10], 40), room(8, [8, 10], 40)];
    equal(last.room + before.room / 2 <= 100, true);
});

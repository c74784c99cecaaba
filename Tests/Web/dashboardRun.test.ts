import { deepEqual, equal, test } from "./assertions";
import { DashboardRun } from "../../web/src/api/dashboardRun";

const detail = (count: number) => ({
    data: [{ "orders.count": { value: count } }], fields: { dimensions: [], measures: [], table_calculations: [], pivots: [] }, errors: null,
});

/** Answers with these lines, cut into pieces of `size` bytes wherever that falls. */
function serving(lines: readonly unknown[], size: number, asked: unknown[]): void {
    const bytes = new TextEncoder().encode(lines.map((line) => JSON.stringify(line) + "\n").join(""));
    globalThis.fetch = async (path, options) => {
        asked.push([path, JSON.parse(String(options?.body))]);
        return new Response(new ReadableStream({
            start(controller) {
                for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
                controller.close();
            },
        }));
    };
}

const lines = [
    { type: "dashboard", id: "4", elements: ["a", "b"] },
    { type: "element", element_id: "b", status: "error", error: { message: "Größer als erlaubt.", code: "too_large" } },
    { type: "element", element_id: "a", status: "complete", result: detail(7) },
    { type: "end", failed: 1 },
];

test("the tiles of a dashboard are asked for together, and each gets its own answer or failure", async () => {
    const asked: unknown[] = [];
    serving(lines, 7, asked);
    const run = new DashboardRun("4", new Map([["Date", "7 days"]]));
    const { signal } = new AbortController();
    const [first, second] = await Promise.allSettled([run.answer("a", signal, false), run.answer("b", signal, false)]);
    equal(first?.status, "fulfilled");
    equal(second?.status === "rejected" && (second.reason as Error).message, "Größer als erlaubt.");
    deepEqual(asked, [["/api/v1/dashboards/4/run", { filters: { Date: "7 days" }, elements: ["a", "b"] }]]);
});

test("a fresh answer asks past what is kept, and a tile that nobody wants any more is not waited for", async () => {
    const asked: unknown[] = [];
    serving(lines, 1_000, asked);
    const run = new DashboardRun("x::y", new Map());
    const gone = new AbortController();
    const wanted = run.answer("a", new AbortController().signal, true);
    const left = run.answer("b", gone.signal, true);
    gone.abort();
    const [one, two] = await Promise.allSettled([wanted, left]);
    equal(one?.status, "fulfilled");
    equal(two?.status === "rejected" && (two.reason as Error).name, "AbortError");
    deepEqual(asked, [["/api/v1/dashboards/x%3A%3Ay/run", { filters: {}, elements: ["a"], cache: false }]]);
});

test("what was pressed on another tile is asked for with the filters", async () => {
    const asked: unknown[] = [];
    serving(lines, 1_000, asked);
    await Promise.allSettled([new DashboardRun("4", new Map(), { "e.type": "a" }).answer("a", new AbortController().signal, false)]);
    deepEqual(asked, [["/api/v1/dashboards/4/run", { filters: {}, elements: ["a"], cross: { "e.type": "a" } }]]);
});

test("a tile that the answer leaves out has failed", async () => {
    serving(lines.slice(0, 1), 1_000, []);
    const [only] = await Promise.allSettled([new DashboardRun("4", new Map()).answer("a", new AbortController().signal, false)]);
    equal(only?.status, "rejected");
});

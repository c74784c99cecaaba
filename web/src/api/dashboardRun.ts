import { ApiError, requestLines } from "./http";
import { object, text } from "./reading";
import { readResult } from "./result";
import type { QueryResult } from "./result";

interface Waiter {
    readonly element: string;
    readonly resolve: (result: QueryResult) => void;
    readonly reject: (reason: unknown) => void;
}

/**
 * The answers of a dashboard's tiles with one set of filters. Tiles that ask in the same breath are asked for in one request,
 * and each gets its answer as soon as the server has it.
 */
export class DashboardRun {
    private readonly batches = new Map<boolean, Batch>();

    /** @param cross expressions by field, from a press on a mark of another tile. */
    constructor(
        private readonly dashboard: string, private readonly filters: ReadonlyMap<string, string>, private readonly cross: Readonly<Record<string, string>> = {},
    ) {}

    /** The answer of one tile. `fresh` asks past what the server has kept. */
    answer(element: string, signal: AbortSignal, fresh: boolean): Promise<QueryResult> {
        let batch = this.batches.get(fresh);
        if (batch === undefined) {
            batch = new Batch(this.dashboard, this.filters, this.cross, fresh);
            this.batches.set(fresh, batch);
            const sent = batch;
            setTimeout(() => {
                this.batches.delete(fresh);
                void sent.send();
            }, 0);
        }
        return batch.add(element, signal);
    }
}

/** One request for some tiles. It is given up when nobody waits for any of them. */
class Batch {
    private readonly waiting = new Set<Waiter>();
    private readonly controller = new AbortController();

    constructor(
        private readonly dashboard: string, private readonly filters: ReadonlyMap<string, string>, private readonly cross: Readonly<Record<string, string>>,
        private readonly fresh: boolean,
    ) {}

    add(element: string, signal: AbortSignal): Promise<QueryResult> {
        return new Promise((resolve, reject) => {
            const waiter = { element, resolve, reject };
            this.waiting.add(waiter);
            signal.addEventListener("abort", () => {
                if (!this.waiting.delete(waiter)) return;
                reject(signal.reason);
                if (this.waiting.size === 0) this.controller.abort();
            }, { once: true });
        });
    }

    async send(): Promise<void> {
        if (this.waiting.size === 0) return;
        const elements = [...new Set([...this.waiting].map((waiter) => waiter.element))];
        try {
            await requestLines(`/api/v1/dashboards/${encodeURIComponent(this.dashboard)}/run`, (line) => this.take(object(line)), {
                method: "POST", signal: this.controller.signal,
                body: {
                    filters: Object.fromEntries(this.filters), elements, ...(Object.keys(this.cross).length > 0 ? { cross: this.cross } : {}),
                    ...(this.fresh ? { cache: false } : {}),
                },
            });
            this.fail(new ApiError("broken", 0, "The server ended before it had answered. Try again."));
        } catch (error) {
            this.fail(error);
        }
    }

    private take(line: Readonly<Record<string, unknown>>): void {
        if (line["type"] !== "element") return;
        const element = text(line["element_id"]);
        for (const waiter of [...this.waiting].filter((each) => each.element === element)) {
            this.waiting.delete(waiter);
            if (line["status"] === "complete") waiter.resolve(readResult(line["result"]));
            else waiter.reject(failure(object(line["error"])));
        }
    }

    private fail(reason: unknown): void {
        for (const waiter of this.waiting) waiter.reject(reason);
        this.waiting.clear();
    }
}

function failure(error: Readonly<Record<string, unknown>>): ApiError {
    const code = text(error["code"]);
    const kind = code === "busy" ? "busy" : code === "cancelled" ? "cancelled" : "refused";
    return new ApiError(kind, 400, text(error["message"]));
}

/** Lets at most `limit` jobs run at once; the others wait in the order in which they came. */
export class Limiter {
    private running = 0;
    private readonly waiting: Array<() => void> = [];

    constructor(private readonly limit: number) {}

    /** Runs `job` when it is its turn. A job that is aborted while it waits never starts. */
    async run<Value>(job: () => Promise<Value>, signal: AbortSignal): Promise<Value> {
        if (this.running >= this.limit) await this.turn(signal);
        else this.running += 1;
        try {
            signal.throwIfAborted();
            return await job();
        } finally {
            const next = this.waiting.shift();
            if (next === undefined) this.running -= 1;
            else next();
        }
    }

    /** Resolves when a job that ends hands over its place. */
    private turn(signal: AbortSignal): Promise<void> {
        return new Promise((resolve, reject) => {
            const start = () => {
                signal.removeEventListener("abort", leave);
                resolve();
            };
            const leave = () => {
                const place = this.waiting.indexOf(start);
                if (place >= 0) this.waiting.splice(place, 1);
                reject(signal.reason);
            };
            signal.addEventListener("abort", leave, { once: true });
            this.waiting.push(start);
        });
    }
}

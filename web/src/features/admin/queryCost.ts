import type { QueryRun } from "../../api/admin";
import { duration } from "../../words/ago";
import { counted } from "../../words/numbers";

/** What some queries cost: how many asked the warehouse and for how long, and how many were spared it. */
export function costWords(runs: readonly QueryRun[]): string {
    const asked = runs.filter(({ source }) => source === "warehouse");
    const spared = runs.length - asked.length;
    const time = asked.reduce((sum, { engine }) => sum + engine, 0);
    const longest = Math.max(0, ...asked.map(({ engine }) => engine));
    if (asked.length === 0) return `${counted(runs.length, "query", "queries")}, none of which the warehouse ran.`;
    return `${counted(runs.length, "query", "queries")}. The warehouse ran ${asked.length} for ${duration(time / 1000)}, ${duration(longest / 1000)} at most${spared === 0 ? "" : `; ${spared} came from the cache or failed`}.`;
}

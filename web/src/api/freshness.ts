import { requestJSON } from "./http";
import { flag, list, object, text, textOrNull } from "./reading";

/** To which moment the data of a source is complete. */
export interface Source {
    readonly name: string;
    readonly label: string;
    /** ISO 8601; null when nothing has arrived yet. */
    readonly completeThrough: string | null;
    /** Whether it should have more by now. */
    readonly late: boolean;
    /** Explores (`model::explore`) that stand on it; empty when the server does not say. */
    readonly explores: readonly string[];
}

export async function fetchFreshness(signal: AbortSignal): Promise<Source[]> {
    const answer = object(await requestJSON("/api/v1/freshness", { signal }));
    return list(answer["sources"], (item) => {
        const source = object(item);
        return {
            name: text(source["name"]),
            label: text(source["label"]) || text(source["name"]),
            completeThrough: textOrNull(source["complete_through"]),
            late: flag(source["late"]),
            explores: list(source["explores"], text),
        };
    });
}

/** The source that limits what an explore can say: of those it stands on, the one that ends first. */
export function sourceBehind(sources: readonly Source[], model: string, explore: string): Source | undefined {
    const named = sources.filter((source) => source.explores.includes(`${model}::${explore}`));
    const candidates = named.length > 0 ? named : sources.filter((source) => source.name === explore);
    return candidates.reduce<Source | undefined>((first, source) => {
        if (first === undefined || source.completeThrough === null) return source;
        return first.completeThrough !== null && source.completeThrough < first.completeThrough ? source : first;
    }, undefined);
}

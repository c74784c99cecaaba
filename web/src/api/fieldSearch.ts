import { readFound } from "./discovery";
import type { FoundField } from "./discovery";
import { ApiError, requestJSON } from "./http";
import { object } from "./reading";

export interface FoundFields {
    /** The best first. */
    readonly fields: readonly FoundField[];
    /** Whether these are all that there are. */
    readonly complete: boolean;
}

/** Fields of explores by their labels, names, descriptions, synonyms and tags. None where the server has no search. */
export async function searchFields(term: string, limit: number, signal: AbortSignal): Promise<FoundFields> {
    const question = new URLSearchParams({ q: term, types: "fields", limit: String(limit) });
    const answer = await requestJSON(`/api/v1/search?${question.toString()}`, { signal }).catch((error: unknown) => {
        if (error instanceof ApiError && error.kind === "missing") return {};
        throw error;
    });
    // Explores are among them, and have no name of a field.
    const { fields } = readFound(object(answer));
    return { fields: fields.filter((field) => field.name !== "" && field.href !== ""), complete: fields.length < limit };
}

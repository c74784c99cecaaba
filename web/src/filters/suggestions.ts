import { fetchChartValues } from "../api/chartFields";
import { fetchSuggestions } from "../api/models";
import type { Suggestions } from "../api/models";
import { fetchNarrowedValues } from "../api/fieldValues";

/** The field whose values are suggested, and values that the model lists itself. */
export interface ValueSource {
    readonly model: string;
    readonly explore: string;
    readonly field: string;
    readonly listed: readonly string[];
    /** Filters on other fields of the explore that values have to fit; absent for none. */
    readonly filters?: Readonly<Record<string, string>>;
    /** A measure that counts what has a value; absent where none does. */
    readonly count?: string;
    /** A saved chart whose property it is, in place of a field. */
    readonly chart?: { readonly id: string; readonly property: string };
}

/** Equal for sources with the same values. */
export function suggestionsKey(source: ValueSource): string {
    if (source.chart !== undefined) return `suggestions of chart ${source.chart.id} ${source.chart.property}`;
    const filters = narrowing(source);
    return `suggestions ${source.model} ${source.explore} ${source.field}${filters === null ? "" : ` ${JSON.stringify(filters)}`}`;
}

/** Values that contain `term`. */
export async function loadSuggestions(source: ValueSource, term: string, signal: AbortSignal): Promise<Suggestions> {
    if (source.chart !== undefined) return fetchChartValues(source.chart.id, source.chart.property, signal);
    const filters = narrowing(source);
    return filters === null ? fetchSuggestions(source.model, source.explore, source.field, term, signal)
        : fetchNarrowedValues(source.model, source.explore, source.field, filters, term, signal);
}

/** The filters that values have to fit; null for none. */
export function narrowing(source: ValueSource): Readonly<Record<string, string>> | null {
    return source.filters !== undefined && Object.keys(source.filters).length > 0 ? source.filters : null;
}

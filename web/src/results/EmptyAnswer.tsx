import { fetchSuggestions } from "../api/models";
import { useResource } from "../api/useResource";
import { Button } from "../components/Button";
import { Notice } from "../components/Notice";
import type { FilterSubject } from "../filters/FilterChip";
import { filterPhrase } from "../filters/sentence";
import { exactValue, readString } from "../filters/strings";
import { nearest } from "../words/distance";

/** A filter in force, and how to change it from here. */
export interface ActiveFilter {
    readonly subject: FilterSubject;
    readonly expression: string;
    /** Absent where the filter belongs to the saved query and can't be changed here. */
    readonly onChange?: (expression: string) => void;
}

/** No rows: which filter did it, as far as that can be told, and the offer to clear it. */
export function EmptyAnswer({ filters }: { filters: readonly ActiveFilter[] }): JSX.Element {
    const active = filters.filter((filter) => filter.expression.trim() !== "");
    const blamed = useBlamed(active);
    const shown = blamed === undefined ? active : [blamed.filter];
    const liftable = shown.filter((filter) => filter.onChange !== undefined);
    const actions = (
        <>
            {blamed?.better !== undefined && blamed.filter.onChange !== undefined && (
                <Button look="primary" onClick={() => blamed.filter.onChange?.(exactValue(blamed.better ?? ""))}>{`Use ${blamed.better}`}</Button>
            )}
            {liftable.slice(0, 3).map((filter) => (
                <Button key={filter.subject.id} title={`Clear ${filter.subject.label}`} onClick={() => filter.onChange?.("")}>{`Clear ${filter.subject.label}`}</Button>
            ))}
        </>
    );
    return (
        <Notice title="No rows." {...(liftable.length > 0 ? { actions } : {})}>
            {blamed !== undefined ? (
                <p>
                    The filter <em>{sentence(blamed.filter)}</em> matches nothing.
                    {blamed.better !== undefined && <> Did you mean <strong>{blamed.better}</strong>?</>}
                </p>
            ) : active.length > 0 ? (
                <p>Nothing matches {active.length === 1 ? "the filter" : "all the filters"} {active.map((filter, index) => (
                    <span key={filter.subject.id}>{index > 0 ? " and " : ""}<em>{sentence(filter)}</em></span>
                ))}.</p>
            ) : <p>There is no data here yet.</p>}
        </Notice>
    );
}

function sentence(filter: ActiveFilter): string {
    return filterPhrase(filter.subject.label, filter.subject.kind, filter.expression).join(" ");
}

/** The first filter on one text that no row has, with the nearest text that rows do have. */
function useBlamed(filters: readonly ActiveFilter[]): { filter: ActiveFilter; better: string | undefined } | undefined {
    const suspects = filters.flatMap((filter) => {
        const condition = filter.subject.kind === "string" ? readString(filter.expression) : { form: "any" as const };
        const [value] = condition.form === "is" ? condition.values : [];
        const { source } = filter.subject;
        return value === undefined || source === null || (condition.form === "is" && condition.values.length !== 1) ? [] : [{ filter, value, source }];
    });
    const key = suspects.length === 0 ? undefined : `blamed ${suspects.map((each) => `${each.source.field}=${each.value}`).join("&")}`;
    const found = useResource(key, async (signal) => {
        for (const suspect of suspects) {
            const { source, value } = suspect;
            const near = async (term: string) => (source.listed.length > 0 ? [...source.listed] : (await fetchSuggestions(source.model, source.explore, source.field, term, signal)).values);
            if ((await near(value)).includes(value)) continue;
            const candidates = [...await near(value.slice(0, 3)), ...await near("")];
            return { id: suspect.filter.subject.id, better: nearest(value, candidates) };
        }
        return null;
    }, { freshFor: 300_000 });
    const filter = filters.find((each) => each.subject.id === found.value?.id);
    return filter === undefined ? undefined : { filter, better: found.value?.better };
}

import type { Field } from "../../api/fields";

export type Entry = Field | { readonly group: string; readonly fields: readonly Field[] };

export interface View {
    readonly label: string;
    readonly fields: readonly Field[];
    readonly parts: ReadonlyArray<{ readonly title: string; readonly entries: readonly Entry[] }>;
}

/** The fields that hold all words of a search, by view, in each by kind. */
export function byView(fields: readonly Field[], term: string): View[] {
    const words = term.toLowerCase().split(/\s+/).filter((word) => word !== "");
    const shown = fields.filter((field) => !field.hidden
        && words.every((word) => `${field.label} ${field.name} ${field.description}`.toLowerCase().includes(word)));
    // Views keep their places while one searches.
    const labels = [...new Set(fields.filter((field) => !field.hidden).map((field) => field.viewLabel))].filter((label) => shown.some((field) => field.viewLabel === label));
    return labels.map((label): View => {
        const own = shown.filter((field) => field.viewLabel === label);
        const part = (title: string, wanted: (field: Field) => boolean) => ({ title, entries: grouped(own.filter(wanted)) });
        const parts = [
            part("Dimensions", (field) => field.category === "dimension"),
            part("Measures", (field) => field.category === "measure"),
            part("Filters", (field) => field.category === "filter" || field.category === "parameter"),
        ];
        return { label, fields: own, parts: parts.filter((each) => each.entries.length > 0) };
    });
}

/** The field that a search means: one of that very name, else one whose name begins so, else the first; a measure as well as a dimension. */
export function bestMatch(views: readonly View[], term: string): Field | undefined {
    const wanted = term.trim().toLowerCase();
    const choices = views.flatMap((view) => view.fields).filter((field) => field.category === "dimension" || field.category === "measure");
    if (wanted === "") return undefined;
    return choices.find((field) => field.labelShort.toLowerCase() === wanted)
        ?? choices.find((field) => field.labelShort.toLowerCase().startsWith(wanted)) ?? choices[0];
}

/** Members of a dimension group stand together under the group's name. */
function grouped(fields: readonly Field[]): Entry[] {
    const entries: Entry[] = [];
    const seen = new Set<string>();
    for (const field of fields) {
        if (field.groupLabel === null) entries.push(field);
        else if (!seen.has(field.groupLabel)) {
            seen.add(field.groupLabel);
            entries.push({ group: field.groupLabel, fields: fields.filter((each) => each.groupLabel === field.groupLabel) });
        }
    }
    return entries;
}

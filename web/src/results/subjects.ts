import type { Field } from "../api/fields";
import type { FilterSubject } from "../filters/FilterChip";
import { filterKind } from "../filters/kinds";
import { readString } from "../filters/strings";

/** How a field of an explore is filtered: its words, its grammar, where its values come from. */
export function fieldSubject(model: string, explore: string, name: string, field: Field | undefined): FilterSubject {
    if (field === undefined) {
        return { id: name, label: nameInWords(name), kind: "string", source: null };
    }
    return {
        id: name, label: field.labelShort, kind: filterKind(field), grain: field.grain,
        source: field.category === "dimension" || field.suggestable || field.enumerations.length > 0 ? { model, explore, field: name, listed: listedValues(field) } : null,
    };
}

/** The subject with counts of its values, where the explore has a measure that counts: the field's view's own, else the first. */
export function withCounts(subject: FilterSubject, field: Field | undefined, fields: readonly Field[]): FilterSubject {
    const counting = fields.filter((each) => each.category === "measure" && each.type === "count" && !each.hidden);
    const measure = counting.find((each) => each.viewLabel === field?.viewLabel) ?? counting[0];
    return subject.source === null || measure === undefined ? subject : { ...subject, source: { ...subject.source, count: measure.name } };
}

/** The values that the model lists for a field, as they are and not as filters write them. */
export function listedValues(field: Field): string[] {
    return field.enumerations.map(({ value }) => {
        const condition = readString(value);
        return condition.form === "is" ? condition.values[0] ?? value : value;
    });
}

/** "accounts.account_name" is "Account name" until its real label is known. */
function nameInWords(name: string): string {
    const words = (name.split(".").pop() ?? name).replace(/_/g, " ");
    return words.slice(0, 1).toUpperCase() + words.slice(1);
}

import { joined, splitTerms } from "./terms";

/** What a filter on a number says, as far as the editor has a form for it. Numbers stay text, exactly as written. */
export type NumberCondition =
    | { readonly form: "any" | "null" | "notNull" }
    | { readonly form: "is" | "isNot"; readonly values: readonly string[] }
    | { readonly form: "atLeast" | "above" | "atMost" | "below"; readonly value: string }
    | { readonly form: "between"; readonly from: string; readonly to: string }
    | { readonly form: "raw"; readonly text: string };

const NUMBER = "-?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][-+]?\\d+)?";
const ONE = new RegExp(`^=?\\s*(${NUMBER})$`);
const NEGATED = new RegExp(`^(?:not|!=|<>)\\s*(${NUMBER})$`, "i");
const COMPARED = new RegExp(`^(>=|<=|>|<)\\s*(${NUMBER})$`);
const TO = new RegExp(`^(${NUMBER})?\\s*to\\s*(${NUMBER})?$`, "i");
const INTERVAL = new RegExp(`^([[(])\\s*(${NUMBER}|-inf)?\\s*,\\s*(${NUMBER}|inf)?\\s*([\\])])$`, "i");
const PAIR = new RegExp(`^>=\\s*(${NUMBER})\\s+and\\s+<=\\s*(${NUMBER})$`, "i");

/** Reads `5`, `1,3`, `NOT 5`, `>=5`, `[0,2000]`, `80 to 159`, `NULL`; the rest of the grammar stays as text. */
export function readNumber(expression: string): NumberCondition {
    const text = expression.trim();
    const raw: NumberCondition = { form: "raw", text };
    if (text === "") return { form: "any" };
    if (/^null$/i.test(text)) return { form: "null" };
    if (/^(not\s+null|-null)$/i.test(text)) return { form: "notNull" };
    const terms = splitTerms(text, true);
    if (terms.length > 1) return readSeveral(terms) ?? raw;
    const negated = NEGATED.exec(text);
    if (negated) return { form: "isNot", values: [negated[1] ?? ""] };
    const one = ONE.exec(text);
    if (one) return { form: "is", values: [one[1] ?? ""] };
    const compared = COMPARED.exec(text);
    if (compared) return { form: comparison(compared[1] ?? ""), value: compared[2] ?? "" };
    const pair = PAIR.exec(text);
    if (pair) return { form: "between", from: pair[1] ?? "", to: pair[2] ?? "" };
    const range = TO.exec(text);
    if (range) return bounded(range[1], range[2], true, true) ?? raw;
    const interval = INTERVAL.exec(text);
    if (interval) {
        const bound = (value: string | undefined) => (value === undefined || /inf$/i.test(value) ? undefined : value);
        return bounded(bound(interval[2]), bound(interval[3]), interval[1] === "[", interval[4] === "]") ?? raw;
    }
    return raw;
}

export function writeNumber(condition: NumberCondition): string {
    switch (condition.form) {
        case "any": return "";
        case "null": return "NULL";
        case "notNull": return "NOT NULL";
        case "is": return condition.values.join(", ");
        case "isNot": return condition.values.map((value) => `NOT ${value}`).join(", ");
        case "atLeast": return `>=${condition.value}`;
        case "above": return `>${condition.value}`;
        case "atMost": return `<=${condition.value}`;
        case "below": return `<${condition.value}`;
        case "between": return `[${condition.from},${condition.to}]`;
        case "raw": return condition.text.trim();
    }
}

/** "is between 0 and 2000", "is at least 5" */
export function numberSentence(condition: NumberCondition): string {
    switch (condition.form) {
        case "any": return "is anything";
        case "null": return "has no value";
        case "notNull": return "has a value";
        case "is": return `is ${joined(condition.values, "or")}`;
        case "isNot": return `is not ${joined(condition.values, "or")}`;
        case "atLeast": return `is at least ${condition.value}`;
        case "above": return `is above ${condition.value}`;
        case "atMost": return `is at most ${condition.value}`;
        case "below": return `is below ${condition.value}`;
        case "between": return `is between ${condition.from} and ${condition.to}`;
        case "raw": return `matches ${condition.text}`;
    }
}

/** Whether `text` is a number that the grammar takes. */
export function isNumber(text: string): boolean {
    return ONE.test(text.trim());
}

/** Once one number of a list is negated, the plain ones after it are negated too. */
function readSeveral(terms: readonly string[]): NumberCondition | undefined {
    const values: string[] = [];
    const negatedFirst = NEGATED.test(terms[0] ?? "");
    for (const term of terms) {
        const match = ONE.exec(term) ?? (negatedFirst ? NEGATED.exec(term) : null);
        if (match === null) return undefined;
        values.push(match[1] ?? "");
    }
    return { form: negatedFirst ? "isNot" : "is", values };
}

function bounded(
    from: string | undefined, to: string | undefined, fromIncluded: boolean, toIncluded: boolean,
): NumberCondition | undefined {
    if (from !== undefined && to !== undefined) return fromIncluded && toIncluded ? { form: "between", from, to } : undefined;
    if (from !== undefined) return { form: fromIncluded ? "atLeast" : "above", value: from };
    if (to !== undefined) return { form: toIncluded ? "atMost" : "below", value: to };
    return undefined;
}

function comparison(sign: string): "atLeast" | "above" | "atMost" | "below" {
    switch (sign) {
        case ">=": return "atLeast";
        case ">": return "above";
        case "<=": return "atMost";
        default: return "below";
    }
}

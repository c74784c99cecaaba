import { joined, splitTerms } from "./terms";

/** What a filter on text says, as far as the editor has a form for it. */
export type StringCondition =
    | { readonly form: "any" | "empty" | "notEmpty" | "null" | "notNull" }
    | { readonly form: "is" | "isNot" | "contains" | "notContains" | "starts" | "ends"; readonly values: readonly string[] }
    | { readonly form: "raw"; readonly text: string };

type ValueForm = "is" | "isNot" | "contains" | "notContains" | "starts" | "ends";
type Term = { form: ValueForm; value: string } | { form: "empty" | "notEmpty" | "null" | "notNull" | "any" | "raw" };

const WORDS: Readonly<Record<ValueForm, string>> = {
    is: "is", isNot: "is not", contains: "contains", notContains: "does not contain", starts: "starts with", ends: "ends with",
};

/**
 * Reads an expression on text.
 *
 *     A,B       is A or B           -A,-B     is neither           %A%   contains A
 *     A%        starts with A       EMPTY     is blank             "a,b" is exactly that
 */
export function readString(expression: string): StringCondition {
    const terms = splitTerms(expression).map(readTerm);
    const first = terms[0];
    if (first === undefined) return { form: "any" };
    if (terms.length === 1) {
        if (!("value" in first)) return first.form === "raw" ? { form: "raw", text: expression } : { form: first.form };
        return { form: first.form, values: [first.value] };
    }
    const values: string[] = [];
    for (const term of terms) {
        if (!("value" in term) || term.form !== first.form) return { form: "raw", text: expression };
        values.push(term.value);
    }
    return "value" in first ? { form: first.form, values } : { form: "raw", text: expression };
}

export function writeString(condition: StringCondition): string {
    switch (condition.form) {
        case "any": return "";
        case "empty": return "EMPTY";
        case "notEmpty": return "-EMPTY";
        case "null": return "NULL";
        case "notNull": return "-NULL";
        case "raw": return condition.text.trim();
        default: return condition.values.map((value) => writeValue(condition.form, value)).join(",");
    }
}

/** "is Databricks", "is not A or B", "contains sql" */
export function stringSentence(condition: StringCondition): string {
    switch (condition.form) {
        case "any": return "is anything";
        case "empty": return "is blank";
        case "notEmpty": return "is not blank";
        case "null": return "has no value";
        case "notNull": return "has a value";
        case "raw": return `matches ${condition.text}`;
        default: return `${WORDS[condition.form]} ${joined(condition.values, "or")}`;
    }
}

/** Text as an exact value of a filter: what has a meaning in the grammar is escaped. */
export function exactValue(value: string): string {
    return writeValue("is", value);
}

function readTerm(text: string): Term {
    const negated = text.startsWith("-");
    const body = negated ? text.slice(1) : text;
    if (/^"(?:[^"\\]|\\.)*"$/.test(body)) {
        return { form: negated ? "isNot" : "is", value: body.slice(1, -1).replace(/\\"/g, "\"") };
    }
    const keyword = body.toUpperCase();
    if (keyword === "EMPTY") return { form: negated ? "notEmpty" : "empty" };
    if (keyword === "NULL") return { form: negated ? "notNull" : "null" };
    if (body === "%") return { form: negated ? "raw" : "any" };
    let value = "";
    const wildcards: number[] = [];
    for (let index = 0; index < body.length; index += 1) {
        const letter = body[index] ?? "";
        if ((letter === "^" || (letter === "\\" && body[index + 1] === ",")) && index + 1 < body.length) {
            value += body[index + 1] ?? "";
            index += 1;
        } else if (letter === "_") {
            return { form: "raw" };
        } else if (letter === "%") {
            if (index !== 0 && index !== body.length - 1) return { form: "raw" };
            wildcards.push(index);
        } else {
            value += letter;
        }
    }
    const atStart = wildcards.includes(0);
    const atEnd = wildcards.includes(body.length - 1) && body.length > 1;
    if (atStart && atEnd) return { form: negated ? "notContains" : "contains", value };
    if (atStart || atEnd) return negated ? { form: "raw" } : { form: atStart ? "ends" : "starts", value };
    return { form: negated ? "isNot" : "is", value };
}

function writeValue(form: ValueForm, value: string): string {
    const exact = form === "is" || form === "isNot";
    let text = value.replace(/[%_^,"]/g, (letter) => `^${letter}`);
    if (exact && (/^(EMPTY|NULL)$/i.test(value) || value !== value.trim() || value === "")) {
        text = `"${value.replace(/"/g, "\\\"")}"`;
    } else if (text.startsWith("-") && form !== "contains" && form !== "notContains" && form !== "ends") {
        text = `^${text}`;
    }
    switch (form) {
        case "is": return text;
        case "isNot": return `-${text}`;
        case "contains": return `%${text}%`;
        case "notContains": return `-%${text}%`;
        case "starts": return `${text}%`;
        case "ends": return `%${text}`;
    }
}

import { dateSentence } from "./dates";
import type { FilterKind } from "./kinds";
import { numberSentence, readNumber } from "./numbers";
import { readString, stringSentence } from "./strings";

/** An expression in words, to be read after the field's name: "is Databricks", "is in the last 4 complete weeks". */
export function filterSentence(kind: FilterKind, expression: string): string {
    switch (kind) {
        case "date": return dateSentence(expression);
        case "number": return numberSentence(readNumber(expression));
        case "yesno": return yesnoSentence(expression);
        case "string": return stringSentence(readString(expression));
    }
}

/** A filter as two parts to be read in a row: its name and what it says. "Is production: Yes", for "is production is Yes" is no English. */
export function filterPhrase(label: string, kind: FilterKind, expression: string): readonly [string, string] {
    const sentence = filterSentence(kind, expression);
    return kind === "yesno" && /^(?:is|are|was|has|had|can|does|did)\b/i.test(label) ? [`${label}:`, sentence.replace(/^is /, "")] : [label, sentence];
}

function yesnoSentence(expression: string): string {
    const text = expression.trim().toLowerCase();
    if (text === "") return "is anything";
    if (["yes", "true", "1", "y", "-no"].includes(text)) return "is Yes";
    if (["no", "false", "0", "n", "-yes"].includes(text)) return "is No";
    return `is ${expression.trim()}`;
}

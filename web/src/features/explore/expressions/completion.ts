import type { ExpressionFunction } from "./functions";

/** A field that expressions may name. */
export interface NamedField {
    readonly name: string;
    readonly label: string;
}

export interface Completion {
    readonly label: string;
    readonly detail: string;
    /** What stands between `from` and the cursor gives way to this. */
    readonly text: string;
    readonly from: number;
    /** Where the cursor stands afterwards, counted from the end of the text backwards. */
    readonly back: number;
}

const MOST = 12;

/** What may go on at a place: fields behind `${` and by their labels, functions by the beginning of their names. */
export function completions(text: string, at: number, fields: readonly NamedField[], functions: readonly ExpressionFunction[]): Completion[] {
    const before = text.slice(0, at);
    const reference = /\$\{([^}]*)$/.exec(before);
    if (reference !== null) {
        const typed = (reference[1] ?? "").toLowerCase();
        const closed = text.slice(at).startsWith("}");
        return found(fields, typed).slice(0, MOST).map((field) => ({
            label: field.label, detail: field.name, text: `\${${field.name}}`.slice(0, closed ? -1 : undefined), from: at - (reference[0] ?? "").length, back: closed ? -1 : 0,
        }));
    }
    if (inText(before)) return [];
    const word = /[a-z_][a-z0-9_]*$/i.exec(before)?.[0] ?? "";
    if (word === "") return [];
    const typed = word.toLowerCase();
    const from = at - word.length;
    const called = functions.filter((each) => each.name.startsWith(typed)).map((each) => ({
        label: `${each.name}(${each.parameters.join(", ")})`, detail: each.summary, text: `${each.name}()`, from, back: each.parameters.length === 0 ? 0 : 1,
    }));
    const named = typed.length < 2 ? [] : found(fields, typed).map((field) => ({ label: field.label, detail: field.name, text: `\${${field.name}}`, from, back: 0 }));
    return [...called, ...named].slice(0, MOST);
}

/** The fields that hold what is typed: those whose labels begin with it first, those that have it only in the view's name last. */
function found(fields: readonly NamedField[], typed: string): NamedField[] {
    const rank = ({ label, name }: NamedField) => {
        const words = label.toLowerCase();
        return words.startsWith(typed) ? 0 : words.includes(typed) || (name.split(".").pop() ?? "").includes(typed) ? 1 : name.toLowerCase().includes(typed) ? 2 : 3;
    };
    return fields.filter((field) => rank(field) < 3).sort((left, right) => rank(left) - rank(right));
}

/** Whether a place lies between quotes. */
function inText(before: string): boolean {
    let quote = "";
    for (let index = 0; index < before.length; index += 1) {
        const letter = before[index] ?? "";
        if (quote === "" && (letter === '"' || letter === "'")) quote = letter;
        else if (letter === quote && before[index - 1] !== "\\") quote = "";
    }
    return quote !== "";
}

/** The function around a place, and which of its arguments the place is in; undefined outside of all. */
export function callAt(text: string, at: number, functions: readonly ExpressionFunction[]): { readonly called: ExpressionFunction; readonly argument: number } | undefined {
    const open: Array<{ name: string; argument: number }> = [];
    const before = text.slice(0, at);
    for (const [token = ""] of before.matchAll(/"[^"]*"?|'[^']*'?|[a-z_][a-z0-9_]*(?=\s*\()|[(),]/gi)) {
        const last = open[open.length - 1];
        if (token === ")") open.pop();
        else if (token === "," && last !== undefined) last.argument += 1;
        else if (token === "(" && (last === undefined || last.argument >= 0)) open.push({ name: "", argument: 0 });
        else if (token === "(" && last !== undefined) last.argument = 0;
        else if (/^[a-z_]/i.test(token)) open.push({ name: token.toLowerCase(), argument: -1 });
    }
    const inner = open.reverse().find((call) => call.name !== "" && call.argument >= 0);
    const called = functions.find((each) => each.name === inner?.name);
    return called === undefined || inner === undefined ? undefined : { called, argument: inner.argument };
}

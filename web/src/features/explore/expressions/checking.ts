import { nearest } from "../../../words/distance";
import type { ExpressionFunction } from "./functions";

/** What can be told of an expression without asking the server: brackets, names of fields and of functions. undefined where nothing is wrong. */
export function problemOf(expression: string, fields: readonly string[], functions: readonly ExpressionFunction[], forCalculation: boolean): string | undefined {
    const bare = expression.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""');
    if (/["'](?!["'])/.test(bare.replace(/""/g, ""))) return "A text has no closing quote.";
    for (const [, name = ""] of bare.matchAll(/\$\{([^}]*)\}/g)) {
        const field = name.trim().replace(/:(total|row_total)$/, "");
        if (fields.includes(field)) continue;
        const meant = nearest(field, fields);
        return `There is no field ${field === "" ? "without a name" : field}${forCalculation ? " in this answer" : ""}.${meant === undefined ? "" : ` Did you mean ${meant}?`}`;
    }
    if (/\$\{[^}]*$/.test(bare)) return "A field has no closing brace: ${view.field}.";
    const words = bare.replace(/\$\{[^}]*\}/g, "0");
    for (const [, name = ""] of words.matchAll(/([a-z_][a-z0-9_]*)\s*\(/gi)) {
        const known = functions.find((each) => each.name === name.toLowerCase());
        if (known === undefined && !["when", "and", "or", "not"].includes(name.toLowerCase())) {
            const meant = nearest(name, functions.map((each) => each.name));
            return `There is no function ${name}.${meant === undefined ? "" : ` Did you mean ${meant}?`}`;
        }
        if (known?.calculationOnly === true && !forCalculation) return `${known.name} looks at a whole column of an answer; only table calculations can.`;
    }
    let depth = 0;
    for (const letter of words) {
        depth += letter === "(" ? 1 : letter === ")" ? -1 : 0;
        if (depth < 0) return "A bracket is closed that was not opened.";
    }
    return depth > 0 ? `${depth === 1 ? "A bracket is" : `${depth} brackets are`} not closed.` : undefined;
}

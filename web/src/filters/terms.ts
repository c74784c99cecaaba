/** Splits an expression at its commas. Quotes, `^,`, `\,` and, for numbers, intervals hold a comma back. */
export function splitTerms(expression: string, intervals = false): string[] {
    const terms: string[] = [];
    let term = "";
    let quoted = false;
    let inInterval = false;
    for (let index = 0; index < expression.length; index += 1) {
        const letter = expression[index] ?? "";
        if ((letter === "^" || letter === "\\") && !quoted && index + 1 < expression.length) {
            term += letter + (expression[index + 1] ?? "");
            index += 1;
            continue;
        }
        if (letter === "\"") quoted = !quoted;
        if (intervals && !quoted && (letter === "(" || letter === "[")) inInterval = true;
        if (letter === "," && !quoted && !inInterval) {
            terms.push(term.trim());
            term = "";
            continue;
        }
        if (intervals && (letter === ")" || letter === "]")) inInterval = false;
        term += letter;
    }
    terms.push(term.trim());
    return terms.filter((each) => each !== "");
}

/** "A", "A or B", "A, B or C", "A, B or 3 more" */
export function joined(words: readonly string[], last: string, most = 3): string {
    if (words.length <= 1) return words[0] ?? "";
    if (words.length <= most) return `${words.slice(0, -1).join(", ")} ${last} ${words[words.length - 1] ?? ""}`;
    return `${words.slice(0, most - 1).join(", ")} ${last} ${words.length - most + 1} more`;
}

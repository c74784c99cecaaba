/** Lines of cells as comma-separated text (RFC 4180). */
export function csvText(lines: ReadonlyArray<readonly string[]>): string {
    return lines.map((line) => `${line.map(quoted).join(",")}\r\n`).join("");
}

/** A text with an apostrophe before it where a spreadsheet would take it for a formula, as the server's CSV has it. */
export function unlikeFormula(text: string): string {
    return /^["' ]*[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
    return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, "\"\"")}"` : text;
}

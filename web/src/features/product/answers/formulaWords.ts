/** What a function of a formula counts, to be read after the event's name. */
const COUNTED: Readonly<Record<string, string>> = {
    TOTALS: "times", UNIQUES: "users", ACTIVE: "share of the active", AVG: "times each", PROPSUM: "sum", PROPAVG: "average", PROPCOUNT: "values", PROPMAX: "most", PROPMIN: "least", FREQPERCENTILE: "percentile of times",
};
const CALL = /\b([A-Z][A-Z_]*)\(([A-Z])(?:,[^()]*)?\)/g;

/**
 * A formula as people read it, with the names of its events: `TOTALS(A) / UNIQUES(A)` is "Search for each user", and
 * `TOTALS(B) / TOTALS(A)` "Click ÷ Search". One that can't be read so stays as it is.
 */
export function formulaWords(formula: string, events: readonly string[]): string {
    const name = (letter: string) => events[letter.charCodeAt(0) - 65] ?? "";
    const calls = [...formula.matchAll(CALL)];
    if (calls.length === 0 || calls.some(([, what = "", letter = ""]) => COUNTED[what] === undefined || name(letter) === "")) return formula;
    const [first, second] = calls;
    if (calls.length === 2 && /^\s*\S+\s*\/\s*\S+\s*$/.test(formula.replace(CALL, "x")) && first !== undefined && second !== undefined) {
        const [over, under] = [name(first[2] ?? ""), name(second[2] ?? "")];
        if (first[1] === "TOTALS" && second[1] === "UNIQUES" && over === under) return `${over} for each user`;
        if (first[1] === second[1]) return `${over} ÷ ${under}${first[1] === "TOTALS" ? "" : `, ${COUNTED[first[1] ?? ""] ?? ""}`}`;
    }
    return formula.replace(CALL, (_, what: string, letter: string) => `${name(letter)} (${COUNTED[what] ?? ""})`).replace(/\s*\/\s*/g, " ÷ ").replace(/\s*\*\s*/g, " × ");
}

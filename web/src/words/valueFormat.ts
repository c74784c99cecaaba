import { withMinus } from "./numbers";

/** A number by an Excel pattern, as it is drawn. undefined for patterns that are about dates, which only the server writes. */
export function formatted(value: number, pattern: string): string | undefined {
    const text = excelText(value, pattern);
    return text === undefined || value >= 0 ? text : withMinus(text);
}

/**
 * Writes a number by an Excel pattern, as LookML's `value_format` has them: `#,##0.0`, `0.0%`, `$0.0,,"M"`, sections for
 * negative numbers and zero, conditions such as `[>=1000000]`. undefined for patterns that are about dates, which only the
 * server writes.
 */
export function excelText(value: number, pattern: string): string | undefined {
    if (!Number.isFinite(value)) return undefined;
    const sections = splitSections(pattern).map(readSection);
    if (sections.some((section) => section === undefined)) return undefined;
    const chosen = chooseSection(value, sections.flatMap((section) => section ?? []));
    if (chosen === undefined) return undefined;
    return writeSection(chosen.keepsSign ? value : Math.abs(value), chosen.section);
}

interface Section {
    readonly condition: { readonly operator: string; readonly limit: number } | null;
    /** Literal text, and in one place the number. */
    readonly parts: ReadonlyArray<string | null>;
    readonly wholeDigits: number;
    readonly decimals: number;
    /** How many of the decimals are written even when they are 0. */
    readonly leastDecimals: number;
    readonly grouped: boolean;
    readonly scale: number;
    readonly exponentDigits: number | null;
}

/** Semicolons part sections where they don't stand between quotes or behind a backslash. */
function splitSections(pattern: string): string[] {
    const sections = [""];
    for (const [token = ""] of pattern.matchAll(/"[^"]*"?|\\.?|;|[^";\\]+/gs)) {
        if (token === ";") sections.push("");
        else sections[sections.length - 1] += token;
    }
    return sections;
}

const NUMBER = /^[#0?,]*(?:\.[#0?]*)?(?:E[+-]0+)?,*/i;

function readSection(text: string): Section | undefined {
    let condition: Section["condition"] = null;
    let rest = text;
    for (let bracket = /^\[([^\]]*)\]/.exec(rest); bracket !== null; bracket = /^\[([^\]]*)\]/.exec(rest)) {
        const test = /^(>=|<=|<>|>|<|=)\s*(-?[\d.]+)$/.exec(bracket[1] ?? "");
        if (test) condition = { operator: test[1] ?? "", limit: Number(test[2]) };
        rest = rest.slice((bracket[0] ?? "").length);
    }
    const parts: Array<string | null> = [];
    let number: string | null = null;
    let percents = 0;
    while (rest !== "") {
        const quoted = /^"([^"]*)"?/.exec(rest) ?? /^\\(.)/s.exec(rest) ?? /^_(.)/s.exec(rest);
        const digits = /^[#0?.]/.test(rest) ? NUMBER.exec(rest)?.[0] ?? "" : "";
        if (quoted) {
            parts.push(rest.startsWith("_") ? " " : quoted[1] ?? "");
            rest = rest.slice((quoted[0] ?? "").length);
        } else if (digits !== "" && number === null) {
            number = digits;
            parts.push(null);
            rest = rest.slice(digits.length);
        } else {
            const [letter = ""] = rest;
            // Letters outside of quotes are parts of dates.
            if (/[dmyhs@*]/i.test(letter)) return undefined;
            if (letter === "%") percents += 1;
            parts.push(letter);
            rest = rest.slice(letter.length);
        }
    }
    return { condition, parts, ...readDigits(number ?? "", percents) };
}

function readDigits(digits: string, percents: number): Omit<Section, "condition" | "parts"> {
    const commas = endingCommas(digits);
    const bare = digits.slice(0, digits.length - commas);
    const [mantissa = "", exponent] = bare.split(/E[+-]/i);
    const [whole = "", decimals = ""] = mantissa.split(".");
    // "0,." scales too: the comma stands directly before the point.
    const inner = mantissa.includes(".") ? endingCommas(whole) : 0;
    return {
        wholeDigits: (whole.match(/0/g) ?? []).length,
        decimals: decimals.length,
        leastDecimals: decimals.lastIndexOf("0") + 1,
        grouped: whole.slice(0, whole.length - inner).includes(","),
        scale: 100 ** percents / 1000 ** (commas + inner),
        exponentDigits: exponent === undefined ? null : exponent.length,
    };
}

function endingCommas(digits: string): number {
    return digits.length - digits.replace(/,+$/, "").length;
}

function chooseSection(value: number, sections: readonly Section[]): { section: Section; keepsSign: boolean } | undefined {
    const [first, second, third] = sections;
    if (first === undefined) return undefined;
    if (sections.some((section) => section.condition !== null)) {
        const section = sections.find((each) => each.condition === null || holds(value, each.condition)) ?? sections[sections.length - 1];
        return section === undefined ? undefined : { section, keepsSign: true };
    }
    if (value < 0 && second !== undefined) return { section: second, keepsSign: false };
    if (value === 0 && third !== undefined) return { section: third, keepsSign: false };
    return { section: first, keepsSign: true };
}

function holds(value: number, { operator, limit }: { operator: string; limit: number }): boolean {
    switch (operator) {
        case ">=": return value >= limit;
        case "<=": return value <= limit;
        case ">": return value > limit;
        case "<": return value < limit;
        case "<>": return value !== limit;
        default: return value === limit;
    }
}

function writeSection(value: number, section: Section): string {
    const scaled = value * section.scale;
    const size = Math.abs(scaled);
    const text = section.exponentDigits === null ? writePlain(size, section) : writeExponent(size, section, section.exponentDigits);
    // A negative number that is rounded to zero is zero.
    const sign = scaled < 0 && /[1-9]/.test(text) ? "-" : "";
    return sign + section.parts.map((part) => part ?? text).join("");
}

function writePlain(size: number, { wholeDigits, decimals, leastDecimals, grouped }: Section): string {
    const text = size.toLocaleString("en-US", {
        minimumIntegerDigits: Math.min(21, Math.max(1, wholeDigits)), useGrouping: grouped,
        minimumFractionDigits: Math.min(20, leastDecimals), maximumFractionDigits: Math.min(20, decimals),
    });
    return wholeDigits === 0 && text.startsWith("0.") ? text.slice(1) : text;
}

function writeExponent(size: number, section: Section, digits: number): string {
    const [mantissa = "0", exponent = "+0"] = size.toExponential(Math.min(20, section.decimals)).split("e");
    return `${mantissa}E${exponent.startsWith("-") ? "-" : "+"}${exponent.slice(1).padStart(digits, "0")}`;
}

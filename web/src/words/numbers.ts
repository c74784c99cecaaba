const STEPS: ReadonlyArray<readonly [number, string]> = [[1e12, "T"], [1e9, "G"], [1e6, "M"], [1e3, "k"]];

/** How a number is shortened on an axis. */
export interface ShortStyle {
    readonly percent: boolean;
    /** Currency symbol in front, or "". */
    readonly prefix: string;
    /** A unit behind, with the blank before it: " GB". */
    readonly suffix?: string;
}

/** Reads the parts of an Excel pattern that an axis needs: percent, currency and unit. */
export function shortStyle(pattern: string | null): ShortStyle {
    if (pattern === null) return { percent: false, prefix: "" };
    const quoted = /"([^"]*)"/.exec(pattern)?.[1] ?? "";
    const bare = pattern.replace(/"[^"]*"/g, "");
    const symbol = /[$€£¥]/.exec(quoted) ?? /[$€£¥]/.exec(bare);
    const [, blank = "", unit = ""] = /[#0?](\s*)"([^"]*)"\s*$/.exec(pattern.split(";")[0] ?? "") ?? [];
    const suffix = symbol === null && unit.trim() !== "" && unit.length <= 6 ? { suffix: blank + unit } : {};
    return { percent: bare.includes("%"), prefix: symbol?.[0] ?? "", ...suffix };
}

/** SI short form for axes: 1.2k, 3M, 45%, $1.5k. Three significant digits at most. */
export function short(value: number, style: ShortStyle = { percent: false, prefix: "" }): string {
    if (!Number.isFinite(value)) return "";
    const sign = value < 0 ? "−" : "";
    const size = Math.abs(value);
    if (style.percent) return `${sign}${trimmed(size * 100)}%`;
    for (const [step, letter] of STEPS) {
        // 999,950 is 1M, not 1000k.
        if (size >= step * 0.9995) return `${sign}${style.prefix}${trimmed(size / step)}${letter}${style.suffix ?? ""}`;
    }
    return `${sign}${style.prefix}${trimmed(size)}${style.suffix ?? ""}`;
}

/** A number that was written with a hyphen, with the minus of all numbers that are drawn. */
export function withMinus(text: string): string {
    return text.startsWith("-") ? `−${text.slice(1)}` : text;
}

/** The reverse, for files and the clipboard: spreadsheets take a number with a minus for a text. */
export function withHyphen(text: string): string {
    return text.startsWith("−") ? `-${text.slice(1)}` : text;
}

/** With thousands separators and at most `digits` decimals. */
export function plain(value: number, digits = 2): string {
    if (!Number.isFinite(value)) return String(value);
    return local(value, { maximumFractionDigits: digits });
}

/** One of several that are read together: with two decimals if one of them needs any. */
export function plainAmong(value: number, all: readonly number[]): string {
    const digits = all.some((each) => !Number.isInteger(Math.round(each * 100) / 100)) ? 2 : 0;
    return Number.isFinite(value) ? local(value, { minimumFractionDigits: digits, maximumFractionDigits: digits }) : String(value);
}

/** A fraction as percent with at most one decimal, for sentences: 0.123 is "12.3%". */
export function percent(fraction: number): string {
    return `${local(fraction * 100, { maximumFractionDigits: 1 })}%`;
}

/** The same with one decimal always: numbers below each other are compared by their digits. */
export function evenPercent(fraction: number): string {
    return `${local(fraction * 100, { minimumFractionDigits: 1, maximumFractionDigits: 1 })}%`;
}

/** One of several that are read together: with a decimal if one of them needs it. */
export function percentAmong(fraction: number, all: readonly number[]): string {
    return all.some((each) => percent(each).includes(".")) ? evenPercent(fraction) : percent(fraction);
}

/** How much `now` differs from `before`, with a sign: "+4.2%", or in points for percentages: "+1.3 points". */
export function difference(now: number, before: number, style: ShortStyle): string {
    const sign = (value: number) => (value > 0 ? "+" : value < 0 ? "−" : "±");
    if (style.percent) {
        const points = (now - before) * 100;
        return `${sign(points)}${plain(Math.abs(points), 1)} points`;
    }
    if (before === 0) return now === 0 ? "±0" : `${sign(now)}${short(Math.abs(now), style)}`;
    const change = (now - before) / Math.abs(before);
    return `${sign(change)}${percent(Math.abs(change))}`;
}

/** "1 row", "1,200 rows" */
export function counted(count: number, one: string, many = `${one}s`): string {
    return `${plain(count, 0)} ${count === 1 ? one : many}`;
}

function local(value: number, digits: Intl.NumberFormatOptions): string {
    return withMinus(value.toLocaleString("en-US", digits));
}

function trimmed(size: number): string {
    const digits = size >= 100 ? 0 : size >= 10 ? 1 : 2;
    return size.toLocaleString("en-US", { maximumFractionDigits: size >= 1 || size === 0 ? digits : 3 });
}

/** The number that somebody typed, also with the thousands separators that numbers are shown with; NaN where it is none. */
export function typedNumber(text: string): number {
    const bare = text.trim();
    if (bare === "") return Number.NaN;
    const grouped = /^[-−+]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(bare);
    return Number((grouped ? bare.replace(/,/g, "") : bare).replace("−", "-"));
}

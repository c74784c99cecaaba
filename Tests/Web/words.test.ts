import { deepEqual, equal, test } from "./assertions";
import { plainText } from "../../web/src/words/plainText";
import { browserInWords } from "../../web/src/words/browser";
import { evenPercent, percent, percentAmong, plain, typedNumber, withHyphen, withMinus } from "../../web/src/words/numbers";
import { excelText, formatted } from "../../web/src/words/valueFormat";

// What LibreOffice's and Excel's TEXT() give for the same pattern.
test("numbers are written by Excel patterns", () => {
    const cases: ReadonlyArray<readonly [number, string, string]> = [
        [1234.5, "#,##0", "1,235"], [1234.5, "#,##0.00", "1,234.50"], [1234.5, "0", "1235"], [0.456, "0.0%", "45.6%"], [0.5, "#,##0%", "50%"],
        [1_250_000, '$0.0,,"M"', "$1.3M"], [1234, '#,##0.0 "GB"', "1,234.0 GB"], [0.03, "+0%;-0%;0%", "+3%"], [-0.03, "+0%;-0%;0%", "-3%"],
        [0, "+0%;-0%;0%", "0%"], [-1234, "#,##0", "-1,234"], [-0.2, "0", "0"], [7, "000", "007"], [0.5, "#.0#", ".5"], [1.25, "0.##", "1.25"],
        [2_500_000, '[>=1000000]0.0,,"M";[>=1000]0.0,"K";0', "2.5M"], [2500, '[>=1000000]0.0,,"M";[>=1000]0.0,"K";0', "2.5K"],
        [25, '[>=1000000]0.0,,"M";[>=1000]0.0,"K";0', "25"], [12345, "0.00E+00", "1.23E+04"], [3, '0" of; all"', "3 of; all"], [5, "\\#0", "#5"],
    ];
    for (const [value, pattern, text] of cases) equal(excelText(value, pattern), text);
});

test("numbers below zero are drawn with a minus, and leave with a hyphen", () => {
    deepEqual([plain(-1234.5), percent(-0.123), evenPercent(-0.5)], ["−1,234.5", "−12.3%", "−50.0%"]);
    deepEqual([formatted(-1234, "$#,##0"), formatted(-0.03, "+0%;-0%;0%"), formatted(-2, "(0)"), formatted(3, "\\-0")], ["−$1,234", "−3%", "−(2)", "-3"]);
    deepEqual([withMinus("-5"), withMinus("2026-01-05"), withHyphen("−5%"), withHyphen("5")], ["−5", "2026-01-05", "-5%", "5"]);
});

test("patterns of dates and numbers that are none are left to the server", () => {
    equal(excelText(1, "mm/dd/yy"), undefined);
    equal(excelText(1, "h:mm:ss"), undefined);
    equal(excelText(NaN, "0"), undefined);
});

test("lists show the words of Markdown, not its signs", () => {
    equal(plainText("## Seats\n\nSee [the **whole** report](/dashboards/1), `seats` and *more*:\n\n- one\n- two"), "Seats See the whole report, seats and more: one two");
    equal(plainText("3 * 4 * 5 stays, and so does snake_case_name"), "3 * 4 * 5 stays, and so does snake_case_name");
});

test("a browser is named in words", () => {
    equal(browserInWords("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"), "Firefox on Windows");
    equal(browserInWords("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15"), "Safari on macOS");
    equal(browserInWords("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0"), "Edge on Linux");
    equal(browserInWords("curl/8.5.0"), "curl/8.5.0");
    equal(browserInWords(""), "A browser");
});

test("shares that are read together have a decimal if one of them needs it", () => {
    deepEqual([0.5, 0.25].map((share) => percentAmong(share, [0.5, 0.25])), ["50%", "25%"]);
    deepEqual([0.334, 0.33, 1].map((share) => percentAmong(share, [0.334, 0.33, 1])), ["33.4%", "33.0%", "100.0%"]);
    equal(evenPercent(0.05), "5.0%");
});

test("a number is typed with thousands separators or without", () => {
    deepEqual(["17500", "17,500", " 1,234,567.5 ", "−3", "0.25", "-1,000"].map(typedNumber), [17_500, 17_500, 1_234_567.5, -3, 0.25, -1000]);
    deepEqual(["", "1,5", "17,50", "ten", "1,,000"].map((text) => Number.isNaN(typedNumber(text))), [true, true, true, true, true]);
});

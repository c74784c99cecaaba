import type { Palette } from "../theme/palette";
import { difference, percent } from "../words/numbers";
import { paint } from "./colours";
import { marksAt } from "./happenings";
import type { CartesianChart, PieChart, ScatterPoint, Series, Slice } from "./description";

const MOST_LINES = 12;

/** What a tooltip lists for one category: all series sorted by value, each with its difference to the period before. */
export function categoryTip(chart: CartesianChart, place: number, hidden: ReadonlySet<string>, palette: Palette): HTMLElement {
    const category = chart.categories[place];
    const tip = box(`${capital(category?.title ?? "")}${category?.running === true ? " (still running)" : ""}`);
    const table = document.createElement("table");
    tip.append(table);
    for (const line of tipLines(chart, place, hidden)) {
        const row = table.insertRow();
        const name = row.insertCell();
        name.append(swatch(paint(line.series.colour, palette), line.series.dashed === true), line.series.name);
        cell(row, line.text);
        cell(row, line.change, "tip-change");
    }
    for (const annotation of marksAt(chart, place)) tip.append(note(`${capital(annotation.kind)}: ${annotation.label}`));
    const visible = visibleSeries(chart, place, hidden);
    if (visible.length > MOST_LINES) tip.append(note(`and ${visible.length - MOST_LINES} more`));
    return tip;
}

/** The same in words, for the announcement when arrow keys walk a chart. */
export function categoryWords(chart: CartesianChart, place: number, hidden: ReadonlySet<string>): string {
    const category = chart.categories[place];
    const lines = tipLines(chart, place, hidden).map((line) => `${line.series.name} ${line.text === "∅" ? "no value" : line.text}`);
    const happened = marksAt(chart, place).map((each) => `; ${each.kind}: ${each.label}`).join("");
    return `${category?.title ?? ""}${category?.running === true ? ", still running" : ""}: ${lines.join(", ")}${happened}`;
}

interface Line {
    readonly series: Series;
    readonly text: string;
    readonly change: string;
}

function tipLines(chart: CartesianChart, place: number, hidden: ReadonlySet<string>): Line[] {
    const visible = visibleSeries(chart, place, hidden);
    const whole = visible.filter((series) => series.stacked).reduce((sum, series) => sum + Math.abs(series.points[place]?.value ?? 0), 0);
    const lines = visible.slice(0, MOST_LINES).map((series): Line => {
        const point = series.points[place];
        const value = point?.value ?? null;
        const before = chart.isTime ? series.points[place - 1]?.value ?? null : null;
        const axis = chart.axes[series.axis];
        const share = chart.stacking === "percent" && series.stacked && value !== null && whole > 0 ? ` (${percent(Math.abs(value) / whole)})` : "";
        const style = axis === undefined || chart.stacking === "percent" ? { percent: false, prefix: "" } : axis;
        return {
            series,
            text: value === null ? "∅" : `${point?.text ?? ""}${share}`,
            change: value === null || before === null ? "" : difference(value, before, style),
        };
    });
    return lines;
}

function visibleSeries(chart: CartesianChart, place: number, hidden: ReadonlySet<string>): Series[] {
    return chart.series
        .filter((series) => !hidden.has(series.id))
        .sort((left, right) => (right.points[place]?.value ?? -Infinity) - (left.points[place]?.value ?? -Infinity));
}

export function sliceTip(chart: PieChart, slice: Slice, whole: number, palette: Palette): HTMLElement {
    const tip = box(slice.name);
    const table = document.createElement("table");
    const row = table.insertRow();
    row.insertCell().append(swatch(paint(slice.colour, palette)), chart.title);
    cell(row, slice.text);
    cell(row, whole > 0 ? percent((slice.value ?? 0) / whole) : "", "tip-change");
    tip.append(table);
    return tip;
}

export function pointTip(point: ScatterPoint): HTMLElement {
    return factsTip(point.name, point.facts);
}

/** A heading, and names with their values below it. */
export function factsTip(title: string, facts: ReadonlyArray<readonly [string, string]>): HTMLElement {
    const tip = box(title);
    const table = document.createElement("table");
    for (const [name, text] of facts) {
        const row = table.insertRow();
        row.insertCell().append(name);
        cell(row, text === "" ? "∅" : text);
    }
    tip.append(table);
    return tip;
}

function box(title: string): HTMLElement {
    const tip = document.createElement("div");
    tip.className = "tip";
    const head = document.createElement("strong");
    head.textContent = title;
    tip.append(head);
    return tip;
}

function cell(row: HTMLTableRowElement, text: string, className = "tip-value"): void {
    const element = row.insertCell();
    element.className = className;
    element.textContent = text;
}

function note(text: string): HTMLElement {
    const element = document.createElement("div");
    element.className = "tip-change";
    element.textContent = text;
    return element;
}

/** As the legend has them. */
function swatch(colour: string, dashed = false): HTMLElement {
    const element = document.createElement("span");
    element.className = dashed ? "swatch dashed" : "swatch";
    if (dashed) element.style.color = colour;
    else element.style.background = colour;
    return element;
}

function capital(text: string): string {
    return text.slice(0, 1).toUpperCase() + text.slice(1);
}

import type { Series, TrendLine } from "./description";
import { namedColour } from "./colours";
import type { TrendSettings } from "./vis";

const NAMES: Readonly<Record<TrendSettings["kind"], string>> = {
    linear: "Trend", exponential: "Exponential trend", logarithmic: "Logarithmic trend", polynomial: "Curved trend", average: "Moving average",
};

/** The lines that settings ask for, each through the points of one series; running periods say nothing of a trend. */
export function trendLines(settings: readonly TrendSettings[], series: readonly Series[], running: readonly boolean[]): TrendLine[] {
    return settings.flatMap((wanted): TrendLine[] => {
        const own = series[wanted.series - 1];
        if (own === undefined) return [];
        const known = own.points.flatMap((point, index) => (point.value === null || running[index] === true ? [] : [{ x: index + 1, y: point.value }]));
        const values = wanted.kind === "average"
            ? movingAverage(own.points.map((point, index) => (running[index] === true ? null : point.value)), wanted.period)
            : fitted(wanted, known, own.points.length);
        if (values === null) return [];
        return [{
            series: own.id, axis: own.axis, colour: namedColour(wanted.colour) ?? own.colour, values,
            name: wanted.label || `${wanted.kind === "average" ? `${NAMES.average} of ${wanted.period}` : NAMES[wanted.kind]}${series.length > 1 ? ` of ${own.name}` : ""}`,
        }];
    });
}

interface Spot {
    readonly x: number;
    readonly y: number;
}

/** Least squares. Exponential and logarithmic lines are straight in the logarithm of y or x; null where there are too few points. */
function fitted(wanted: TrendSettings, points: readonly Spot[], count: number): Array<number | null> | null {
    const places = Array.from({ length: count }, (_, index) => index + 1);
    const through = (spots: readonly Spot[], degree: number, x: (place: number) => number, y: (fit: number) => number) => {
        const factors = polynomial(spots, degree);
        return factors === null ? null : places.map((place) => {
            const value = y(factors.reduce((sum, factor, power) => sum + factor * x(place) ** power, 0));
            return Number.isFinite(value) ? value : null;
        });
    };
    switch (wanted.kind) {
        case "exponential": {
            const positive = points.filter((point) => point.y > 0);
            return positive.length < points.length ? null : through(positive.map((point) => ({ x: point.x, y: Math.log(point.y) })), 1, (place) => place, Math.exp);
        }
        case "logarithmic": return through(points.map((point) => ({ x: Math.log(point.x), y: point.y })), 1, Math.log, (fit) => fit);
        case "polynomial": return through(points, Math.max(2, Math.min(6, wanted.order)), (place) => place, (fit) => fit);
        default: return through(points, 1, (place) => place, (fit) => fit);
    }
}

/** The factors of 1, x, x² … that come nearest to the points; null where they are not determined. */
export function polynomial(points: readonly Spot[], degree: number): number[] | null {
    const size = degree + 1;
    if (new Set(points.map((point) => point.x)).size < size) return null;
    const rows = Array.from({ length: size }, (_, row) => [
        ...Array.from({ length: size }, (_each, column) => points.reduce((sum, point) => sum + point.x ** (row + column), 0)),
        points.reduce((sum, point) => sum + point.y * point.x ** row, 0),
    ]);
    for (let pivot = 0; pivot < size; pivot += 1) {
        const best = rows.slice(pivot).reduce((found, row, index) => (Math.abs(row[pivot] ?? 0) > Math.abs(rows[found]?.[pivot] ?? 0) ? pivot + index : found), pivot);
        const [upper, lower] = [rows[pivot], rows[best]];
        if (upper === undefined || lower === undefined) return null;
        rows[pivot] = lower;
        rows[best] = upper;
        const head = lower[pivot] ?? 0;
        if (head === 0) return null;
        for (const row of rows) {
            if (row === lower) continue;
            const share = (row[pivot] ?? 0) / head;
            for (let column = pivot; column <= size; column += 1) row[column] = (row[column] ?? 0) - share * (lower[column] ?? 0);
        }
    }
    return rows.map((row, index) => (row[size] ?? 0) / (row[index] ?? 1));
}

/** The mean of a value and the ones before it; nothing until there are enough. */
export function movingAverage(values: ReadonlyArray<number | null>, period: number): Array<number | null> {
    return values.map((_, index) => {
        const part = values.slice(Math.max(0, index - period + 1), index + 1);
        const known = part.flatMap((value) => value ?? []);
        return part.length < period || known.length < period ? null : known.reduce((sum, value) => sum + value, 0) / period;
    });
}

import type { CartesianChart } from "./description";

/** From which number to which an axis goes at least: over zero, the values, their stacks and the reference lines. */
export function valueRange(chart: CartesianChart, hidden: ReadonlySet<string>, axis: 0 | 1 = 0): { low: number; high: number } {
    const own = chart.series.filter((series) => series.axis === axis && !hidden.has(series.id));
    const found: number[] = [0];
    chart.categories.forEach((_, index) => {
        const values = (stacked: boolean) => own.filter((series) => series.stacked === stacked).map((series) => series.points[index]?.value ?? 0);
        const stack = values(true);
        if (chart.stacking === "percent") found.push(stack.length > 0 ? 1 : 0);
        else found.push(stack.reduce((sum, value) => sum + Math.max(0, value), 0), stack.reduce((sum, value) => sum + Math.min(0, value), 0));
        found.push(...values(false));
    });
    if (axis === 0) for (const line of chart.referenceLines) found.push(line.value, line.until ?? line.value);
    const ends = chart.axes[axis];
    return { low: ends?.min ?? found.reduce((least, value) => Math.min(least, value)), high: ends?.max ?? found.reduce((most, value) => Math.max(most, value)) };
}

/** Whether an axis counts: its values are whole numbers, and a tick between two of them would mean nothing. */
export function countsOnly(chart: CartesianChart, axis: 0 | 1): boolean {
    const own = chart.series.filter((series) => series.axis === axis);
    return chart.stacking !== "percent" && chart.axes[axis]?.percent !== true
        && own.every((series) => series.points.every((point) => point.value === null || Number.isInteger(point.value)));
}

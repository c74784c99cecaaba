import type { Point } from "./description";

const WIDTH = 160;
const HEIGHT = 32;

/** A line without axes that shows how a figure came to be; its end is marked. */
export function Sparkline({ points, width = WIDTH, height = HEIGHT }: { points: readonly Point[]; width?: number; height?: number }): JSX.Element {
    const values = points.flatMap((point) => point.value ?? []);
    const low = values.reduce((least, value) => Math.min(least, value), Infinity);
    const high = values.reduce((most, value) => Math.max(most, value), -Infinity);
    const x = (index: number) => 3 + (index / Math.max(1, points.length - 1)) * (width - 6);
    const y = (value: number) => (high === low ? height / 2 : 3 + (1 - (value - low) / (high - low)) * (height - 6));
    let path = "";
    let broken = true;
    points.forEach((point, index) => {
        if (point.value === null) {
            broken = true;
            return;
        }
        path += `${broken ? "M" : "L"}${x(index).toFixed(1)} ${y(point.value).toFixed(1)}`;
        broken = false;
    });
    const last = points.reduce((found, point, index) => (point.value === null ? found : index), -1);
    const end = points[last]?.value ?? null;
    return (
        <svg className="sparkline" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
            <path d={path} fill="none" stroke="currentColor" strokeWidth={1.5} strokeLinejoin="round" strokeLinecap="round" />
            {end !== null && <circle cx={x(last)} cy={y(end)} r={2.5} fill="currentColor" />}
        </svg>
    );
}

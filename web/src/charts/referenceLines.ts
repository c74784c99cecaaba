import { short } from "../words/numbers";
import { namedColour } from "./colours";
import type { ReferenceLine, Series, ValueAxis } from "./description";
import type { ReferenceSettings } from "./vis";

/** The lines and bands that settings ask for, at numbers; those that stand for values of the chart are worked out from its first series. */
export function referenceLines(settings: readonly ReferenceSettings[], series: readonly Series[], axis: ValueAxis | undefined): ReferenceLine[] {
    const values = (series[0]?.points ?? []).flatMap((point) => point.value ?? []);
    return settings.flatMap((line): ReferenceLine[] => {
        const value = typeof line.at === "number" ? line.at : summary(line.at, values);
        if (value === undefined) return [];
        const words = typeof line.at === "number" ? short(value, axis) : `${line.at.slice(0, 1).toUpperCase()}${line.at.slice(1)} ${short(value, axis)}`;
        return [{
            value, until: line.until, axis: 0, colour: namedColour(line.colour) ?? { token: "muted" },
            label: line.label === "" ? words : line.label,
        }];
    });
}

function summary(kind: "mean" | "median" | "min" | "max", values: readonly number[]): number | undefined {
    const sorted = [...values].sort((left, right) => left - right);
    const middle = Math.floor(sorted.length / 2);
    const [least] = sorted;
    if (least === undefined) return undefined;
    switch (kind) {
        case "min": return least;
        case "max": return sorted[sorted.length - 1];
        case "mean": return sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
        case "median": return sorted.length % 2 === 1 ? sorted[middle] : ((sorted[middle - 1] ?? least) + (sorted[middle] ?? least)) / 2;
    }
}

/**
 * How far each label has to move, in pixels, so that none stands on another: those too near to each other share the way.
 * Places and shifts count in the same direction.
 */
export function spread(places: readonly number[], gap: number): number[] {
    const order = places.map((place, index) => ({ place, index })).sort((left, right) => left.place - right.place);
    // Labels in one group stand gap by gap around the middle of where they want to be.
    const groups: Array<{ members: Array<{ place: number; index: number }>; start: number }> = [];
    for (const label of order) {
        let group = { members: [label], start: label.place };
        for (let last = groups[groups.length - 1]; last !== undefined && last.start + last.members.length * gap > group.start; last = groups[groups.length - 1]) {
            groups.pop();
            const members: Array<{ place: number; index: number }> = [...last.members, ...group.members];
            const middle = members.reduce((sum, each, at) => sum + each.place - at * gap, 0) / members.length;
            group = { members, start: middle };
        }
        groups.push(group);
    }
    const shifts = places.map(() => 0);
    for (const { members, start } of groups) {
        members.forEach((label, at) => { shifts[label.index] = start + at * gap - label.place; });
    }
    return shifts;
}

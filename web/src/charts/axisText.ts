import { short } from "../words/numbers";
import { formatted } from "../words/valueFormat";
import type { ValueAxis } from "./description";

/** A number on an axis: by the pattern that settings give, else short. */
export function axisText(value: number, axis: ValueAxis): string {
    return (axis.format === null ? undefined : formatted(value, axis.format)) ?? short(value, axis);
}

/** Calculations that people want of a measure again and again, as expressions of a table calculation. */
export const QUICK: ReadonlyArray<{ readonly label: string; readonly of: (field: string) => string; readonly format: string; readonly pivots?: boolean }> = [
    { label: "Share of the column", of: (field) => `\${${field}} / sum(\${${field}})`, format: "percent_1" },
    { label: "Percent of the row before", of: (field) => `\${${field}} / offset(\${${field}}, -1)`, format: "percent_1" },
    { label: "Percent of the row below", of: (field) => `\${${field}} / offset(\${${field}}, 1)`, format: "percent_1" },
    { label: "Change from the row before", of: (field) => `\${${field}} - offset(\${${field}}, -1)`, format: "" },
    { label: "Change from the row before, in percent", of: (field) => `\${${field}} / offset(\${${field}}, -1) - 1`, format: "percent_1" },
    { label: "Change from the row below, in percent", of: (field) => `\${${field}} / offset(\${${field}}, 1) - 1`, format: "percent_1" },
    { label: "Running total", of: (field) => `running_total(\${${field}})`, format: "" },
    { label: "Rank", of: (field) => `rank(\${${field}}, \${${field}})`, format: "" },
    { label: "Moving average of 3", of: (field) => `mean(offset_list(\${${field}}, -2, 3))`, format: "decimal_1" },
    { label: "Share of the row", of: (field) => `\${${field}} / sum(pivot_row(\${${field}}))`, format: "percent_1", pivots: true },
    { label: "Change from the column before, in percent", of: (field) => `\${${field}} / pivot_offset(\${${field}}, -1) - 1`, format: "percent_1", pivots: true },
];

/** What such a calculation might be called: "Revenue, running total". */
export function quickName(label: string, of: string): string {
    return `${of}, ${label.charAt(0).toLowerCase()}${label.slice(1)}`;
}

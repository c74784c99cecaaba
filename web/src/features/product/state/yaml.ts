import type { ChartDefinition, SavedChart } from "../../../api/charts";

/** A chart as a file of the project's `content/charts` holds it. */
export function chartYAML(definition: ChartDefinition, title: string, saved: SavedChart | null): string {
    const { title: _, description, ...rest } = definition;
    const lines = [
        `- chart: ${saved === null ? "NUMBER   # one of its own" : saved.id}`, `  title: ${scalar(title)}`,
        ...(typeof description === "string" && description !== "" ? [`  description: ${scalar(description)}`] : saved !== null && saved.description !== "" ? [`  description: ${scalar(saved.description)}`] : []),
        ...(saved !== null && saved.folderID !== "" ? [`  folder: ${saved.folderID}`] : []),
        "  definition:", ...Object.entries(rest).map(([key, value]) => `    ${key}: ${flow(value)}`),
    ];
    return `${lines.join("\n")}\n`;
}

/** A value in YAML's flow style, which fits in one line. */
function flow(value: unknown): string {
    if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
    if (typeof value === "object" && value !== null) return `{${Object.entries(value).map(([key, each]) => `${key}: ${flow(each)}`).join(", ")}}`;
    return typeof value === "string" ? scalar(value) : String(value);
}

/** Plain where YAML reads it as the same text; JSON's quotes are YAML's, too. */
function scalar(text: string): string {
    return /^[A-Za-z][\w .\-/]*$/.test(text) && text.trim() === text && !/^(?:true|false|yes|no|on|off|null|y|n)$/i.test(text) ? text : JSON.stringify(text);
}

/** Reads values of unknown shape. What is absent or of another kind becomes a plain default, so pages never stumble. */

export type JSONObject = Readonly<Record<string, unknown>>;

export function object(value: unknown): JSONObject {
    return isObject(value) ? value : {};
}

export function isObject(value: unknown): value is JSONObject {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Text; numbers count too, since ids come as either. Else "". */
export function text(value: unknown): string {
    return textOrNull(value) ?? "";
}

export function textOrNull(value: unknown): string | null {
    if (typeof value === "string") return value;
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    return null;
}

export function flag(value: unknown): boolean {
    return value === true || value === "true" || value === "yes";
}

/** A finite number, also when written as text. Else `missing`. */
export function number(value: unknown, missing: number): number {
    return numberOrNull(value) ?? missing;
}

export function numberOrNull(value: unknown): number | null {
    const read = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    return typeof read === "number" && Number.isFinite(read) ? read : null;
}

export function list<Item>(value: unknown, read: (item: unknown) => Item): Item[] {
    return Array.isArray(value) ? value.map(read) : [];
}

export function entries<Item>(value: unknown, read: (item: unknown) => Item): Record<string, Item> {
    const result: Record<string, Item> = {};
    for (const [key, item] of Object.entries(object(value))) result[key] = read(item);
    return result;
}

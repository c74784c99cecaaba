import type { Column } from "./columns";
import type { Order } from "./lines";
import type { QueryResult } from "../api/result";

/** A sort as queries write it, taken apart: `orders.total desc 1`. */
export interface Sort {
    readonly field: string;
    readonly descending: boolean;
    /** Which pivot column it is of, counted from 0; null for none. */
    readonly pivot: number | null;
}

export function readSort(text: string): Sort {
    const [field = "", ...rest] = text.trim().split(/\s+/);
    const place = rest.find((word) => /^\d+$/.test(word));
    return { field, descending: rest.some((word) => word.toLowerCase() === "desc"), pivot: place === undefined ? null : Number(place) };
}

export function writeSort({ field, descending, pivot }: Sort): string {
    return [field, ...(descending ? ["desc"] : pivot === null ? [] : ["asc"]), ...(pivot === null ? [] : [String(pivot)])].join(" ");
}

/** Which pivot column of its measure a column is, counted from 0; null for columns without a pivot and for row totals. */
export function pivotPlace(column: Column, result: QueryResult): number | null {
    const place = result.pivots.filter((pivot) => !pivot.isTotal).findIndex((pivot) => pivot.key === column.pivot?.key);
    return place < 0 ? null : place;
}

/** How a column is sorted by `sorts`: its place among them and its direction; null where it isn't. */
export function sortedBy(column: Column, result: QueryResult, sorts: readonly string[]): { readonly place: number; readonly descending: boolean } | null {
    const own = pivotPlace(column, result);
    const place = sorts.map(readSort).findIndex((sort) => sort.field === column.field.name && (column.pivot === null || (sort.pivot ?? 0) === own));
    const sort = sorts[place];
    return sort === undefined || column.pivot?.isTotal === true ? null : { place, descending: readSort(sort).descending };
}

/** The sorts after a column was chosen: alone, or after those that are there. */
export function withSort(sorts: readonly string[], column: Column, result: QueryResult, descending: boolean, adds: boolean): string[] {
    const pivot = pivotPlace(column, result);
    const own = writeSort({ field: column.field.name, descending, pivot });
    if (!adds) return [own];
    const same = (text: string) => readSort(text).field === column.field.name && (readSort(text).pivot ?? pivot) === pivot;
    return sorts.some(same) ? sorts.map((text) => (same(text) ? own : text)) : [...sorts, own];
}

/** How rows at hand are sorted, where no server is asked. */
export function localOrder(column: Column, order: Order | null): { readonly place: number; readonly descending: boolean } | null {
    return order?.column === column.id ? { place: 0, descending: order.descending } : null;
}

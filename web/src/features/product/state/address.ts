import type { ChartDefinition, ChartPoint } from "../../../api/charts";
import { isObject } from "../../../api/reading";
import { address } from "../../../navigation/query";
import type { QueryPairs } from "../../../navigation/query";
import { readNotation, writeNotation } from "./notation";

/** What the page of a chart shows beside the chart itself. */
export interface ChartLooks {
    /** Which of the pictures of the kind; "" for the first. */
    readonly show: string;
    /** The number whose people are listed. */
    readonly point: ChartPoint | null;
    /** The saved chart that this one was made from; "" for none. */
    readonly from: string;
    /** Whether what happened in its time is marked. */
    readonly marks: boolean;
}

const LOOKS: ReadonlySet<string> = new Set(["show", "point", "from", "marks"]);
export const PLAIN: ChartLooks = { show: "", point: null, from: "", marks: true };

/** The chart that an address says. What can't be read in it is left out and named. */
export function readChartAddress(kind: string, query: QueryPairs): { readonly definition: ChartDefinition; readonly looks: ChartLooks; readonly unread: readonly string[] } {
    const definition: Record<string, unknown> = { chart: kind };
    const unread: string[] = [];
    let looks = PLAIN;
    for (const [name, value] of query) {
        if (name === "show" || name === "from") {
            looks = { ...looks, [name]: value };
        } else if (name === "marks") {
            looks = { ...looks, marks: value !== "no" };
        } else {
            const read = readNotation(value);
            if (name === "point") looks = { ...looks, point: isObject(read) ? read : null };
            else if (read === undefined) unread.push(name);
            else if (name !== "chart") definition[name] = read;
        }
    }
    return { definition, looks, unread };
}

export function chartAddress(definition: ChartDefinition, looks: ChartLooks = PLAIN): string {
    const { chart, ...rest } = definition;
    return address(`/product/${encodeURIComponent(typeof chart === "string" ? chart : "segmentation")}`, [
        ...Object.entries(rest).filter(([name]) => !LOOKS.has(name)).map(([name, value]) => [name, writeNotation(value)] as const),
        ...looksQuery(looks),
    ]);
}

/** The address of a saved chart as it is saved. */
export function savedChartAddress(id: string, looks: ChartLooks = PLAIN): string {
    return address(`/product/charts/${encodeURIComponent(id)}`, looksQuery({ ...looks, from: "" }));
}

function looksQuery(looks: ChartLooks): QueryPairs {
    return [
        ...(looks.show === "" ? [] : [["show", looks.show] as const]),
        ...(looks.from === "" ? [] : [["from", looks.from] as const]),
        ...(looks.marks ? [] : [["marks", "no"] as const]),
        ...(looks.point === null ? [] : [["point", writeNotation(looks.point)] as const]),
    ];
}

export function personAddress(uid: string): string {
    return `/product/people/${encodeURIComponent(uid)}?by=person`;
}

export function cohortAddress(name: string): string {
    return `/product/cohorts/${encodeURIComponent(name)}`;
}

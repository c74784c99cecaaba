/** How a list is sorted: by a column, upwards or downwards. In addresses `title` and `-title`. */
export interface ListOrder {
    readonly by: string;
    readonly descending: boolean;
}

export function readOrder(text: string): ListOrder {
    return text.startsWith("-") ? { by: text.slice(1), descending: true } : { by: text, descending: false };
}

export function writeOrder({ by, descending }: ListOrder): string {
    return descending ? `-${by}` : by;
}

/** Rows by what `value` gives for each: numbers by size, texts as people sort them. What has no value comes last, either way round. */
export function sortedBy<Row>(rows: readonly Row[], value: (row: Row) => string | number, descending: boolean): Row[] {
    const sign = descending ? -1 : 1;
    return rows.map((row, place) => ({ row, place, value: value(row) })).sort((left, right) => {
        if (left.value === "" || right.value === "") return Number(left.value === "") - Number(right.value === "") || left.place - right.place;
        const order = typeof left.value === "number" && typeof right.value === "number"
            ? left.value - right.value : String(left.value).localeCompare(String(right.value), "en", { numeric: true, sensitivity: "base" });
        return order === 0 ? left.place - right.place : sign * order;
    }).map(({ row }) => row);
}

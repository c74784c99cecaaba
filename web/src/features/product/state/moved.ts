/** The items with one moved by so many places; as they are where it would leave the list. */
export function moved<Item>(items: readonly Item[], from: number, by: number): Item[] {
    const result = [...items];
    const to = from + by;
    const [item] = result.splice(from, 1);
    if (item === undefined || to < 0 || to >= items.length) return [...items];
    result.splice(to, 0, item);
    return result;
}

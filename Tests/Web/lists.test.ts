import { readOrder, sortedBy, writeOrder } from "../../web/src/components/listOrder";
import { deepEqual, test } from "./assertions";

test("an order is read from an address and written back", () => {
    deepEqual(readOrder("-views"), { by: "views", descending: true });
    deepEqual(readOrder("title"), { by: "title", descending: false });
    deepEqual(["-views", "title"].map((text) => writeOrder(readOrder(text))), ["-views", "title"]);
});

test("texts are sorted as people do, numbers by size, and what has no value comes last either way", () => {
    const names = ["Week 10", "week 2", "", "Änderung", "Zebra", "apple"];
    deepEqual(sortedBy(names, (name) => name, false), ["Änderung", "apple", "week 2", "Week 10", "Zebra", ""]);
    deepEqual(sortedBy(names, (name) => name, true), ["Zebra", "Week 10", "week 2", "apple", "Änderung", ""]);
    deepEqual(sortedBy([3, 20, 100, -1], (number) => number, true), [100, 20, 3, -1]);
});

test("rows with equal values keep their order", () => {
    const rows = [{ id: "a", views: 1 }, { id: "b", views: 1 }, { id: "c", views: 0 }];
    deepEqual(sortedBy(rows, (row) => row.views, true).map((row) => row.id), ["a", "b", "c"]);
});

import type { EventProperties, EventType } from "../../web/src/api/events";
import { eventOption, hasWords, matching } from "../../web/src/features/product/build/options";
import type { Option } from "../../web/src/features/product/build/options";
import { typeProperties } from "../../web/src/features/product/typeProperties";
import { deepEqual, equal, test } from "./assertions";

const type = (name: string, more: Partial<EventType> = {}): EventType => ({
    name, active: true, count: 1_200, people: 9, firstSeen: "", lastSeen: "", displayName: "", description: "", category: "", status: "unplanned", ...more,
});

test("an event is offered as the plan calls it, with what senders call it beside, and a chart gets what senders call it", () => {
    deepEqual(eventOption(type("buy")), { value: "buy", label: "buy", detail: "1,200", note: "", description: "" });
    deepEqual(eventOption(type("buy", { displayName: "Bought", description: "An order was paid", status: "live" })), {
        value: "buy", label: "Bought", detail: "1,200", note: "", description: "An order was paid", name: "buy",
    });
    // What is called the same is not said twice.
    equal(eventOption(type("buy", { displayName: "buy", status: "live" })).name, undefined);
    equal(eventOption(type("buy", { active: false })).note, "does not count as activity");
    const marks = (["planned", "live", "deprecated", "blocked", "unplanned"] as const).map((status) => eventOption(type("buy", { status })).mark);
    deepEqual(marks, [undefined, undefined, "deprecated", "blocked", undefined]);
});

test("events are found by what senders call them, by their display name and by their description, which comes last", () => {
    const options: Option[] = [
        { value: "any event", label: "any event", detail: "", note: "" },
        ...[type("look", { description: "A shelf, before they buy" }), type("buy", { displayName: "Bought Something", description: "An order was paid" }), type("idle", { active: false })].map(eventOption),
    ];
    const found = (term: string) => matching(options, term).map(({ value }) => value);
    deepEqual(found(""), ["any event", "look", "buy", "idle"]);
    deepEqual(found("buy"), ["buy", "look"]);
    deepEqual(found(" something bought "), ["buy"]);
    deepEqual(found("ORDER buy"), ["buy"]);
    deepEqual(found("shelf"), ["look"]);
    // What stands below in small letters is no name.
    deepEqual(found("activity"), []);
    equal(hasWords("", "x") && hasWords("a b", "B", "A") && !hasWords("a c", "B", "A"), true);
});

test("properties of an event say how often they came and what is planned; those that are planned and did not come are last", () => {
    const size = { name: "size", description: "How large it is", type: "enum", isList: false, isRequired: true, values: ["s", "m"] } as const;
    const coupon = { name: "coupon", description: "Of the order", type: "string", isList: false, isRequired: false, values: [] } as const;
    const known: EventProperties = {
        lookedAt: 200, properties: [
            { name: "platform", count: 200, description: "" }, { name: "event.size", count: 150, description: "How large it is" }, { name: "user.size", count: 150, description: "" },
        ],
        plan: { name: "buy", displayName: "", description: "", category: "", owner: "", tags: [], status: "live", properties: [coupon, size] },
    };
    deepEqual(typeProperties(known), [
        { name: "platform", often: "on 100%", planned: "", description: "" },
        { name: "event.size", often: "on 75%", planned: "required, one of s, m", description: "How large it is" },
        { name: "user.size", often: "on 75%", planned: "", description: "" },
        { name: "event.coupon", often: "on no recent event", planned: "text", description: "Of the order" },
    ]);
    deepEqual(typeProperties({ ...known, lookedAt: 0, properties: [], plan: null }), []);
});

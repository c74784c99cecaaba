import type { HeldEntry } from "../../web/src/api/quarantine";
import type { ListedEvent, PlanProperty } from "../../web/src/api/trackingPlan";
import { deviationInWords, listed, plannedAsSeen, readTags, readValues, seenInWords } from "../../web/src/features/admin/plan/planWords";
import { laidOut, sizeInWords, whoOf } from "../../web/src/features/admin/quarantine/heldWords";
import { typeInWords } from "../../web/src/results/planned";
import { deepEqual, equal, test } from "./assertions";

const event = (name: string, more: Partial<ListedEvent> = {}): ListedEvent => ({
    name, displayName: "", description: "", category: "", owner: "", tags: [], status: "live", isPlanned: true, isSystem: false, version: 1, count: 1, daily: [],
    firstSeen: "", lastSeen: "", held: 0, deviatingProperties: 0, findings: [], properties: 0, ...more,
});
const ALL = { search: "", show: "", category: "", system: false };

test("the list of events is narrowed by words, findings and category, and leaves out what SDKs send", () => {
    const events = [
        event("SignedUp", { owner: "Growth", category: "Accounts" }), event("Opened", { findings: ["unplanned"], isPlanned: false, status: "unplanned" }), event("noise", { status: "blocked", tags: ["debug"] }),
        event("session_start", { isSystem: true, isPlanned: false }), event("$identify", { isSystem: true }),
    ];
    const names = (asked: Partial<typeof ALL>) => listed(events, { ...ALL, ...asked }).map(({ name }) => name);
    deepEqual(names({}), ["SignedUp", "Opened", "noise", "$identify"]);
    deepEqual(names({ system: true }).length, 5);
    deepEqual(names({ search: "growth" }), ["SignedUp"]);
    deepEqual(names({ search: "DEBUG" }), ["noise"]);
    deepEqual(names({ show: "unplanned" }), ["Opened"]);
    deepEqual(names({ show: "blocked" }), ["noise"]);
    deepEqual(names({ category: "Accounts", search: "x" }), []);
});

const property = (more: Partial<PlanProperty>): PlanProperty => ({
    name: "plan", description: "", type: "string", isList: false, isRequired: false, values: [], plannedFor: "event", seen: 0, seenTypes: {}, seenValues: [], deviations: [], ...more,
});

test("a property is told as it is planned and as it came", () => {
    equal(typeInWords(property({ type: "enum", values: ["free", "pro"], isRequired: true })), "required, one of free, pro");
    equal(typeInWords(property({ type: "number", isList: true })), "list, each number");
    equal(typeInWords(property({ type: "any", isList: true })), "list");
    equal(seenInWords(property({}), 1_000), "never");
    equal(seenInWords(property({ seen: 500, seenTypes: { string: 500 } }), 1_000), "on 50%, as text");
    equal(seenInWords(property({ seen: 1_000, seenTypes: { string: 20, number: 980 } }), 1_000), "on 98% as number, on 2% as text");
    const deviation = { code: "type", count: 20, found: "string", example: { event: "", time: "", value: null } } as const;
    equal(deviationInWords(deviation, property({ type: "number" }), 1_000), "text instead of number on 20 of 1,000 events");
    equal(deviationInWords({ ...deviation, code: "missing", count: 1 }, property({}), 1), "missing on 1 of 1 event");
});

test("what came is planned as it came, and anything where it came in several ways", () => {
    deepEqual(plannedAsSeen(property({ name: "n", plannedFor: "nobody", seenTypes: { number: 3 } })), { name: "n", description: "", type: "number", isList: false, isRequired: false, values: [] });
    equal(plannedAsSeen(property({ seenTypes: { number: 3, string: 1 } })).type, "any");
    deepEqual([plannedAsSeen(property({ seenTypes: { list: 3 } })).isList, plannedAsSeen(property({ seenTypes: { object: 3 } })).type], [true, "any"]);
});

test("tags stand between commas, values in lines of their own", () => {
    deepEqual(readTags(" a, b,,a "), ["a", "b"]);
    deepEqual(readValues("a, b\n\n c \na, b"), ["a, b", "c"]);
});

test("what is held is told in words, and laid out only where nothing is lost", () => {
    equal(sizeInWords(312), "312 bytes");
    equal(sizeInWords(999), "999 bytes");
    equal(sizeInWords(1_400_000), "1.4 MB");
    equal(sizeInWords(999_999), "1 MB");
    const entry = { userID: "", deviceID: "d1" } as HeldEntry;
    equal(whoOf(entry), "device d1");
    equal(laidOut('{"a":1}'), '{\n  "a": 1\n}');
    equal(laidOut('{"a":9007199254740993}'), '{"a":9007199254740993}');
    equal(laidOut("{broken"), "{broken");
});

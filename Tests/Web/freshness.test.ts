import { equal, test } from "./assertions";
import type { Source } from "../../web/src/api/freshness";
import { age, handKept, handKeptTogether, lateSources, sourceTime } from "../../web/src/results/dataAge";

const source: Source = {
    name: "raw.crm_account", label: "CRM accounts", completeThrough: "2024-05-09T00:00:00Z", late: true,
    lateSince: "2024-05-10T06:30:00Z", keptByHand: false, owner: null, changedAt: null, ageSeconds: 129_600,
};

test("a late source says since when, and what it is complete through", () => {
    equal(
        lateSources([source], "UTC"),
        "CRM accounts late since 10 May 2024 06:30, complete through the end of 8 May 2024");
    equal(lateSources([{ ...source, lateSince: null, completeThrough: null }], "UTC"), "CRM accounts late");
    equal(lateSources([], "UTC"), "");
});

test("a source on time says only what it is complete through", () => {
    equal(
        sourceTime({ ...source, late: false, completeThrough: "2024-05-10T03:00:00Z" }, "UTC"),
        "CRM accounts: complete through 10 May 2024 03:00");
    equal(sourceTime({ ...source, late: false, completeThrough: null }, "UTC"), "CRM accounts: no data yet");
});

test("data kept by hand has an owner and an age", () => {
    const list: Source = {
        ...source, label: "Instances by hand", late: false, lateSince: null, completeThrough: null, keptByHand: true,
        owner: "Data team", changedAt: "2024-03-01T12:00:00Z", ageSeconds: 70 * 86_400 + 5,
    };
    equal(handKept(list), "Instances by hand: kept by Data team, changed 70 days ago");
    equal(handKept({ ...list, owner: null, ageSeconds: null }), "Instances by hand: kept by hand, no owner, age not known");
    equal(handKeptTogether([list]), handKept(list));
    equal(handKeptTogether([list, { ...list, ageSeconds: 91 * 86_400 }]), "2 lists kept by hand, one changed 91 days ago");
    equal(handKeptTogether([{ ...list, ageSeconds: null }, { ...list, ageSeconds: null }]), "2 lists kept by hand");
    equal(age(0), "today");
    equal(age(86_400), "1 day ago");
});

// The part of Node's test runner that these tests use, with its types. scripts/build-web bundles and runs them.
declare function require(name: "node:test"): { test(name: string, body: () => void | Promise<void>): void };
declare function require(name: "node:assert/strict"): Assertions;

interface Assertions {
    equal(actual: unknown, expected: unknown, message?: string): void;
    deepEqual(actual: unknown, expected: unknown, message?: string): void;
}

const assertions: Assertions = require("node:assert/strict");

export const { test } = require("node:test");
export const equal: Assertions["equal"] = (actual, expected, message) => assertions.equal(actual, expected, message);
export const deepEqual: Assertions["deepEqual"] = (actual, expected, message) => assertions.deepEqual(actual, expected, message);

import { ApiError } from "../../web/src/api/http";
import type { QueryResult } from "../../web/src/api/result";
import { readResult } from "../../web/src/api/result";
import { isKept, standingOf } from "../../web/src/results/standing";
import { equal, test } from "./assertions";

const rows = readResult({ data: [{ "a.b": { value: 1 } }] });
const none = readResult({ data: [] });
const wrong = readResult({ data: [], errors: [{ message: "No such field." }] });
const standing = (value: QueryResult | undefined, error: ApiError | null, loading = false) => standingOf({ value, error, loading });

test("an answer has rows, none, a problem, or has not come", () => {
    equal(standing(rows, null), "rows");
    equal(standing(none, null), "empty");
    equal(standing(wrong, null), "failed");
    equal(standing(undefined, null, true), "waiting");
    equal(standing(undefined, new ApiError("broken", 500, "")), "failed");
    equal(standing(undefined, new ApiError("broken", 500, ""), true), "waiting");
});

test("a refresh that fails leaves the rows, unless they may not be seen any more", () => {
    equal(standing(rows, new ApiError("broken", 500, "")), "rows");
    equal(standing(rows, new ApiError("forbidden", 403, "")), "failed");
    equal(isKept({ value: rows, error: new ApiError("broken", 500, ""), loading: false }), true);
    equal(isKept({ value: undefined, error: new ApiError("broken", 500, ""), loading: false }), false);
});

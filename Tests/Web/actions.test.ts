import { deepEqual, equal, test } from "./assertions";
import { initialValues, readActionField, readOutcome } from "../../web/src/api/actions";

test("a form's fields have a label and a kind, and begin with their defaults", () => {
    const fields = [
        readActionField({ name: "title", label: "Title", required: true, default: "Hello", description: "What it is about" }),
        readActionField({ name: "body", type: "textarea" }),
        readActionField({ name: "size", type: "select", default: "s", options: [{ name: "s", label: "Small" }, { name: "l" }] }),
        readActionField({ name: "lost", type: "select", default: "x", options: [{ name: "s" }] }),
        readActionField({ name: "odd", type: "slider" }),
    ];
    deepEqual(fields.map((field) => [field.label, field.kind, field.required]), [
        ["Title", "string", true], ["body", "textarea", false], ["size", "select", false], ["lost", "select", false], ["odd", "string", false],
    ]);
    deepEqual(fields[2]?.options, [{ value: "s", label: "Small" }, { value: "l", label: "l" }]);
    deepEqual(initialValues(fields), { title: "Hello", body: "", size: "s", lost: "", odd: "" });
});

test("an outcome says what is wrong with each field", () => {
    const refused = readOutcome({
        success: false, refresh_query: false, message: null,
        validation_errors: { message: "Validation Failed", errors: [
            { field: "title", message: "Too short." }, { field: "body", message: "Empty." }, { field: "title", message: "Taken." },
        ] },
    });
    deepEqual([...refused.objections], [["title", "Too short. Taken."], ["body", "Empty."]]);
    equal(refused.success, false);
    const done = readOutcome({ success: true, refresh_query: true, validation_errors: null, message: "Sent" });
    deepEqual([done.success, done.refresh, done.message, done.objections.size], [true, true, "Sent", 0]);
    equal(readOutcome("nonsense").success, false);
});

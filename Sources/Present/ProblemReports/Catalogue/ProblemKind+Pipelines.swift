extension ProblemKind {
    /// SQL models, their properties and tests.
    static let pipelines: [ProblemKind] = [
        .init(
            "bad-freshness", "A freshness rule can't be read",
            "Write `warn_after: {count: 6, period: hour}`; periods are minute, hour and day."),
        .init(
            "bad-model-name", "The file's name can't name a table",
            "Use letters, digits and _ as in pipelines/schema/table.sql."),
        .init("bad-project-file", "A project file has the wrong form", "It is a list of `key: value` pairs."),
        .init(
            "bad-project-name", "A project's name can't be used", "Use letters, digits and _, and begin with a letter."),
        .init(
            "bad-properties", "Properties have the wrong form",
            "They are lists under `models:`, `sources:` and so on; each entry has a `name`."),
        .init("bad-setting", "A setting has a value that is not possible", "The message says which values there are."),
        .init(
            "bad-test", "A data test can't be read",
            "Write its name, or `name: {arguments}` with the arguments indented further."),
        .init(
            "bad-unit-test", "A unit test is incomplete",
            "It needs a `model`, and for each input of `given` an `input` and `rows`."),
        .init(
            "compilation-error", "The template of a model can't be rendered",
            "The message is the template's own, with its place in the file."),
        .init("duplicate-exposure", "An exposure is there twice", "Rename or remove one of them."),
        .init("duplicate-model", "Two SQL models make one table", "Rename or remove one of the files."),
        .init("duplicate-properties", "Properties of one thing stand in two places", "Put them together."),
        .init("duplicate-source", "A source's table is there twice", "Rename or remove one of them."),
        .init("duplicate-test", "A data test is there twice", "It runs once. Remove one of them."),
        .init("input-left-out", "A SQL model reads one that has an error", "Repair the other one first."),
        .init(
            "missing-fixture", "A unit test names a file that is not there",
            "Add the file to `tests/fixtures`, or correct the name."),
        .init("missing-reference", "A model, source or macro is not there", "Correct the name, or add what it names."),
        .init(
            "properties-of-nothing", "Properties belong to nothing",
            "No file makes what they name. Correct the name, or remove them."),
        .init("sql-error", "The SQL of a model can't be read", "The message is the database's own."),
        .init("syntax-template", "A template can't be read", "The message says what was expected where."),
        .init(
            "unknown-kind", "There is no such kind of model",
            "Kinds are view, table, incremental, snapshot, ephemeral, seed and live."),
        .init("unknown-property", "There is no such property", "It is ignored. Correct the name."),
        .init("unknown-setting", "There is no such setting", "It is ignored. Correct the name."),
        .init("unsupported-kind", "A kind of model is built as another", "The message says as which."),
    ]
}

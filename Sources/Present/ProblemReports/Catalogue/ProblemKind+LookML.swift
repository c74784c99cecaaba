extension ProblemKind {
    /// What the names and parameters of LookML say.
    static let lookML: [ProblemKind] = [
        .init("bad-default", "A default is not among the values that may be chosen", "Take one of `allowed_value`."),
        .init(
            "bad-filter", "A filter expression can't be read",
            "Write it in the filter language, as in `7 days` or `-closed`."),
        .init("bad-liquid", "Liquid can't be read", "Correct the template at the place that the message names."),
        .init(
            "bad-reference", "A reference means nothing here",
            "In SQL, `${field}`, `${view.field}`, `${TABLE}` and `${view.SQL_TABLE_NAME}` stand for something."),
        .init("circular-reference", "Something stands on itself", "Break the circle that the message names."),
        .init("duplicate-name", "A name is given twice", "Rename one of the two."),
        .init(
            "duplicate-primary-key", "A view has two primary keys",
            "A key of several columns is one dimension that concatenates them."),
        .init(
            "extension-required", "Something that only exists to be extended is used",
            "Extend it, or remove `extension: required`."),
        .init("ignored-parameter", "A parameter has no effect here", "Remove it."),
        .init(
            "measure-in-dimension", "A measure stands where single rows are meant",
            "Dimensions, joins and conditions on rows can't use measures."),
        .init("measure-in-measure", "A measure is aggregated again", "Use a measure of type number."),
        .init("missing-join-condition", "A join has no condition", "Add `sql_on`, or `foreign_key`."),
        .init("missing-name", "A block has no name", "Write `view: name { … }`."),
        .init("missing-parameter", "A parameter is missing", "Add the parameter that the message names."),
        .init(
            "missing-primary-key", "A view has no primary key",
            "Without one, joins that repeat rows make counts and sums wrong. Add `primary_key: yes` to a dimension."),
        .init("name-style", "A name has capitals", "Names are compared with their case; small letters are usual."),
        .init("object-too-large", "A view or explore is too large", "Divide it."),
        .init("reference-too-deep", "Fields stand on too long a chain of fields", "Write the SQL out in between."),
        .init("refinement-of-final", "Something final is refined", "Remove `final: yes`, or the refinement."),
        .init("repeated-parameter", "A parameter is given twice", "The last one counts. Remove the others."),
        .init(
            "timeframe-below-day", "A timeframe is finer than its column", "A date without a time has no hours."),
        .init(
            "unconnected-join", "A join's condition names no other view",
            "All rows meet all others. Compare a field of each side."),
        .init("unexpected-parameter", "A parameter is not possible here", "Remove it, or change the type."),
        .init("unknown-access-grant", "There is no such access grant", "Define it in the model."),
        .init("unknown-constant", "There is no such constant", "Define it in manifest.lkml."),
        .init("unknown-datagroup", "There is no such datagroup", "Define it in the model."),
        .init(
            "unknown-explore", "There is no such explore",
            "Correct the name, or include the file that defines the explore in the model."),
        .init(
            "unknown-field", "There is no such field",
            "Correct the name. In an explore a field is called by the name under which its view is joined."),
        .init("unknown-format", "There is no such format", "Define it with `named_value_format`."),
        .init("unknown-join", "The explore has no such join", "Correct the name, or add the join."),
        .init("unknown-map-layer", "There is no such map layer", "Define it in the model."),
        .init("unknown-parameter", "LookML has no such parameter", "It is ignored. Correct the name."),
        .init("unknown-set", "The view has no such set", "Correct the name, or define the set."),
        .init("unknown-timeframe", "There is no such timeframe", "Correct the name."),
        .init("unknown-type", "There is no such type", "The field is left out. Correct the type."),
        .init(
            "unknown-view", "There is no such view",
            "Correct the name, join the view, or include the file that defines it in the model."),
        .init(
            "unreachable-join", "Joins need each other and never meet the base view",
            "Let one of their conditions name a view that is joined without them."),
        .init(
            "unsupported-parameter", "LookML that has no effect here yet",
            "The parameter is kept. Results are as if it were not there."),
        .init("wrong-type", "A value has the wrong type", "The message says what is expected."),
    ]
}

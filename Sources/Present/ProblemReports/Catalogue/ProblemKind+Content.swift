extension ProblemKind {
    /// Looks, dashboards and folders. They share codes such as `unknown-field` with LookML.
    static let content: [ProblemKind] = [
        .init(
            "bad-chart", "The definition of a chart says something that can't be",
            "Correct what the message says, at the part of the definition that it names."),
        .init(
            "bad-cohort", "The definition of a cohort says something that can't be",
            "Correct what the message says; a cohort can't contain itself."),
        .init(
            "bad-expression", "An expression can't be read", "Custom fields and calculations are Looker expressions."),
        .init("bad-limit", "A limit is no number", "Write a whole number; for `limit`, -1 means none."),
        .init("bad-timezone", "There is no such time zone", "Use a name of the IANA database, such as Europe/Berlin."),
        .init("duplicate-id", "An id or slug is given twice", "Ids and slugs of one kind are all different."),
        .init("extends-cycle", "Dashboards extend each other in a circle", "Break the circle."),
        .init("extends-limit", "Too much is inherited", "Extend fewer dashboards."),
        .init("folder-cycle", "Folders lie in each other", "Give one of them another parent."),
        .init("missing-key", "A key is missing", "Add the key that the message names."),
        .init("no-fields", "A query has no fields", "Add `fields`."),
        .init(
            "unknown-cohort", "No file of the project has such a cohort",
            "Correct the name, or save a cohort of this name in Soundings."),
        .init("unknown-dashboard", "There is no such dashboard", "Correct the name or id."),
        .init("unknown-filter", "The dashboard has no such filter", "Correct the name in `listen`, or add the filter."),
        .init("unknown-folder", "There is no such folder", "Correct the number, or add the folder."),
        .init("unknown-key", "There is no such key", "It is kept and has no effect. Correct the name."),
        .init("unknown-look", "There is no such Look", "Correct the number, or add the Look."),
        .init("unknown-model", "There is no such model", "Correct the name."),
        .init("unsupported-key", "A key has no effect yet", "The result comes without it."),
    ]

    /// Rules that a project may choose to follow.
    static let habits: [ProblemKind] = [
        .init(
            "missing-description", "Something that people see has no description",
            "Add `description`: it is shown beside the field in the picker, and is all that others know of it."),
        .init(
            "naming-label-clash", "Two fields have one label",
            "In one explore nobody can tell them apart. Give one of them another `label`, or hide it."),
        .init(
            "naming-snake-case", "A name is not in snake case",
            "Small letters and digits, words joined by one underscore, beginning with a letter."),
    ]

    /// What a warehouse says of the SQL.
    static let warehouse: [ProblemKind] = [
        .init(
            "query-error", "No query can have this", "The compiler refuses it; the message says why."),
        .init(
            "query-unsupported", "Correct, but not possible here yet",
            "No query can use it until Soundings knows how."),
        .init(
            "warehouse-explore", "The warehouse refuses a condition of the explore",
            "No query on the explore can run. The message is the database's own."),
        .init(
            "warehouse-field", "The warehouse refuses the SQL of a field",
            "No query with this field can run. The message is the database's own."),
        .init(
            "warehouse-incomplete", "Not everything could be checked", "Run the check again, or with more time."),
        .init(
            "warehouse-join", "The warehouse refuses the condition of a join",
            "No query that needs the join can run, and the fields behind it were not looked at."),
        .init(
            "warehouse-table", "The warehouse refuses the table of a view",
            "The table is missing, or the SQL of the derived table is wrong. The fields of the view were not looked at."
        ),
    ]
}

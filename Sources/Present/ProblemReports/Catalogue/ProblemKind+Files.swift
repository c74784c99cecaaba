extension ProblemKind {
    /// Text that can't be read.
    static let syntax: [ProblemKind] = [
        .init("syntax-encoding", "The file is not UTF-8", "Save the file as UTF-8."),
        .init(
            "syntax-missing-brace", "A block is not closed or not opened",
            "Every `{` needs its `}`. The place is where the block begins or where the brace is missing."),
        .init("syntax-missing-bracket", "A list is not closed", "Every `[` needs its `]`."),
        .init("syntax-missing-colon", "A colon is missing", "LookML writes `parameter: value`."),
        .init("syntax-missing-comma", "A comma is missing", "The elements of a list are separated by commas."),
        .init("syntax-missing-value", "A parameter has no value", "Write a value behind the colon, or leave it out."),
        .init(
            "syntax-mixed-list", "A list mixes values and pairs",
            "Let all elements of the list be values, or all be `field: value`."),
        .init("syntax-too-deep", "Blocks are nested too deeply", "Take the innermost blocks out."),
        .init(
            "syntax-too-many-problems", "The file has too many problems to list",
            "Repair those listed, then validate again."),
        .init("syntax-unexpected-token", "Something stands where it can't", "Remove it, or write what belongs there."),
        .init(
            "syntax-unterminated-expression", "SQL is not ended with ;;",
            "Parameters that hold SQL, HTML or an expression end with `;;`."),
        .init("syntax-unterminated-string", "A text is not closed", "Texts end with the quote that they begin with."),
        .init("syntax-yaml", "The YAML can't be read", "The place is where the YAML parser gave up."),
        .init(
            "syntax-yaml-aliases", "YAML aliases stand for too much text", "Write the values out instead of aliases."),
        .init("syntax-yaml-depth", "YAML is nested too deeply", "Take the innermost lists and mappings out."),
        .init("syntax-yaml-duplicate-key", "A key stands twice in one mapping", "Remove one of the two."),
        .init("syntax-yaml-merge-key", "YAML merge keys are not taken", "Write the keys out instead of `<<`."),
        .init("syntax-yaml-size", "The YAML file is too large", "Divide it into several files."),
        .init("syntax-yaml-tag", "YAML tags are not taken", "Remove the tag: `!…`."),
    ]

    /// Files and folders.
    static let project: [ProblemKind] = [
        .init("file-too-large", "The file is too large", "It is not read. Divide it into several files."),
        .init(
            "include-not-found", "An include finds no file",
            "Correct the path. Paths that begin with `/` count from the project's root."),
        .init(
            "include-outside-project", "An include leaves the project",
            "Only files of the project can be included, without `..` in the path."),
        .init("old-lookml", "LookML of the old kind", "LookML written in YAML is not read. Convert it."),
        .init("outside-project", "A link leads out of the project", "The file is not read. Put it into the project."),
        .init("project-too-large", "The project is too large", "Not all files are read. Remove what is not needed."),
        .init("unreadable-file", "A file can't be read", "Look at its owner and rights."),
        .init(
            "unused-file", "A dashboard file is not included",
            "Include the file in a model, or its dashboards are not shown."),
    ]

    /// `soundings.yaml`
    static let settings: [ProblemKind] = [
        .init("settings-bad-value", "A setting has a value that is not possible", "See docs/reference/settings.md."),
        .init("settings-unknown-key", "There is no such setting", "It is ignored. See docs/reference/settings.md."),
        .init("settings-unreadable", "soundings.yaml can't be read", "Save it as UTF-8 text of at most 1 MiB."),
        .init("settings-wrong-type", "A setting has the wrong type", "See docs/reference/settings.md."),
    ]
}

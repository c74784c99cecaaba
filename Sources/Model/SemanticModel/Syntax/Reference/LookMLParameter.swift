/// One parameter of the language: where it may stand, what it takes, and what becomes of it here.
package struct LookMLParameter: Sendable {
    package enum Support: String, Sendable, CaseIterable {
        /// It does what it says.
        case full
        /// Read, checked and part of the model, but nothing acts on it yet; a warning says so where it is used.
        case kept
        /// Known to the language and without effect; a warning says so where it is used.
        case reported
    }

    /// The kind of block in which it stands: `join`; `file` and `manifest` for the top of a file.
    package var object: String
    package var name: String
    /// How common it is: 1 in at least 8 of 16 public projects that were studied, 2 in 4 to 7, 3 in 1 to 3, 4 in none.
    package var tier: Int
    package var support: Support
    /// What the reader of the reference has to know beyond the name, as a phrase; may be empty.
    package var note: String
    var shape: Vocabulary.Shape
    /// Whether several of them in one block add up.
    var repeats: Bool

    init(
        _ name: String, _ tier: Int, _ support: Support, _ shape: Vocabulary.Shape, repeats: Bool = false,
        _ note: String = ""
    ) {
        object = ""
        self.name = name
        self.tier = tier
        self.support = support
        self.shape = shape
        self.repeats = repeats
        self.note = note
    }

    func of(_ object: String) -> LookMLParameter {
        var parameter = self
        parameter.object = object
        return parameter
    }
}

/// All of LookML that is known here: the one table against which files are checked and from which the reference page is
/// written.
package enum LookMLReference {
    typealias Row = LookMLParameter

    /// In the order of the reference page: by object, and there as one would look for it.
    package static let parameters: [LookMLParameter] =
        objects(project, model, explore, join, view, derivedTables, dimensions, measures, filters)

    static func rows(_ object: String, _ groups: [Row]...) -> [Row] {
        groups.flatMap { $0.map { $0.of(object) } }
    }

    static func objects(_ rows: [Row]...) -> [Row] { rows.flatMap { $0 } }

    /// The reference page, Markdown.
    package static var markdown: String {
        var text = """
            <!-- Written from Sources/Model/SemanticModel/Syntax/Reference by
            SOUNDINGS_WRITE_DOCS=1 swift test --filter ReferencePageTests -->
            # LookML parameters

            Every parameter of LookML, by the block in which it stands. *Tier* says how common it is: 1 in at least 8 of 16
            public projects that were studied, 2 in 4 to 7, 3 in 1 to 3, 4 in none of them.

            | support | meaning |
            |---|---|
            | full | does what it says |
            | kept | read, checked and part of the model, but without effect yet: a warning names it |
            | reported | known and without effect: a warning names it |

            Liquid runs in SQL, in labels and descriptions, in `html`, and in links. Text of users and of rows is escaped for
            the place where it lands. What a template names of the row has a value where the query has the field.

            Parameters that are not in these tables are reported as unknown, with the nearest name that is.

            """
        var object = ""
        for parameter in parameters {
            if parameter.object != object {
                object = parameter.object
                text +=
                    "\n## \(heading(object))\n\n| parameter | value | tier | support | note |\n|---|---|---|---|---|\n"
            }
            let cells = [
                "`\(parameter.name)`", parameter.shape.words + (parameter.repeats ? ", repeatable" : ""),
                String(parameter.tier), parameter.support.rawValue, parameter.note,
            ]
            text += "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
        }
        return text
    }

    private static func heading(_ object: String) -> String {
        switch object {
        case "file": "Model, view and explore files"
        case "manifest": "manifest.lkml"
        default: object
        }
    }
}

extension Vocabulary.Shape {
    /// For the reference page.
    var words: String {
        switch self {
        case .text: "text"
        case .flag: "yes / no"
        case .number: "number"
        case .duration: "duration"
        case .expression: "expression `;;`"
        case .list: "list"
        case .filters: "filters"
        case .choice(let values): values.map { "`\($0)`" }.joined(separator: " ")
        case .block: "block"
        case .any: "anything"
        }
    }
}

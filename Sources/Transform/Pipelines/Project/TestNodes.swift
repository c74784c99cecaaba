package import JSON

/// A query that returns the rows that offend a rule.
package struct DataTest: Sendable {
    package enum Definition: Sendable {
        case generic(Generic)
        /// A file of `tests/`: its text, parsed.
        case singular(text: String, template: NodeTemplate?)
    }

    /// One use of a rule on a model or column.
    package struct Generic: Sendable, Hashable {
        /// The package before the point in `dbt_utils.accepted_range`.
        package var namespace: String?
        package var name: String
        package var column: String?
        /// Arguments as written, without `model` and `column_name`. Texts may hold templates and `ref('m')`.
        package var arguments: JSONObject
        /// The macro `{% test name(…) %}` that defines it; `nil` for built-in ones.
        package var macro: NodeID?
    }

    package enum Severity: String, Sendable, Hashable { case error, warn }
    package enum Scope: String, Sendable, Hashable { case new, all }

    /// What holds for one test.
    package struct Settings: Sendable, Hashable {
        package var isEnabled = true
        package var severity = Severity.error
        package var failCalc = "count(*)"
        package var warnIf = "!= 0"
        package var errorIf = "!= 0"
        /// Filters the model first.
        package var filter: String?
        package var limit: Int?
        package var storesFailures: Bool?
        package var scope = Scope.new
        package var tags: [String] = []
        package var meta = JSONObject()
        package var values: [String: SettingValue] = [:]

        package init() {}
    }

    package var id: NodeID
    /// The whole name, which says model, column and arguments.
    package var name: String
    /// At most 63 characters: the name, or its beginning and its hash.
    package var shortName: String
    package var project: String
    package var definition: Definition
    package var description: String
    package var settings: Settings
    /// The model, seed, snapshot or source table that it stands at; `nil` for singular tests.
    package var attachedTo: NodeID?
    package var references: [NodeReference]
    package var macros: [NodeID]
    package var path: String
    package var position: FilePosition

    /// Every node that it reads. It can run when the last of them is built.
    package var inputs: [NodeID] {
        var seen: Set<NodeID> = []
        return references.compactMap(\.resolved).filter { seen.insert($0).inserted }
    }
}

/// Rows in, rows out: a model's logic proved on an empty database.
package struct UnitTest: Sendable {
    package enum Rows: Sendable, Hashable {
        case rows([JSONObject])
        /// CSV text with a header.
        case csv(String)
        case sql(String)
    }
    package struct Input: Sendable {
        /// The node that the rows stand for; `nil` for `this`, or when there is no such node.
        package var node: NodeID?
        package var isThis: Bool
        package var rows: Rows
        package var position: FilePosition
    }
    package struct Overrides: Sendable, Hashable {
        /// Constant answers of macros, such as `is_incremental: true`, by name.
        package var macros = JSONObject()
        package var variables = JSONObject()
        package var environment = JSONObject()
    }

    package var id: NodeID
    package var name: String
    package var project: String
    package var description: String
    /// The tested model; `nil` when there is no such model.
    package var model: NodeID?
    package var given: [Input]
    package var expected: Rows
    package var overrides: Overrides
    package var tags: [String]
    package var isEnabled: Bool
    package var path: String
    package var position: FilePosition
}

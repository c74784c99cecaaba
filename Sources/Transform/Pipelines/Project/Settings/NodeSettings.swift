package import JSON

/// The settings of one node, each with where it came from. Settings that nobody set hold their defaults.
package struct NodeSettings: Sendable, Hashable {
    package enum Strategy: String, Sendable, Hashable, CaseIterable {
        case append, merge, microbatch
        case deleteInsert = "delete+insert"
        case insertOverwrite = "insert_overwrite"
    }
    package enum SchemaChange: String, Sendable, Hashable, CaseIterable {
        case ignore, fail
        case appendNewColumns = "append_new_columns"
        case syncAllColumns = "sync_all_columns"
    }
    package enum Step: String, Sendable, Hashable, CaseIterable { case hour, day, week, month, quarter, year }
    package enum Publish: String, Sendable, Hashable, CaseIterable {
        case afterTests = "after_tests"
        case atOnce = "at_once"
    }
    /// What holds for one input of a model that is built interval by interval.
    package struct Input: Sendable, Hashable {
        /// How much earlier than the interval rows are read too.
        package var lead: Duration = .zero
        package var isReadWhole = false
    }

    package var alias: String?
    package var schema: String?
    package var database: String?
    package var isEnabled = true
    package var tags: [String] = []
    package var meta = JSONObject()
    package var group: String?
    package var access: String?
    package var isContractEnforced = false

    package var key: [String] = []
    package var time: String?
    package var step = Step.day
    /// ISO date or timestamp of the first interval.
    package var start: String?
    package var lookback = 0
    package var strategy: Strategy?
    package var onSchemaChange = SchemaChange.appendNewColumns
    package var mergeUpdateColumns: [String] = []
    package var mergeExcludeColumns: [String] = []
    package var incrementalPredicates: [String] = []
    /// By the name of the model or `source.table`.
    package var inputs: [String: Input] = [:]
    /// How many steps go as one statement at most; `nil` for the program's default.
    package var chunk: Int?
    package var isPartialAllowed = false
    package var isForwardOnly = false
    /// How old a late row may be to have its interval built again.
    package var late: Duration?
    package var concurrency = 1

    /// `false`: never rebuilt by `--full-refresh`; `true`: always; `nil`: as the command says.
    package var fullRefresh: Bool?
    package var isProtected = false
    /// As written; read by `Schedule/`.
    package var schedules: [String] = []
    package var timezone: String?
    package var wait: JSONValue?
    package var catchUp: String?
    package var timeout: Duration = .seconds(1800)
    package var retries = 2
    package var retryDelay: Duration = .seconds(30)
    package var publish = Publish.afterTests

    package var preHooks: [Hook] = []
    package var postHooks: [Hook] = []
    /// The order of rows in the table (`cluster_by`, `sort`).
    package var sort: [String] = []

    package var snapshotOf: String?
    package var snapshotAt: String?

    /// Every setting that somebody set, the unknown ones too, after inheritance, by our name for it (`kind`, not `materialized`).
    package var values: [String: SettingValue] = [:]

    package init() {}

    /// Where the setting came from; `nil` when it is the default.
    package func origin(of name: String) -> FilePosition? { values[name]?.origin }
}

/// A setting's value and where it stands.
package struct SettingValue: Sendable, Hashable {
    package var value: JSONValue
    package var origin: FilePosition

    package init(_ value: JSONValue, from origin: FilePosition) {
        self.value = value
        self.origin = origin
    }
}

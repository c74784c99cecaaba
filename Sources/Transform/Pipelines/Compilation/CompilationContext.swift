package import Foundation
package import JSON
package import Warehouse

/// What templates can ask for while they are compiled.
package struct CompilationContext: Sendable {
    /// `target` in templates.
    package struct Target: Sendable, Hashable {
        package var name = "prod"
        package var schema = "clean"
        /// Written before the schema of every relation when it is set.
        package var database: String?
        package var type = "duckdb"
        package var threads = 1

        package init() {}
    }

    /// The interval that is built, from the first instant to the first one after it.
    package struct Interval: Sendable, Hashable {
        package var start: Date
        package var end: Date

        package init(start: Date, end: Date) {
            self.start = start
            self.end = end
        }
    }

    package var target = Target()
    /// Variables of this run, before the project's.
    package var variables = JSONObject()
    /// The environment variables that templates may read.
    package var environment: [String: String] = [:]
    /// False while only the graph is read: then the warehouse is not asked.
    package var isExecuting = true
    /// What `is_incremental()` answers.
    package var isIncremental = false
    package var isFullRefresh = false
    package var runStartedAt = Date()
    package var invocationID = ""
    /// Of a model that is built interval by interval. Its inputs with a time column are read within it.
    package var interval: Interval?
    /// SQL to write where a template asks for the relation of a node, instead of the node's own: the tables of another
    /// environment, a staging table, the fixture of a unit test. `this` is the entry of the compiled node itself.
    package var relations: [NodeID: String] = [:]
    /// Answers that replace those of macros, by name, for unit tests.
    package var macroOverrides = JSONObject()
    /// Who answers `run_query` and `adapter.*`; `nil` when nothing may be asked.
    package var warehouse: (any Warehouse)?

    package init() {}
}

package import DataActions
package import FrontDoor
package import Materialization
package import QueryCompiler
package import QueryRunner
package import SemanticModel

/// Answers the queries of people and programs: compiles them under the caller's rules, lets them wait for a place, runs
/// them, and writes the answer in the format that was asked for. Whatever shows rows of an explore comes through here, so
/// that rules for rows, limits and records are in one place.
package struct QueryDesk: Sendable {
    package var project: LiveProject
    package var runner: QueryRunner
    package var tables: TableBuilder
    package var actions: DataActions
    /// The zone of queries that name none.
    package var timezone: String
    package var limits: QueryLimits
    /// Who may write SQL of their own.
    package var sqlAccess: SQLAccess
    /// What runs now, and what has run.
    package var book: QueryBook
    /// Microseconds since 1970-01-01 UTC.
    package var now: @Sendable () -> Int64
    /// A short random name.
    package var newID: @Sendable () -> String

    package init(
        project: LiveProject, runner: QueryRunner, tables: TableBuilder, actions: DataActions, timezone: String,
        limits: QueryLimits, sqlAccess: SQLAccess = SQLAccess(), book: QueryBook, now: @escaping @Sendable () -> Int64,
        newID: @escaping @Sendable () -> String
    ) {
        self.project = project
        self.runner = runner
        self.tables = tables
        self.actions = actions
        self.timezone = timezone
        self.limits = limits
        self.sqlAccess = sqlAccess
        self.book = book
        self.now = now
        self.newID = newID
    }

    /// The project as a caller may know it: with the models of their roles only. What the grants of LookML guard is up to
    /// each model.
    func project(for caller: Caller) -> Project {
        project.current(for: caller).keepingModels { caller.may("access_data", in: $0) }
    }

    /// What the queries of a caller compile against.
    package func context(for caller: Caller) -> QueryContext {
        var context = QueryContext(now: now(), projectTimezone: timezone, userAttributes: caller.attributes)
        context.built = tables.live.built
        return context
    }

    /// How a caller's queries are asked.
    func ask(_ label: String, for caller: Caller, watch: QueryWatch? = nil) -> QueryAsk {
        let limit = limits.limit(of: caller)
        var ask = QueryAsk(label: label + " for user " + caller.userID)
        ask.owner = AdmissionQueue.Owner(caller.userID, most: limit.concurrent)
        ask.timeLimit = limit.time
        ask.watch = watch
        return ask
    }
}

package import Alerts
package import Content
package import DataActions
package import Discovery
package import FrontDoor
package import Materialization
internal import QueryCompiler
package import QueryDesk
package import QueryRunner
package import SemanticModel

/// What the Looker API needs from the rest of the program.
package struct LookerServices: Sendable {
    package var project: LiveProject
    package var people: People
    package var callers: any CallerDirectory
    package var throttle: SignInThrottle
    package var content: ContentStore
    package var runner: QueryRunner
    package var tables: TableBuilder
    package var validator: ProjectValidator
    package var actions: DataActions
    /// The search, and how a caller appears to it; `nil` where nothing is indexed.
    package var discovery: Discovery?
    package var searchReader: (@Sendable (Caller) async throws -> SearchReader)?
    /// What is served, for the specification.
    package var routes = ServedRoutes()
    /// The folder of the project that is served.
    package var projectRoot = ""
    package var branches: BranchServices
    /// Where queries are answered.
    package var desk: QueryDesk
    package var queryTasks: QueryTasks
    /// Looks at the numbers of alerts.
    package var alerts: AlertWatch
    /// Rows of one answer of the SQL Runner at most.
    package var sqlRunnerRows = 10_000
    /// The zone of queries that name none.
    package var timezone: String
    /// The address under which browsers and clients reach the server, `http://127.0.0.1:8080`; known once it listens.
    package var baseURL: String { address() }
    private var address: @Sendable () -> String
    package var version: String
    /// Microseconds since 1970-01-01 UTC.
    package var now: @Sendable () -> Int64
    /// A short random name.
    package var newID: @Sendable () -> String

    package init(
        project: LiveProject, people: People, callers: any CallerDirectory, throttle: SignInThrottle,
        content: ContentStore, runner: QueryRunner,
        tables: TableBuilder, validator: ProjectValidator, actions: DataActions, desk: QueryDesk,
        queryTasks: QueryTasks, alerts: AlertWatch, branches: BranchServices, timezone: String,
        address: @escaping @Sendable () -> String, version: String, now: @escaping @Sendable () -> Int64,
        newID: @escaping @Sendable () -> String
    ) {
        self.project = project
        self.people = people
        self.callers = callers
        self.throttle = throttle
        self.content = content
        self.runner = runner
        self.tables = tables
        self.validator = validator
        self.actions = actions
        self.desk = desk
        self.queryTasks = queryTasks
        self.alerts = alerts
        self.branches = branches
        self.timezone = timezone
        self.address = address
        self.version = version
        self.now = now
        self.newID = newID
    }

    /// Who may ask which question.
    var questions: QuestionGate { QuestionGate(content, project) }

    /// The project as a caller may know it: with the models of their roles only. What the grants of LookML guard is up to
    /// each model.
    func project(for caller: Caller) -> Project {
        project.current(for: caller).keepingModels { caller.may("access_data", in: $0) }
    }

    /// The folder of a caller's branch, in development mode.
    func developedRoot(of caller: Caller) async throws -> String? {
        guard caller.branchOwner != nil else { return nil }
        return try await branches.desk.projectRoot(of: try branches.developer(caller))
    }

    /// What the queries of a caller compile against.
    func context(for caller: Caller) -> QueryContext { desk.context(for: caller) }
}

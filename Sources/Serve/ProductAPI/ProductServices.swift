package import Catalogue
package import Content
package import LookML
package import SemanticModel
package import Warehouse

/// What our own API and the web app need from the rest of the program.
package struct ProductServices: Sendable {
    package var people: People
    package var signIn: SignInServices
    package var project: LiveProject
    package var content: ContentStore
    package var metrics: LiveMetrics
    package var warehouse: any Warehouse
    /// Where the data comes from, and how fresh it is.
    package var catalogue: Catalogue
    /// Every problem of the project's files as they are on disk, by place.
    package var problems: @Sendable () async throws -> [Diagnostic]
    /// Files of the web app; `nil` when it has not been built.
    package var site: ServedSite?
    package var projectName: String
    package var instance: InstanceSettings
    /// What people call the installation where nobody has said.
    package var projectLabel: String
    package var timezone: String
    /// Whether whoever opens the page gets a visitor's session (`soundings demo`).
    package var welcomesVisitors: Bool
    /// Whether browsers reach the server over TLS.
    package var isSecure: Bool { signIn.isSecure }
    /// Microseconds since 1970-01-01 UTC.
    package var now: @Sendable () -> Int64

    package init(
        people: People, signIn: SignInServices, project: LiveProject, content: ContentStore, metrics: LiveMetrics,
        warehouse: any Warehouse, catalogue: Catalogue,
        problems: @escaping @Sendable () async throws -> [Diagnostic], site: ServedSite?, projectName: String,
        instance: InstanceSettings, projectLabel: String, timezone: String, welcomesVisitors: Bool,
        now: @escaping @Sendable () -> Int64
    ) {
        self.people = people
        self.signIn = signIn
        self.project = project
        self.content = content
        self.metrics = metrics
        self.warehouse = warehouse
        self.catalogue = catalogue
        self.problems = problems
        self.site = site
        self.projectName = projectName
        self.instance = instance
        self.projectLabel = projectLabel
        self.timezone = timezone
        self.welcomesVisitors = welcomesVisitors
        self.now = now
    }
}

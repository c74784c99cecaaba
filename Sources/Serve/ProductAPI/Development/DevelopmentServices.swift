package import Development
package import LookML
package import QueryDesk
package import SemanticModel

/// What the pages need on which a project is developed.
package struct DevelopmentServices: Sendable {
    package var desk: DevelopmentDesk
    package var queries: QueryDesk
    /// Every problem of the files of a folder with a project in it, by place.
    package var problems: @Sendable (_ root: String) async throws -> [Diagnostic]
    /// The model of such a folder.
    package var project: @Sendable (_ root: String) async throws -> Project

    package init(
        desk: DevelopmentDesk, queries: QueryDesk,
        problems: @escaping @Sendable (_ root: String) async throws -> [Diagnostic],
        project: @escaping @Sendable (_ root: String) async throws -> Project
    ) {
        self.desk = desk
        self.queries = queries
        self.problems = problems
        self.project = project
    }
}

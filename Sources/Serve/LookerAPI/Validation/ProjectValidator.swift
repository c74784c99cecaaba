package import LookML

/// Looks at the project's files as they are on disk, whether or not the server could take them up.
package struct ProjectValidator: Sendable {
    /// Every problem of the files, by place.
    package var problems: @Sendable () async throws -> [Diagnostic]
    /// Changes when a file does.
    package var digest: @Sendable () -> String

    package init(
        problems: @escaping @Sendable () async throws -> [Diagnostic], digest: @escaping @Sendable () -> String
    ) {
        self.problems = problems
        self.digest = digest
    }
}

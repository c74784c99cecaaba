package import LookML

/// Looks at the files of a folder with a project in it, whether or not the server could take them up.
package struct ProjectValidator: Sendable {
    package var folder: String
    /// Every problem of the files, by place.
    package var problems: @Sendable () async throws -> [Diagnostic]
    /// Changes when a file does.
    package var digest: @Sendable () -> String

    package init(
        folder: String, problems: @escaping @Sendable () async throws -> [Diagnostic],
        digest: @escaping @Sendable () -> String
    ) {
        self.folder = folder
        self.problems = problems
        self.digest = digest
    }
}

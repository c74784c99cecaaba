package import LookML

/// What `manifest.lkml` says of the project as a whole.
package struct Manifest: Sendable, Hashable {
    package struct Constant: Sendable, Hashable {
        package enum Export: String, Sendable, CaseIterable {
            /// Not seen by projects that import this one.
            case none
            case overrideOptional = "override_optional"
            case overrideRequired = "override_required"
        }

        package var name: String
        package var value: String
        package var export: Export
    }
    package struct Dependency: Sendable, Hashable {
        /// The project's name, under which its files appear: `//name/`.
        package var project: String
        /// `nil` for a project next to this one.
        package var url: String?
        /// A commit or a branch.
        package var reference: String?
        package var overrides: [String: String]
        package var location: SourceLocation
    }

    package var projectName: String?
    package var constants: [Constant] = []
    /// Kept, and not imported yet.
    package var dependencies: [Dependency] = []

    package init() {}
}

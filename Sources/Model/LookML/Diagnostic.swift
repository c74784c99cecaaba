/// A problem in someone's project. Collected rather than thrown, so that one run shows them all.
package struct Diagnostic: Hashable, Sendable {
    package enum Severity: String, Sendable { case error, warning }

    /// Stable and lower case, words joined by hyphens; those of the parser begin with `syntax-`. Tests, tools and the
    /// documentation name it.
    package var code: String
    package var severity: Severity
    /// What is wrong, in a sentence for people.
    package var message: String
    package var location: SourceLocation
    /// What to write instead, or what to do.
    package var suggestion: String?

    package init(
        code: String, severity: Severity = .error, message: String, location: SourceLocation, suggestion: String? = nil
    ) {
        self.code = code
        self.severity = severity
        self.message = message
        self.location = location
        self.suggestion = suggestion
    }
}

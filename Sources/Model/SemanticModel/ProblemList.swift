internal import LookML

/// Collects problems while a project is resolved; each one once, however many models and explores run into it.
///
/// Belongs to one run of the resolver and never leaves it.
final class ProblemList {
    private var problems: Set<Diagnostic> = []

    func report(_ code: String, _ message: String, at location: SourceLocation, suggestion: String? = nil) {
        report(code, .error, message, at: location, suggestion: suggestion)
    }

    func report(
        _ code: String, _ severity: Diagnostic.Severity, _ message: String, at location: SourceLocation,
        suggestion: String? = nil
    ) {
        problems.insert(
            Diagnostic(
                code: code, severity: severity, message: message, location: location, suggestion: suggestion))
    }

    func report(_ diagnostics: [Diagnostic]) { problems.formUnion(diagnostics) }

    /// In no order.
    var all: [Diagnostic] { Array(problems) }

    /// By file, line and column.
    var sorted: [Diagnostic] {
        // Places first, since hardly any two problems share one and a tuple of all would be copied for each comparison.
        problems.sorted { left, right in
            left.location == right.location
                ? (left.code, left.message) < (right.code, right.message) : left.location < right.location
        }
    }
}

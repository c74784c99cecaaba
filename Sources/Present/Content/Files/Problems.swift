import LookML

/// Gathers what is wrong while files are read. Lives on one task only.
final class Problems {
    private(set) var diagnostics: [Diagnostic] = []

    func report(
        _ code: String, _ message: String, at location: SourceLocation, severity: Diagnostic.Severity = .error,
        suggestion: String? = nil
    ) {
        diagnostics.append(
            Diagnostic(code: code, severity: severity, message: message, location: location, suggestion: suggestion))
    }

    var errorCount: Int { diagnostics.count { $0.severity == .error } }
}

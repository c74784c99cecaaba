import LookML

/// Gathers what is wrong while files are read. Lives on one task only.
final class Problems {
    private(set) var diagnostics: [Diagnostic] = []
    private var suggestionsLeft = 100

    func report(
        _ code: String, _ message: String, at location: SourceLocation, severity: Diagnostic.Severity = .error,
        suggestion: String? = nil
    ) {
        if severity == .error { errorCount += 1 }
        diagnostics.append(
            Diagnostic(code: code, severity: severity, message: message, location: location, suggestion: suggestion))
    }

    /// The name that was meant, for the first hundred unknown names: looking for it takes time, and a file can be nothing
    /// but unknown names.
    func suggestion(for name: String, among candidates: @autoclosure () -> some Sequence<String>) -> String? {
        guard suggestionsLeft > 0 else { return nil }
        suggestionsLeft -= 1
        return Nearest.name(to: name, among: candidates())
    }

    private(set) var errorCount = 0
}

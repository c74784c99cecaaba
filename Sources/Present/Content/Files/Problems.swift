import LookML
import SemanticModel

/// Gathers what is wrong while files are read. Lives on one task only.
final class Problems {
    private(set) var diagnostics: [Diagnostic] = []
    /// Whether keys that nobody knows are compared with those that exist.
    private let checksKeys: Bool
    private var suggestionsLeft = 100
    private var comparisonsLeft = 10_000

    /// - Parameter checksKeys: Off for what the database gives back, since it was looked at when it was read.
    init(checksKeys: Bool = false) { self.checksKeys = checksKeys }

    /// - Parameter isOfForm: Whether an error spoils the file, so that nothing of it is taken. One that shows only when the
    ///   content is used does not.
    func report(
        _ code: String, _ message: String, at location: SourceLocation, severity: Diagnostic.Severity = .error,
        isOfForm: Bool = true, suggestion: String? = nil
    ) {
        if severity == .error, isOfForm { errorCount += 1 }
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

    /// The key that an unknown one is most likely meant to be, if it looks like a slip of the hand: other unknown keys may
    /// well be right, since Looker has more of them than anybody lists.
    func misspelling(of key: String, among known: some Sequence<String>) -> String? {
        guard checksKeys, comparisonsLeft > 0 else { return nil }
        comparisonsLeft -= 1
        return Suggestion.nearest(to: key, in: known)
    }

    /// Errors of form.
    private(set) var errorCount = 0
}

import LookML
import QueryCompiler
import SemanticModel

/// What a check has found so far. A mistake in a view that many explores use is one mistake.
final class Findings {
    enum Part: String {
        case table = "warehouse-table"
        case join = "warehouse-join"
        case explore = "warehouse-explore"
        case field = "warehouse-field"
    }

    private struct Key: Hashable {
        var code: String
        var location: SourceLocation
    }

    private struct Finding {
        var severity = Diagnostic.Severity.error
        var sentence: String
        var suggestion: String?
        /// Where it was met.
        var explores: [String] = []
    }

    private let namesModels: Bool
    private var order: [Key] = []
    private var findings: [Key: Finding] = [:]

    /// - Parameter namesModels: Whether the name of an explore alone may mean several.
    init(namesModels: Bool) { self.namesModels = namesModels }

    /// - Parameters:
    ///   - subject: What is refused, as the object of a sentence.
    ///   - sql: The SQL as its author wrote it, if the engine's complaint can be found in it.
    func add(
        _ part: Part, _ refusal: Prober.Refusal, _ subject: String, sql: SQLTemplate?, at location: SourceLocation,
        model: String, explore: String?
    ) {
        switch refusal {
        case .warehouse(let text):
            let message = EngineMessage(text)
            let suggestion = message.isAmbiguous ? "Write ${TABLE} and a point before the column." : message.suggestion
            let place = sql.flatMap { ExcerptSearch(message.excerpt, in: $0) }?.location ?? location
            note(
                Key(code: part.rawValue, location: place),
                Finding(
                    sentence: "The warehouse refuses \(subject): \(message.sentence)", suggestion: suggestion),
                model, explore)
        case .compiler(let error):
            // Correct LookML that can't be computed yet is no mistake of its author.
            note(
                Key(code: "query-\(error.code == .unsupported ? "unsupported" : "error")", location: location),
                Finding(
                    severity: error.code == .unsupported ? .warning : .error,
                    sentence: "No query can have \(subject): \(error.message)", suggestion: error.suggestion),
                model, explore)
        case .unknown(let reason):
            note(
                Key(code: "warehouse-incomplete", location: location),
                Finding(
                    severity: .warning,
                    sentence: "Whether the warehouse takes \(subject) could not be found out: \(reason)."),
                model, explore)
        }
    }

    /// Whether something was found there.
    func knows(_ part: Part, at location: SourceLocation) -> Bool {
        findings[Key(code: part.rawValue, location: location)] != nil
    }

    /// Notes that what was found there concerns one more explore.
    func meet(_ part: Part, at location: SourceLocation, model: String, explore: String) {
        let key = Key(code: part.rawValue, location: location)
        if let finding = findings[key] { note(key, finding, model, explore) }
    }

    func addIncomplete(_ message: String, at location: SourceLocation) {
        note(
            Key(code: "warehouse-incomplete", location: location), Finding(severity: .warning, sentence: message),
            "", nil)
    }

    private func note(_ key: Key, _ finding: Finding, _ model: String, _ explore: String?) {
        if findings[key] == nil {
            findings[key] = finding
            order.append(key)
        }
        guard let explore else { return }
        let name = namesModels ? "\(model)::\(explore)" : explore
        guard findings[key]?.explores.contains(name) == false else { return }
        findings[key]?.explores.append(name)
    }

    /// By place.
    var diagnostics: [Diagnostic] {
        order.compactMap { key in
            findings[key].map { finding in
                Diagnostic(
                    code: key.code, severity: finding.severity,
                    message: Self.ended(finding.sentence) + Self.whereabouts(finding.explores),
                    location: key.location, suggestion: finding.suggestion)
            }
        }.sorted { ($0.location, $0.code) < ($1.location, $1.code) }
    }

    private static func ended(_ sentence: String) -> String {
        guard let last = sentence.last, !".!?".contains(last) else { return sentence }
        return sentence + "."
    }

    private static func whereabouts(_ explores: [String]) -> String {
        guard let first = explores.first else { return "" }
        if explores.count == 1 { return " (explore `\(first)`)" }
        let shown = explores.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
        let others =
            explores.count == 4 ? " and 1 other" : explores.count > 4 ? " and \(explores.count - 3) others" : ""
        return " (explores \(shown)\(others))"
    }
}

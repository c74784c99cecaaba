internal import SQL
internal import SemanticModel

/// Evaluates the Liquid in the SQL of a model for one query.
///
/// References stay whole while a template runs: each is a placeholder in the text, so that those in a branch that is not
/// taken need no join and can't be wrong.
final class LiquidExpansion {
    private let query: ResolvedQuery
    private let context: QueryContext
    private let dialect: Dialect
    private let writer: FilterSQL
    private var known: [SQLTemplate: [SQLTemplate.Part]] = [:]

    init(query: ResolvedQuery, context: QueryContext, dialect: Dialect, writer: FilterSQL) {
        self.query = query
        self.context = context
        self.dialect = dialect
        self.writer = writer
    }

    /// The template's parts once its Liquid has run.
    /// - Parameter view: To which names without a view belong; by default the template's own.
    func parts(of template: SQLTemplate, view: String? = nil) throws(QueryError) -> [SQLTemplate.Part] {
        guard template.containsLiquid else { return template.trimmedParts }
        if let parts = known[template] { return parts }
        let text = template.parts.enumerated().map { place, part in
            if case .text(let text) = part { LiquidPlaceholders.removed(from: text) } else { Self.placeholder(place) }
        }.joined()
        let rendered: String
        do {
            rendered = try LiquidTemplate.parse(text).render(
                SQLLiquidContext(
                    query: query, context: context, dialect: dialect, writer: writer, view: view ?? template.view))
        } catch {
            throw QueryError(
                .badLiquid, "The Liquid in the SQL at \(template.location) can't be evaluated: \(error.message)",
                suggestion: error.suggestion)
        }
        let result = SQLTemplate(
            parts: Self.parts(in: rendered, of: template), view: template.view, location: template.location)
        known[template] = result.trimmedParts
        return result.trimmedParts
    }

    private static func placeholder(_ place: Int) -> String {
        "\(LiquidPlaceholders.start)\(place)\(LiquidPlaceholders.end)"
    }

    /// Puts the references back. The engine has seen to it that each placeholder is one of the template's.
    private static func parts(in text: String, of template: SQLTemplate) -> [SQLTemplate.Part] {
        var parts: [SQLTemplate.Part] = []
        var literal = ""
        var number: String?
        for scalar in text.unicodeScalars {
            if scalar == LiquidPlaceholders.start {
                number = ""
            } else if scalar == LiquidPlaceholders.end, let digits = number {
                if !literal.isEmpty { parts.append(.text(literal)) }
                literal = ""
                number = nil
                if let place = Int(digits), template.parts.indices.contains(place) {
                    parts.append(template.parts[place])
                }
            } else if let digits = number {
                number = digits + String(scalar)
            } else {
                literal.unicodeScalars.append(scalar)
            }
        }
        if !literal.isEmpty { parts.append(.text(literal)) }
        return parts
    }
}

extension SQLTemplate {
    var containsLiquid: Bool {
        parts.contains { if case .text(let text) = $0 { LiquidTemplate.isIn(text) } else { false } }
    }
}

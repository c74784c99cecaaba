import JSON
import LookML
import LookerExpressions

/// Finds the names in Looker expressions.
enum ExpressionMentions {
    /// Notes the fields of an expression, or reports why it can't be read.
    static func read(
        _ expression: String, at location: SourceLocation, in parameter: String, into mentions: inout QueryMentions,
        problems: Problems
    ) {
        guard expression.contains(where: { !$0.isWhitespace }) else { return }
        let (parsed, found) = ExpressionParser.parse(expression)
        if let problem = found.first(where: { $0.severity == .error }) {
            problems.report(
                "bad-expression",
                "The expression `\(expression.prefix(80))` can't be read: \(problem.message), at character "
                    + "\(problem.span.lowerBound + 1).",
                at: location, isOfForm: false, suggestion: problem.suggestion)
        }
        mentions.add((parsed?.fields ?? []).map { ($0.reference.name, location) }, in: parameter)
    }
}

/// Finds the names in `dynamic_fields`: what custom fields and calculations stand on. Their form is looked at when the query
/// runs.
enum DynamicFieldMentions {
    static func read(_ list: ContentNode, into mentions: inout QueryMentions, problems: Problems) {
        for entry in list.elements ?? [] {
            guard entry.members != nil else { continue }
            for key in ["expression", "filter_expression"] {
                guard let node = entry.member(key), let text = node.text else { continue }
                ExpressionMentions.read(
                    text, at: node.location, in: "dynamic_fields", into: &mentions, problems: problems)
            }
            for key in ["based_on", "source_field"] {
                guard let node = entry.member(key), let name = node.text else { continue }
                mentions.add([(name, node.location)], in: "dynamic_fields")
            }
            // What a quick calculation, a group or a bin is of; the others of its arguments are no names.
            if let first = entry.member("args")?.elements?.first, let name = first.text {
                mentions.add([(name, first.location)], in: "dynamic_fields")
            }
            readFilters(entry.member("filters"), into: &mentions)
        }
    }

    /// A mapping of fields to filter expressions, or a list of such mappings.
    private static func readFilters(_ node: ContentNode?, into mentions: inout QueryMentions) {
        let members = node?.members ?? (node?.elements ?? []).flatMap { $0.members ?? [] }
        for member in members {
            mentions.add([(member.key, member.keyLocation)], in: "dynamic_fields")
            guard let text = member.value.text else { continue }
            mentions.filters.append((member.key, text, member.value.location))
        }
    }
}

extension ContentNode {
    /// Text inside of a text: all of it stands where that stands.
    init(_ json: JSONValue, everythingAt location: SourceLocation) {
        let node = ContentNode(json, file: location.file)
        self = node.moved(to: location)
    }

    private func moved(to location: SourceLocation) -> ContentNode {
        switch value {
        case .scalar: ContentNode(value, at: location)
        case .sequence(let elements): ContentNode(.sequence(elements.map { $0.moved(to: location) }), at: location)
        case .mapping(let members):
            ContentNode(
                .mapping(
                    members.map {
                        Member(key: $0.key, keyLocation: location, value: $0.value.moved(to: location))
                    }), at: location)
        }
    }
}

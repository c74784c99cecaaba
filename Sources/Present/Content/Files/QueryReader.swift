import Foundation
import JSON
import LookML
import SemanticModel

/// Reads filter expressions as a query would, to find those that it could not read.
enum FilterCheck {
    /// - Parameter subject: For the message: what is filtered.
    static func check(
        _ expression: String, in grammar: FilterGrammar, of subject: String, at location: SourceLocation,
        problems: Problems
    ) {
        guard let message = message(expression, in: grammar, of: subject) else { return }
        problems.report("bad-filter", message, at: location, isOfForm: false)
    }

    /// Why an expression can't be read; `nil` for one that can.
    static func message(_ expression: String, in grammar: FilterGrammar, of subject: String) -> String? {
        // What Liquid stands for is known when the query runs.
        guard !expression.contains("{{"), !expression.contains("{%") else { return nil }
        do {
            // Whether an expression can be read doesn't depend on the time.
            _ = try FilterParser.parse(expression, for: grammar, clock: FilterClock(now: 0))
            return nil
        } catch {
            return "`\(expression.prefix(80))` can't be read as a filter on \(subject): \(error.message)"
        }
    }
}

/// Knows the zones that queries can run in.
enum TimeZoneCheck {
    private static let names = Set(TimeZone.knownTimeZoneIdentifiers).union(["UTC", "Etc/UTC", "GMT", "Etc/GMT"])

    static func knows(_ name: String) -> Bool { names.contains(name) }

    static func check(_ name: String, at location: SourceLocation, problems: Problems) {
        guard !name.isEmpty, !knows(name) else { return }
        problems.report(
            "bad-timezone", "`\(name.prefix(80))` is not a time zone, such as Europe/Berlin or UTC.", at: location,
            isOfForm: false, suggestion: problems.suggestion(for: name, among: names))
    }
}

/// Reads the properties of a query where they stand among those of a Look or a tile.
enum QueryReader {
    /// - Parameters:
    ///   - object: For messages: "Look 1519".
    ///   - defaultModel: The model of a LookML dashboard, for tiles that name none.
    /// - Returns: `nil`, with a report, without model or explore.
    static func read(
        _ reader: inout MemberReader, of object: String, defaultModel: String?
    ) -> (QueryDefinition, QueryMentions)? {
        let modelNode = reader.take("model")
        let exploreNode = reader.take("explore")
        let model =
            modelNode?.text ?? (modelNode == nil ? defaultModel : nil) ?? reader.requiredText("model", of: object)
        let explore = exploreNode?.text ?? reader.requiredText("explore", of: object)
        guard let model, let explore else { return nil }
        var query = QueryDefinition(model: model, explore: explore)
        var mentions = QueryMentions(
            model: model, modelLocation: modelNode?.location ?? reader.location, explore: explore,
            exploreLocation: exploreNode?.location ?? reader.location)
        func names(_ key: String) -> [String] {
            let nodes = reader.located(key)
            mentions.add(nodes, in: key)
            return nodes.map(\.name)
        }
        query.fields = names("fields")
        query.pivots = names("pivots")
        query.fillFields = names("fill_fields")
        query.subtotals = names("subtotals")
        for member in filterMembers(&reader) {
            guard let text = member.value.isNull ? "" : member.value.text else {
                let _: String? = reader.wrongType("filters", "a mapping of fields to filter expressions", member.value)
                continue
            }
            query.filters[member.key] = .string(text)
            mentions.add([(member.key, member.keyLocation)], in: "filters")
            mentions.filters.append((member.key, text, member.value.location))
        }
        let sorts = reader.located("sorts")
        query.sorts = sorts.map(\.name)
        mentions.add(
            sorts.compactMap { sort in sort.name.split(separator: " ").first.map { (String($0), sort.location) } },
            in: "sorts")
        query.filterExpression = reader.text("filter_expression")
        if let expression = query.filterExpression {
            ExpressionMentions.read(
                expression, at: reader.location(of: "filter_expression"), in: "filter_expression", into: &mentions,
                problems: reader.problems)
        }
        query.limit = reader.text("limit")
        query.columnLimit = reader.text("column_limit")
        query.total = reader.bool("total") ?? false
        query.rowTotal = reader.text("row_total")
        query.dynamicFields = dynamicFields(&reader, &mentions)
        query.filterConfig = reader.object("filter_config") ?? JSONObject()
        query.visibleUISections = reader.text("visible_ui_sections")
        query.queryTimezone = reader.text("query_timezone")
        query.visConfig = reader.object("vis_config") ?? JSONObject()
        mentions.dynamicNames = query.dynamicFieldNames
        check(query, reader, of: object)
        return (query, mentions)
    }

    /// What a query can't run with, and what it runs without.
    private static func check(_ query: QueryDefinition, _ reader: MemberReader, of object: String) {
        let problems = reader.problems
        if query.fields.isEmpty {
            problems.report(
                "no-fields", "\(object) has no `fields`, so it can't run.", at: reader.location, isOfForm: false)
        }
        if let limit = query.limit, !limit.isEmpty, Int(limit) == nil {
            problems.report(
                "bad-limit", "`limit` has to be a whole number; -1 means none.", at: reader.location(of: "limit"),
                isOfForm: false)
        }
        if let limit = query.columnLimit, !limit.isEmpty, Int(limit).map({ $0 < 1 }) ?? true {
            problems.report(
                "bad-limit", "`column_limit` has to be a whole number from 1.", at: reader.location(of: "column_limit"),
                isOfForm: false)
        }
        if let zone = query.queryTimezone {
            TimeZoneCheck.check(zone, at: reader.location(of: "query_timezone"), problems: problems)
        }
    }

    /// `filters` as a mapping, or as a list of mappings as older dashboards write it.
    private static func filterMembers(_ reader: inout MemberReader) -> [ContentNode.Member] {
        guard let node = reader.take("filters") else { return [] }
        if let members = node.members { return members }
        if let elements = node.elements {
            let members = elements.compactMap(\.members)
            if members.count == elements.count { return members.flatMap { $0 } }
        }
        return reader.wrongType("filters", "a mapping of fields to filter expressions", node) ?? []
    }

    /// A list in a file; JSON text of a list in the API, which a file may hold too.
    private static func dynamicFields(_ reader: inout MemberReader, _ mentions: inout QueryMentions) -> String? {
        guard let node = reader.take("dynamic_fields") else { return nil }
        if let text = node.text {
            if let list = try? JSONValue.parse(text), list.arrayValue != nil {
                DynamicFieldMentions.read(
                    ContentNode(list, everythingAt: node.location), into: &mentions, problems: reader.problems)
                return text
            }
        } else if let elements = node.elements {
            DynamicFieldMentions.read(node, into: &mentions, problems: reader.problems)
            return elements.isEmpty ? nil : node.json.text
        }
        return reader.wrongType("dynamic_fields", "a list, or the JSON text of a list", node)
    }
}

internal import FrontDoor
package import JSON
package import QueryCompiler

/// Looker's query object, as bodies and stored queries hold it, read into what the compiler takes.
package struct QueryBody: Sendable {
    package var query: ExploreQuery
    /// The settings of the picture, as they were given.
    package var visConfig = JSONObject()

    /// - Throws: ``RequestFailure`` naming the property that can't be read.
    package init(_ json: JSONValue) throws {
        guard let object = json.objectValue else {
            throw RequestFailure.badRequest("A query is a JSON object with `model`, `view` and `fields`.")
        }
        let model = object["model"]?.stringValue ?? ""
        let view = object["view"]?.stringValue ?? ""
        var problems: [RequestFailure.FieldProblem] = []
        for (name, value) in [("model", model), ("view", view)] where value.isEmpty {
            problems.append(.init(field: name, code: "missing_field", message: "\(name) is required."))
        }
        func names(_ property: String) -> [String] {
            guard let value = object[property], !value.isNull else { return [] }
            guard let list = value.arrayValue, list.allSatisfy({ $0.stringValue != nil }) else {
                problems.append(
                    .init(field: property, code: "invalid", message: "\(property) must be a list of names."))
                return []
            }
            return list.compactMap(\.stringValue)
        }
        var filters: [String: String] = [:]
        if let value = object["filters"], !value.isNull {
            guard let members = value.objectValue else {
                throw RequestFailure.invalid(
                    "Validation Failed",
                    [.init(field: "filters", code: "invalid", message: "filters must map field names to expressions.")])
            }
            for (name, expression) in members.members {
                filters[name] = expression.stringValue ?? (expression.isNull ? "" : expression.text)
            }
        }
        query = ExploreQuery(
            model: model, explore: view, fields: names("fields"), pivots: names("pivots"), filters: filters,
            sorts: names("sorts"), limit: ExploreQuery.defaultLimit, total: object["total"]?.boolValue ?? false,
            timezone: object["query_timezone"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 })
        if let limit = Self.number(object["limit"]) {
            query.limit = limit < 0 ? nil : limit
        } else if Self.isPresent(object["limit"]) {
            problems.append(
                .init(field: "limit", code: "invalid", message: "limit must be a whole number; -1 means none."))
        }
        if let limit = Self.number(object["column_limit"]) {
            let most = ExploreQuery.largestColumnLimit
            query.columnLimit = limit < 0 ? most : min(max(limit, 1), most)
        } else if Self.isPresent(object["column_limit"]) {
            problems.append(
                .init(field: "column_limit", code: "invalid", message: "column_limit must be a whole number."))
        }
        query.fillFields = names("fill_fields")
        query.subtotals = names("subtotals")
        query.rowTotal = Self.isOn(object["row_total"])
        if Self.isPresent(object["filter_expression"]) {
            query.filterExpression = object["filter_expression"]?.stringValue
            if query.filterExpression == nil {
                problems.append(
                    .init(
                        field: "filter_expression", code: "invalid",
                        message: "filter_expression must be the text of a Looker expression."))
            }
        }
        do {
            query.dynamicFields = try Self.dynamicFields(object["dynamic_fields"])
        } catch {
            problems += error.problems.map {
                .init(field: "dynamic_fields", code: "invalid", message: $0.description + ".")
            }
        }
        if let vis = object["vis_config"]?.objectValue { visConfig = vis }
        guard problems.isEmpty else { throw RequestFailure.invalid("Validation Failed", problems) }
    }

    /// JSON text, as Looker has it, or the list itself.
    private static func dynamicFields(_ value: JSONValue?) throws(DynamicFieldError) -> [DynamicField] {
        switch value {
        case nil: []
        case .string(let text): try DynamicFieldReader.read(text)
        case .some(let list): try DynamicFieldReader.read(list)
        }
    }

    /// The parameters of an explore's address: `fields=a.b,c.d&f[a.b]=expr&sorts=…&limit=…&dynamic_fields=[…]`.
    package init(model: String, explore: String, parameters: [(name: String, value: String)]) throws {
        var members: [(String, JSONValue)] = [("model", .string(model)), ("view", .string(explore))]
        var filters: [(String, JSONValue)] = []
        for (name, value) in parameters {
            switch name {
            case "fields", "pivots", "sorts", "fill_fields", "subtotals":
                members.append((name, .array(value.split(separator: ",").map { .string($0.trimmed) })))
            case "limit", "column_limit", "query_timezone", "row_total", "dynamic_fields", "filter_expression":
                members.append((name, .string(value)))
            case "total": members.append((name, .bool(["on", "true", "yes", "1"].contains(value))))
            default:
                if name.hasPrefix("f["), name.hasSuffix("]") {
                    filters.append((String(name.dropFirst(2).dropLast()), .string(value)))
                }
            }
        }
        members.append(("filters", .object(JSONObject(filters))))
        try self.init(.object(JSONObject(members)))
    }

    private static func isPresent(_ value: JSONValue?) -> Bool {
        guard let value, !value.isNull else { return false }
        return value.stringValue != ""
    }

    /// Whether a property that is off by default is on: `right` as well as true.
    private static func isOn(_ value: JSONValue?) -> Bool {
        guard let value, isPresent(value) else { return false }
        return value.boolValue ?? !["false", "no", "off", "0"].contains(value.stringValue?.lowercased())
    }

    /// Numbers come as text from the SDKs and as numbers from people.
    private static func number(_ value: JSONValue?) -> Int? {
        switch value {
        case .string(let text): Int(text)
        case .some(let value): value.intValue.flatMap { Int(exactly: $0) }
        case nil: nil
        }
    }
}

extension Substring {
    fileprivate var trimmed: String {
        var text = self
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}

extension QueryBody {
    /// A query that has been read already.
    init(_ query: ExploreQuery) { self.query = query }
}

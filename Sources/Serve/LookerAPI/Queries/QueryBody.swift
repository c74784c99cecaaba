internal import FrontDoor
internal import Hummingbird
internal import JSON
internal import QueryCompiler

/// Looker's query object, as bodies and stored queries hold it, read into what the compiler takes.
struct QueryBody {
    var query: ExploreQuery
    var columnLimit = 50
    /// What was asked for and has no effect on the result yet, in sentences.
    var warnings: [String] = []

    static let largestColumnLimit = 200

    /// - Throws: ``RequestFailure`` naming the property that can't be read.
    init(_ json: JSONValue) throws {
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
        if let limit = Self.number(object["column_limit"]), limit > 0 {
            columnLimit = min(limit, Self.largestColumnLimit)
        }
        for property in ["dynamic_fields", "filter_expression"] where Self.isPresent(object[property]) {
            let isEmptyList = object[property]?.stringValue == "[]"
            if !isEmptyList {
                problems.append(
                    .init(field: property, code: "invalid", message: "\(property) is not supported yet; leave it out."))
            }
        }
        guard problems.isEmpty else { throw RequestFailure.invalid("Validation Failed", problems) }
        for property in ["fill_fields", "subtotals", "row_total"] where Self.isAskedFor(object[property]) {
            warnings.append("\(property) is not supported yet; the result comes without it.")
        }
    }

    /// The parameters of an explore's address: `fields=a.b,c.d&f[a.b]=expr&sorts=…&limit=…`.
    init(model: String, explore: String, parameters: [(name: String, value: String)]) throws {
        var members: [(String, JSONValue)] = [("model", .string(model)), ("view", .string(explore))]
        var filters: [(String, JSONValue)] = []
        for (name, value) in parameters {
            switch name {
            case "fields", "pivots", "sorts", "fill_fields", "subtotals":
                members.append((name, .array(value.split(separator: ",").map { .string($0.trimmed) })))
            case "limit", "column_limit", "query_timezone", "row_total": members.append((name, .string(value)))
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

    /// Lets the parameters of a run call override the query's own.
    mutating func apply(_ request: Request) throws {
        guard let text = request.parameter("limit") else { return }
        guard let limit = Int(text) else {
            throw RequestFailure.badRequest("limit must be a whole number; -1 means none.")
        }
        query.limit = limit < 0 ? nil : limit
    }

    private static func isPresent(_ value: JSONValue?) -> Bool {
        guard let value, !value.isNull else { return false }
        return value.stringValue != ""
    }

    /// Whether a property that is off by default is on, or a list has something in it.
    private static func isAskedFor(_ value: JSONValue?) -> Bool {
        guard let value, isPresent(value) else { return false }
        if let list = value.arrayValue { return !list.isEmpty }
        if let isOn = value.boolValue { return isOn }
        return !["false", "no", "[]"].contains(value.stringValue)
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

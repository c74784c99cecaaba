internal import Content
internal import Foundation
internal import JSON

/// A chart that somebody has saved, beside those of the project's files.
struct SavedChart: Sendable {
    /// `s` and a number, so that it is never taken for the number of a file's chart.
    var id: String
    var title: String
    var description: String
    /// What ``ProductAnalytics/ChartDefinition`` reads.
    var definition: JSONObject
    var userID: String?
    var userName: String
    /// Rises with every change.
    var version: Int64
    var isDeleted: Bool
    var createdAt: Date
    var updatedAt: Date

    /// - Returns: `nil` for what is kept in another form.
    init?(_ kept: KeptObject) {
        guard kept.kind == .chart, let definition = kept.body["definition"]?.objectValue else { return nil }
        id = "s" + kept.id
        title = kept.body["title"]?.stringValue ?? ""
        description = kept.body["description"]?.stringValue ?? ""
        self.definition = definition
        userID = kept.userID
        userName = kept.body["user_name"]?.stringValue ?? ""
        version = kept.body["version"]?.intValue ?? 1
        isDeleted = kept.body["deleted"]?.boolValue ?? false
        createdAt = kept.createdAt
        updatedAt = kept.updatedAt
    }

    /// How it is kept.
    var body: JSONObject {
        JSONObject([
            ("title", .string(title)), ("description", .string(description)), ("definition", .object(definition)),
            ("user_name", .string(userName)), ("version", .int(version)), ("deleted", .bool(isDeleted)),
        ])
    }

    func json(whole: Bool) -> JSONValue {
        var members = JSONObject([
            ("id", .string(id)), ("title", .string(title)), ("description", .string(description)),
            ("kind", JSONValue(definition["chart"]?.stringValue)), ("user_id", JSONValue(userID)),
            ("user_name", .string(userName)), ("version", .int(version)),
            ("created_at", .string(createdAt.ISO8601Format())), ("updated_at", .string(updatedAt.ISO8601Format())),
        ])
        if whole { members["definition"] = .object(definition) }
        return .object(members)
    }
}

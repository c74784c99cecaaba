internal import Content
internal import Foundation
internal import FrontDoor
internal import JSON
internal import QueryDesk

/// The Look, dashboard or query that a schedule or an alert is about.
struct ContentSubject: Sendable {
    /// As ``KeptObject/subject`` has it.
    var key: String
    var title: String

    /// - Parameter body: With one of `look_id`, `dashboard_id`, `lookml_dashboard_id` and `query_id`.
    /// - Returns: `nil` when there is none, or none that the caller may see: the two look the same.
    static func find(_ body: JSONObject, for caller: Caller, in services: LookerServices) async throws
        -> ContentSubject?
    {
        let access = try await services.content.folderAccess(for: caller.asReader)
        if let id = body["look_id"]?.stringValue {
            guard caller.may("see_looks"), let look = try await services.content.look(id), access.maySee(look.folderID)
            else { return nil }
            return ContentSubject(key: "look/" + look.id, title: look.title)
        }
        if let id = body["dashboard_id"]?.stringValue ?? body["lookml_dashboard_id"]?.stringValue {
            guard caller.may("see_user_dashboards"), let found = try await services.content.dashboard(id),
                access.maySee(found.folderID)
            else { return nil }
            return ContentSubject(key: "dashboard/" + found.id, title: found.title)
        }
        if let id = body["query_id"]?.stringValue {
            guard caller.may("explore"), let query = try await services.content.query(id),
                caller.may("access_data", in: query.definition.model)
            else { return nil }
            return ContentSubject(key: "query/" + query.id, title: query.definition.explore)
        }
        return nil
    }
}

/// Microseconds since 1970 as the API writes times.
func apiTime(_ microseconds: Int64) -> JSONValue {
    APITime.json(Date(timeIntervalSince1970: Double(microseconds) / 1_000_000))
}

func apiTime(_ date: Date) -> JSONValue { APITime.json(date) }

internal import JSON
internal import ProductAnalytics
internal import SQL
internal import Warehouse

/// The types of events of a project.
struct EventList: Sendable {
    struct EventType: Sendable {
        var name: String
        var isActive: Bool
        /// How often it happened in this week.
        var totals: Int64
    }

    let warehouse: any Warehouse
    let calendar: ChartCalendar
    let project: Int

    /// By name.
    /// - Parameter now: Microseconds; the week is the one around it.
    func types(now: Int64) async throws -> [EventType] {
        let week = CivilText.timestamp(microseconds: calendar.start(of: .week, at: now))
        let until = CivilText.timestamp(microseconds: now)
        let rows = try await warehouse.rows(
            Statement(
                """
                SELECT t.name, t.is_active, coalesce(e.n, 0) FROM main.event_types AS t LEFT JOIN (
                  SELECT ev, count(*) AS n FROM main.events
                  WHERE project_id = \(project) AND flags & 4 = 0
                    AND event_time >= TIMESTAMP '\(week)' AND event_time <= TIMESTAMP '\(until)'
                  GROUP BY ev
                ) AS e ON e.ev = t.ev
                WHERE t.project_id = \(project) ORDER BY t.name
                """, label: "amplitude: event types", timeLimit: .seconds(60)))
        return rows.rows.map {
            EventType(name: $0.text(0) ?? "", isActive: $0.flag(1), totals: $0.integer(2) ?? 0)
        }
    }

    /// The answer of `/api/2/events/list`.
    /// - Parameter plan: What the taxonomy says of events, by name.
    func answer(now: Int64, plan: [String: AmplitudeRecord]) async throws -> [UInt8] {
        let types = try await types(now: now)
        return JSONWriter.data { writer in
            writer.beginArray()
            for (index, type) in types.enumerated() {
                let record = plan[type.name]
                func flag(_ name: String) -> Bool { record?.body[name]?.boolValue ?? false }
                writer.value([
                    "id": .int(Int64(index)), "value": .string(type.name), "name": .string(type.name),
                    "display": record?.body["display_name"] ?? .string(type.name), "totals": .int(type.totals),
                    "non_active": .bool(!(record?.body["is_active"]?.boolValue ?? type.isActive)),
                    "deleted": .bool(record?.isDeleted ?? false),
                    "hidden": .bool(flag("is_hidden_from_dropdowns")),
                    "flow_hidden": .bool(flag("is_hidden_from_pathfinder")),
                    "timeline_hidden": .bool(flag("is_hidden_from_timeline")),
                ])
            }
            writer.endArray()
        }
    }
}

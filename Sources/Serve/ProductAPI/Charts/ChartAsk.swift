internal import Foundation
package import FrontDoor
package import JSON
internal import ProductAnalytics
internal import SemanticModel

/// What somebody asks of a chart.
package struct ChartAsk: Sendable {
    package var definition: JSONValue
    /// The moment for which the answer holds, in microseconds; `nil` is now.
    package var asOf: Int64?
    /// The number whose people are wanted, as the chart's kind writes it; `nil` wants the numbers.
    package var point: JSONValue?
    /// People that are named at most.
    package var limit: Int
    /// Whether only the events themselves are read, and no table beside them.
    package var readsEventsOnly = false

    package static let defaultLimit = 100
    package static let largestLimit = 10_000

    package init(
        definition: JSONValue, asOf: Int64? = nil, point: JSONValue? = nil, limit: Int = ChartAsk.defaultLimit
    ) {
        self.definition = definition
        self.asOf = asOf
        self.point = point
        self.limit = limit
    }

    /// A moment as people write it, `2026-03-08T12:00:00Z`, or a day, which stands for its end in UTC.
    package static func moment(_ text: String) -> Int64? {
        let parser = ISO8601DateFormatter()
        for options in [
            ISO8601DateFormatter.Options.withInternetDateTime, [.withInternetDateTime, .withFractionalSeconds],
        ] {
            parser.formatOptions = options
            if let date = parser.date(from: text) {
                return Int64((date.timeIntervalSince1970 * 1_000).rounded()) * 1_000
            }
        }
        parser.formatOptions = [.withFullDate]
        guard text.utf8.count == 10, let day = parser.date(from: text) else { return nil }
        return (Int64(day.timeIntervalSince1970) + 86_400) * 1_000_000 - 1
    }
}

/// For whom a chart is answered.
package struct ChartReader: Sendable {
    /// For the rules of explores.
    package var attributes: [String: String]
    /// What they may do with which models; `nil`: everything with all.
    package var grants: ModelPermissions?
    /// Whether the collected events are open to them, which know no rules for rows.
    package var seesAllEvents: Bool
    /// Whether they see SQL on the collected events.
    package var seesSQL: Bool
    /// On whose behalf, for logs and the list of running queries.
    package var label: String

    package init(
        attributes: [String: String], grants: ModelPermissions? = nil, seesAllEvents: Bool, seesSQL: Bool, label: String
    ) {
        self.attributes = attributes
        self.grants = grants
        self.seesAllEvents = seesAllEvents
        self.seesSQL = seesSQL
        self.label = label
    }

    /// Whether they see the SQL of charts on a source.
    func seesSQL(of source: ChartDefinition.SourceName) -> Bool {
        guard case .explore(let model, _) = source, let grants else { return seesSQL }
        return grants.contains("see_sql", in: model)
    }

    /// Whether they may see the data of a model.
    func sees(model: String) -> Bool { grants?.contains("access_data", in: model) ?? true }

    /// The project with the models whose data they may see.
    func visible(_ project: Project) -> Project { project.keepingModels { sees(model: $0) } }

    /// Whoever sits at the machine and owns its files.
    package static let owner = ChartReader(
        attributes: [:], seesAllEvents: true, seesSQL: true, label: "chart on the command line")
}

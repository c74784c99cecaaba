package import JSON
package import Warehouse

/// A table that pipelines read and don't make.
package struct SourceTable: Sendable {
    package var id: NodeID
    /// The name of the group of tables, the first argument of `source()`.
    package var source: String
    /// The table's name in templates, the second argument.
    package var name: String
    package var project: String
    package var database: String?
    /// Where the table really is.
    package var relation: TableName
    package var description: String
    package var sourceDescription: String
    package var loader: String?
    /// Who answers for it; the source's owner where the table has none of its own.
    package var owner: String?
    /// The column or expression that says when a row came.
    package var loadedAtField: String?
    /// SQL with one value, a moment: up to when the table is complete. Where it is there, it says how fresh the source
    /// is, and not the newest row: a sync that found nothing new leaves no row.
    package var loadedAtQuery: String?
    package var freshness: FreshnessRule?
    /// The table's time column, for models that are built interval by interval (`event_time`, `time`).
    package var time: String?
    package var columns: [ColumnProperties]
    package var tags: [String]
    package var meta: JSONObject
    package var path: String
    package var position: FilePosition
}

/// How old the newest row of a source may be.
package struct FreshnessRule: Sendable, Hashable {
    package struct Limit: Sendable, Hashable {
        package enum Period: String, Sendable, Hashable { case minute, hour, day }
        package var count: Int
        package var period: Period

        package var duration: Duration {
            switch period {
            case .minute: .seconds(60 * count)
            case .hour: .seconds(3600 * count)
            case .day: .seconds(86400 * count)
            }
        }
    }

    package var warnAfter: Limit?
    package var errorAfter: Limit?
    /// SQL that rows must satisfy to count.
    package var filter: String?
}

extension FreshnessRule {
    /// `{warn_after: {count: 6, period: hour}, error_after: …, filter: …}`; `nil` where it has no limit that can be read.
    init?(_ value: JSONValue) {
        func limit(_ name: String) -> Limit? {
            guard let limit = value.objectValue?[name]?.objectValue, let count = limit["count"]?.intValue,
                (1..<1_000_000).contains(count),
                let period = limit["period"]?.stringValue.flatMap(Limit.Period.init)
            else { return nil }
            return Limit(count: Int(count), period: period)
        }
        let (warn, error) = (limit("warn_after"), limit("error_after"))
        guard warn != nil || error != nil else { return nil }
        self.init(warnAfter: warn, errorAfter: error, filter: value.objectValue?["filter"]?.stringValue)
    }
}

/// Something outside that uses models: a dashboard, a notebook, an application.
package struct Exposure: Sendable {
    package var id: NodeID
    package var name: String
    package var label: String?
    package var project: String
    /// `dashboard`, `notebook`, `analysis`, `ml` or `application`.
    package var type: String
    package var url: String?
    package var maturity: String?
    package var ownerName: String?
    package var ownerEmail: String?
    package var description: String
    package var references: [NodeReference]
    package var tags: [String]
    package var meta: JSONObject
    package var path: String
    package var position: FilePosition
}

/// A macro of a project or package: `{% macro %}`, or `{% test %}`, whose name is `test_…` then.
package struct MacroDefinition: Sendable {
    package var id: NodeID
    package var name: String
    package var project: String
    package var path: String
    package var position: FilePosition
    /// SHA-256 of the macro's text, for fingerprints.
    package var checksum: String
    package var isTest: Bool
    /// Macros of projects that it calls, directly.
    package var macros: [NodeID]
    /// What it reads wherever it is called.
    package var references: [NodeReference]
    package var description: String
    /// Whether what it gives may depend on the nodes of the whole project.
    var mentionsGraph: Bool
}

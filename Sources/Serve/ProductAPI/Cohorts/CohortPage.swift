package import Content
package import JSON
internal import ProductAnalytics
internal import Warehouse

/// Some of a cohort's members in rising order.
package struct CohortPage: Sendable {
    /// `{"uid", "user_id", "device_id"}`, or `{"name"}`.
    package var members: [JSONValue]
    package var version: Int
    package var size: Int
    package var asOf: Int64
    /// Where the next page goes on; `nil` at the end.
    package var next: String?

    /// The members as CSV with a heading.
    package var csv: String {
        let keys = members.first?.objectValue?.keys ?? ["uid", "user_id", "device_id"]
        let rows = members.map { member in
            keys.map { key -> String in
                let value = member[key] ?? .null
                return Self.cell(value.isNull ? "" : value.stringValue ?? value.text)
            }.joined(separator: ",")
        }
        return ([keys.joined(separator: ",")] + rows).joined(separator: "\r\n") + "\r\n"
    }

    private static func cell(_ text: String) -> String {
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}

extension CohortDesk {
    /// A page of members: of the newest version as they are kept, of others worked out now.
    /// - Parameters:
    ///   - after: The last member of the page before: a person's number or a name.
    /// - Throws: as ``members(of:asOf:for:_:)``.
    package func page(
        of saved: SavedCohort, kept: KeptCohort?, after: String?, limit: Int, for reader: ChartReader
    ) async throws -> CohortPage {
        let cohort = try saved.cohort()
        if let kept, kept.version == saved.version, isKept(cohort), case .person = cohort.unit {
            return try await keptPage(saved, kept, after: after.flatMap { Int64($0) } ?? -1, limit, reader)
        }
        let members = try await members(of: cohort, for: reader)
        var start = 0
        if let after {
            if let names = members.names {
                start = names.firstIndex { $0 > after } ?? names.count
            } else if let number = Int64(after) {
                start = members.units.firstIndex { $0 > number } ?? members.units.count
            }
        }
        let places = start..<min(members.units.count, start + limit)
        let isWhole = places.upperBound == members.units.count
        let described: [JSONValue]
        let last: String?
        if let names = members.names {
            described = names[places].map { ["name": .string($0)] }
            last = names[places].last
        } else {
            let units = Array(members.units[places])
            described = try await describe(units, limit, reader)
            last = units.last.map { String($0) }
        }
        return CohortPage(
            members: described, version: saved.version, size: members.units.count, asOf: members.asOf,
            next: isWhole ? nil : last)
    }

    private func keptPage(
        _ saved: SavedCohort, _ kept: KeptCohort, after: Int64, _ limit: Int, _ reader: ChartReader
    ) async throws -> CohortPage {
        // People who were merged since are listed as who they are now.
        let statement = Statement(
            """
            SELECT DISTINCT coalesce(m.canonical, c.uid) AS uid FROM main.cohort_member AS c
            LEFT JOIN main.merges AS m ON m.old = c.uid
            WHERE c.cohort = ? AND coalesce(m.canonical, c.uid) > ? ORDER BY 1 LIMIT \(limit + 1)
            """, parameters: [.text(saved.name), .int(after)], label: reader.label, timeLimit: .seconds(60))
        let rows = try await charts.warehouse.rows(statement)
        let units = rows.batches.flatMap { batch in
            (0..<batch.rowCount).compactMap { batch.columns[0].integer($0) }
        }
        let shown = Array(units.prefix(limit))
        return CohortPage(
            members: try await describe(shown, limit, reader), version: kept.version, size: kept.size,
            asOf: kept.asOf, next: units.count > limit ? shown.last.map { String($0) } : nil)
    }

    private func describe(_ units: [Int64], _ limit: Int, _ reader: ChartReader) async throws(ChartError) -> [JSONValue]
    {
        let names = ChartUnitNames(warehouse: charts.warehouse, limit: limit, label: reader.label)
        return try await names.describe(ChartUnits(units: units, names: nil))
    }
}

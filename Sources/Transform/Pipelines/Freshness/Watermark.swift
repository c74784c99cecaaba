internal import Foundation
package import Warehouse

/// How far a table that pipelines read and don't make has come.
package struct Watermark: Sendable, Hashable {
    /// Another one whenever the table's data may be another.
    package var version: String
    /// Up to when the data is complete, in microseconds since 1970; `nil` where nobody knows.
    package var completeTo: Int64?

    package init(version: String, completeTo: Int64? = nil) {
        self.version = version
        self.completeTo = completeTo
    }
}

/// A table to be asked for its watermark.
package struct WatermarkQuestion: Sendable, Hashable {
    package var table: TableName
    /// The column or expression that says when a row came.
    package var loadedAt: String?
    /// The column that says when what a row speaks of happened.
    package var time: String?
    /// SQL with one value, the moment up to which the table is complete; it goes before the columns.
    package var completeQuery: String?
    /// Whether the version is wanted, which may take a look at every row; else only up to when the table is complete.
    package var needsVersion = true

    package init(table: TableName, loadedAt: String? = nil, time: String? = nil) {
        self.table = table
        self.loadedAt = loadedAt
        self.time = time
    }
}

/// Answers with the watermark of each table. A table without one is taken to change all the time.
package typealias WatermarkReader = @Sendable ([WatermarkQuestion]) async -> [TableName: Watermark]

/// Watermarks from the tables themselves, for those that no loader or sync of ours speaks for.
///
/// A table of up to a million rows is told by a hash of all of it; a bigger one by the number of its rows and the
/// newest value of each column with a date or time.
package struct TableWatermarks: Sendable {
    private let warehouse: any Warehouse
    private static let label = "pipelines: watermarks"
    private static let hashedRows: Int64 = 1_000_000

    package init(warehouse: any Warehouse) { self.warehouse = warehouse }

    package func read(_ questions: [WatermarkQuestion]) async -> [TableName: Watermark] {
        var answers: [TableName: Watermark] = [:]
        for question in questions { answers[question.table] = await read(question) }
        return answers
    }

    /// - Returns: `nil` when there is no such table.
    private func read(_ question: WatermarkQuestion) async -> Watermark? {
        let table = question.table.quoted
        guard question.needsVersion else {
            return Watermark(version: "", completeTo: await completeTo(question))
        }
        guard let count = await value("SELECT count(*) FROM \(table)") else { return nil }
        var parts = ["\(count)"]
        if let loadedAt = question.loadedAt {
            parts.append(await text("SELECT max(\(loadedAt))::VARCHAR FROM \(table)"))
        } else if count <= Self.hashedRows {
            // Of an exclusive or, two equal rows would leave nothing.
            parts.append(await text("SELECT sum(hash(row))::VARCHAR FROM \(table) AS row"))
        } else {
            for column in await timeColumns(of: table) {
                parts.append(await text("SELECT max(\(SQLName.quoted(column)))::VARCHAR FROM \(table)"))
            }
        }
        return Watermark(version: parts.joined(separator: "/"), completeTo: await completeTo(question))
    }

    private func completeTo(_ question: WatermarkQuestion) async -> Int64? {
        if let query = question.completeQuery { return await value(Self.moment(of: query)) }
        guard let time = question.time ?? question.loadedAt else { return nil }
        return await value("SELECT epoch_us(\(Self.end(of: time))) FROM \(question.table.quoted)")
    }

    /// The one value of a source's `loaded_at_query`, in microseconds since 1970.
    static func moment(of query: String) -> String {
        let query = query.trimmed
        return "SELECT epoch_us((\(query.hasSuffix(";") ? String(query.dropLast()) : query)\n)::TIMESTAMP)"
    }

    /// The end of what rows speak of: of days the midnight after the last one, of instants the last one.
    static func end(of time: String) -> String {
        let column = IncrementalBuild.column(time)
        return "max(CASE WHEN typeof(\(column)) = 'DATE' THEN \(column)::TIMESTAMP + INTERVAL 1 DAY "
            + "ELSE \(column)::TIMESTAMP END)"
    }

    private func timeColumns(of table: String) async -> [String] {
        guard let found = try? await warehouse.rows(Statement("DESCRIBE SELECT * FROM \(table)", label: Self.label))
        else { return [] }
        let columns = ResultTable(found)
        return (0..<columns.count).compactMap { row in
            guard let type = columns.text(row, 1), type == "DATE" || type.hasPrefix("TIMESTAMP") else { return nil }
            return columns.text(row, 0)
        }
    }

    private func value(_ sql: String) async -> Int64? {
        guard let found = try? await warehouse.rows(Statement(sql, label: Self.label)) else { return nil }
        return ResultTable(found).int(0, 0)
    }

    private func text(_ sql: String) async -> String {
        guard let found = try? await warehouse.rows(Statement(sql, label: Self.label)) else { return "" }
        return ResultTable(found).text(0, 0) ?? ""
    }
}

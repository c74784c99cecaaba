import SQL
package import Warehouse

/// Asks the warehouse how old the sources are, and what the pipelines have built.
package struct FreshnessReader: Sendable {
    private let warehouse: any Warehouse

    /// For one source: a table without a suitable order is read whole.
    private static let timeLimit = Duration.seconds(20)

    package init(warehouse: any Warehouse) {
        self.warehouse = warehouse
    }

    /// - Parameter now: Microseconds since 1970-01-01 UTC.
    /// - Throws: ``WarehouseError`` when the warehouse is away. What it refuses to say of one source is in the report.
    package func report(on graph: LineageGraph, now: Int64) async throws(WarehouseError) -> FreshnessReport {
        let stored = Set(try await warehouse.tables().map { TableRegister.key($0.name) })
        var sources: [SourceState] = []
        for flow in graph.sources { sources.append(try await state(of: flow, stored: stored, now: now)) }
        return FreshnessReport(graph: graph, sources: sources, built: try await built(stored), now: now)
    }

    private func state(
        of flow: TableFlow, stored: Set<TableName>, now: Int64
    ) async throws(WarehouseError) -> SourceState {
        if let changedAt = flow.changedAt, flow.promise.loadedAt == nil, flow.promise.loadedAtQuery == nil {
            return SourceState(flow, newest: changedAt, now: now)
        }
        guard stored.contains(TableRegister.key(flow.table)) else { return SourceState(flow, newest: nil, now: now) }
        guard let sql = question(of: flow) else {
            return SourceState(flow, unknownBecause: "Its files don't say which column tells when rows came.")
        }
        do throws(WarehouseError) {
            let rows = try await warehouse.rows(
                Statement(sql, label: "freshness of \(flow.table)", timeLimit: Self.timeLimit))
            return SourceState(flow, newest: Self.numbers(rows, 0).first ?? nil, now: now)
        } catch .rejected(_, let message, _) {
            return SourceState(flow, unknownBecause: message)
        } catch .timedOut {
            return SourceState(flow, unknownBecause: "The warehouse took too long to tell.")
        }
    }

    /// The SELECT that tells up to when a source is complete, in microseconds; `nil` where its files don't say how to see
    /// that.
    private func question(of flow: TableFlow) -> String? {
        if let query = flow.promise.loadedAtQuery {
            let end = query.lastIndex { !$0.isWhitespace && $0 != ";" }.map { query.index(after: $0) }
            return "SELECT epoch_us(CAST((\(query[..<(end ?? query.endIndex)])\n) AS TIMESTAMP))"
        }
        guard let loadedAt = flow.promise.loadedAt else { return nil }
        let table = [flow.table.schema, flow.table.name].compactMap(\.self).map(warehouse.dialect.quoted).joined(
            separator: ".")
        let condition = flow.promise.filter.map { "\nWHERE \($0)" } ?? ""
        // Of days the end of the last one: all of it is there.
        let newest =
            flow.isKeptByHand
            ? "CAST(max(\(loadedAt)) AS TIMESTAMP)"
            : """
            max(CAST(\(loadedAt) AS TIMESTAMP)
                + CASE WHEN typeof(\(loadedAt)) = 'DATE' THEN INTERVAL 1 DAY ELSE INTERVAL 0 DAY END)
            """
        return "SELECT epoch_us(\(newest)) FROM \(table)\(condition)"
    }

    private static func numbers(_ rows: ResultSet, _ column: Int) -> [Int64?] {
        rows.batches.flatMap { batch -> [Int64?] in
            guard case .int(let values) = batch.columns[column].values else { return [] }
            return (0..<batch.rowCount).map { batch.columns[column].isNull($0) ? nil : values[$0] }
        }
    }

    private static func texts(_ rows: ResultSet, _ column: Int) -> [String] {
        rows.batches.flatMap { batch -> [String] in
            guard case .text(let values) = batch.columns[column].values else { return [] }
            return values
        }
    }

    /// What the pipelines say of their tables in `pipelines.version` and `pipelines.interval`, where there are such.
    private func built(_ stored: Set<TableName>) async throws(WarehouseError) -> [TableName: BuiltState] {
        guard stored.contains(TableName(schema: "pipelines", "version")) else { return [:] }
        let hasIntervals = stored.contains(TableName(schema: "pipelines", "interval"))
        // The end of the first stretch of intervals without a gap.
        let ends = """
            SELECT node, min("to") AS ends FROM (
                SELECT node, "to", lead("from") OVER (PARTITION BY node ORDER BY "from") AS next
                FROM pipelines.interval WHERE NOT coalesce(partial, false)
            ) WHERE next IS NULL OR next > "to" GROUP BY node
            """
        let sql = """
            SELECT v."table", epoch_us(v.built), epoch_us(v.complete_to),
                epoch_us(\(hasIntervals ? "i.ends" : "NULL::TIMESTAMP"))
            FROM pipelines.version AS v
            \(hasIntervals ? "LEFT JOIN (\(ends)) AS i ON i.node = v.node" : "")
            """
        let rows: ResultSet
        do throws(WarehouseError) {
            rows = try await warehouse.rows(
                Statement(sql, label: "freshness of the pipelines' tables", timeLimit: Self.timeLimit))
        } catch .rejected {
            return [:]
        }
        let columns = (1...3).map { Self.numbers(rows, $0) }
        var states: [TableName: BuiltState] = [:]
        for (row, text) in Self.texts(rows, 0).enumerated() {
            states[WrittenTable.name(text)] = BuiltState(
                builtAt: columns[0][row], builtTo: columns[2][row], completeTo: columns[1][row])
        }
        return states
    }
}

extension LineageGraph {
    /// The tables that come from outside and are described.
    package var sources: [TableFlow] {
        flows.values.filter { $0.kind == .source || $0.isKeptByHand }
            .sorted { $0.table.description < $1.table.description }
    }
}

/// A table's name as SQL writes it, quotes taken off.
enum WrittenTable {
    static func name(_ text: String) -> TableName {
        var parts = [""]
        var isQuoted = false
        for character in text {
            switch character {
            case "\"": isQuoted.toggle()
            case "." where !isQuoted: parts.append("")
            default: parts[parts.count - 1].append(character)
            }
        }
        let name = parts.removeLast()
        return TableName(schema: parts.last, name)
    }
}

import DemoData
import SQL
import Warehouse

/// The tables of the demo company's other systems, as the SQL models read them.
struct DemoTables: Sendable {
    let warehouse: any Warehouse

    /// Replaces each table in a transaction of its own.
    func replace(by tables: [DemoTable]) async throws {
        for table in tables {
            let label = "demo: table \(table.name)"
            try await warehouse.transaction(label: label) { transaction in
                try await transaction.execute(Statement("CREATE SCHEMA IF NOT EXISTS \(table.schema)", label: label))
                try await transaction.execute(
                    Statement("CREATE OR REPLACE TABLE \(Self.definition(of: table))", label: label))
                try await transaction.append(
                    Self.batch(of: table), to: TableName(schema: table.schema, table.name),
                    columns: table.columns.map(\.name))
            }
        }
    }

    /// Makes what is missing, without rows, so that the demo's models can run before anything was loaded.
    func createMissing() async throws {
        for table in DemoCompany.emptyTables {
            let label = "demo: table \(table.name)"
            try await warehouse.execute(Statement("CREATE SCHEMA IF NOT EXISTS \(table.schema)", label: label))
            try await warehouse.execute(
                Statement("CREATE TABLE IF NOT EXISTS \(Self.definition(of: table))", label: label))
        }
    }

    private static func definition(of table: DemoTable) -> String {
        let columns = table.columns.map { "\"\($0.name)\" \($0.type)" }.joined(separator: ", ")
        return "\(table.schema).\"\(table.name)\" (\(columns))"
    }

    private static func batch(of table: DemoTable) -> ColumnBatch {
        let columns = table.columns.enumerated().map { index, column in
            let cells = table.rows.map { $0.indices.contains(index) ? $0[index] : .null }
            let nulls = cells.map { $0 == .null }
            return Column(values(of: cells, type: column.type), nulls: nulls.contains(true) ? nulls : nil)
        }
        return ColumnBatch(columns: columns, rowCount: table.rows.count)
    }

    private static func values(of cells: [DemoValue], type: String) -> ColumnValues {
        switch type {
        case "BOOLEAN": .bool(cells.map { if case .bool(let flag) = $0 { flag } else { false } })
        case "INTEGER", "BIGINT": .int(cells.map { if case .int(let number) = $0 { Int64(number) } else { 0 } })
        case "DOUBLE": .double(cells.map { if case .double(let number) = $0 { number } else { 0 } })
        case "DATE": .date(cells.map { if case .date(let day) = $0 { Int32(clamping: day) } else { 0 } })
        case "TIMESTAMP": .timestamp(cells.map { if case .timestamp(let time) = $0 { time } else { 0 } })
        default: .text(cells.map { if case .text(let text) = $0 { text } else { "" } })
        }
    }
}

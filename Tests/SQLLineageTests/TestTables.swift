import Foundation
import SQLLineage
import Testing
import Warehouse
import WarehouseDuckDB

/// Tables whose columns the tests know: the same ones exist in the engine of ``withReader(_:)``.
enum TestTables {
    static let known: [KnownTable] = [
        KnownTable(
            name: TableName(schema: "raw", "pings"),
            columns: ["instance_id", "received_at", "version", "users", "properties", "tags"]),
        KnownTable(name: TableName(schema: "clean", "instance"), columns: ["instance_id", "account_id", "region"]),
        KnownTable(name: TableName(schema: "clean", "account"), columns: ["account_id", "name", "arr", "owner"]),
        KnownTable(name: TableName(schema: "crm", "contact"), columns: ["id"], isComplete: false),
    ]

    static let definitions = """
        CREATE SCHEMA raw; CREATE SCHEMA clean;
        CREATE TABLE raw.pings (instance_id VARCHAR, received_at TIMESTAMP, version VARCHAR, users INTEGER,
            properties STRUCT(edition VARCHAR, seats INTEGER), tags VARCHAR[]);
        CREATE TABLE clean.instance (instance_id VARCHAR, account_id INTEGER, region VARCHAR);
        CREATE TABLE clean.account (account_id INTEGER, name VARCHAR, arr DOUBLE, owner VARCHAR);
        """

    static let resolver: TableResolver = { written in
        known.first {
            $0.name.name == written.name.lowercased() && (written.schema == nil || $0.name.schema == written.schema)
        }
    }
}

/// A reader on an engine in memory that has the test tables.
func withReader<Value>(_ body: (SQLLineageReader, DuckDBWarehouse) async throws -> Value) async throws -> Value {
    let warehouse = try DuckDBWarehouse.open(DuckDBConfiguration(path: nil, threads: 1))
    do {
        for statement in TestTables.definitions.split(separator: ";") {
            let text = statement.trimmingCharacters(in: .whitespacesAndNewlines)
            if !text.isEmpty { try await warehouse.execute(Statement(text, label: "test")) }
        }
        let value = try await body(SQLLineageReader(parser: warehouse), warehouse)
        try await warehouse.close()
        return value
    } catch {
        try? await warehouse.close()
        throw error
    }
}

extension StatementLineage {
    /// `name: table.column use, …` for each column.
    var written: [String] {
        columns.map { $0.name + ": " + $0.inputs.map(\.description).joined(separator: ", ") }
    }

    /// `table.column` for each condition.
    var writtenConditions: [String] { conditions.map { $0.description.replacing(" condition", with: "") } }
}

import ColumnPack
import Foundation
import SQL
import Warehouse

/// A database in memory with a folder for packs, which goes with it.
final class PackingWarehouse: Warehouse {
    private let database: any Warehouse
    let packs: PackFolder?
    private let place: URL

    init(_ database: any Warehouse) {
        self.database = database
        place = FileManager.default.temporaryDirectory.appendingPathComponent("soundings-\(UUID().uuidString)")
        packs = PackFolder(beside: place.path)
    }

    deinit { try? FileManager.default.removeItem(atPath: place.path + ".packs") }

    var dialect: Dialect { database.dialect }

    func query(_ statement: Statement) async throws(WarehouseError) -> ResultStream {
        try await database.query(statement)
    }

    func execute(_ statement: Statement) async throws(WarehouseError) -> Int { try await database.execute(statement) }

    func rows(_ statement: Statement) async throws(WarehouseError) -> ResultSet { try await database.rows(statement) }

    func scan<Pass: ChunkPass>(_ statement: Statement, _ pass: Pass) async throws(WarehouseError) -> Pass {
        try await database.scan(statement, pass)
    }

    func check(_ statement: Statement) async throws(WarehouseError) { try await database.check(statement) }

    func transaction<Value: Sendable>(
        label: String, _ body: @Sendable (any WarehouseTransaction) async throws -> Value
    ) async throws -> Value {
        try await database.transaction(label: label, body)
    }

    func tables() async throws(WarehouseError) -> [TableDescription] { try await database.tables() }

    func tablesRead(by sql: String) async throws(WarehouseError) -> [String] {
        try await database.tablesRead(by: sql)
    }

    func close() async throws(WarehouseError) { try await database.close() }
}

import SQL
import Synchronization
import Warehouse

/// Where the next transactions fail, in order; after the last they work.
final class Faults: Sendable {
    enum Moment { case never, beforeCommit, afterCommit, atOnce }

    private let moments: Mutex<[Moment]>

    init(_ moments: [Moment] = []) { self.moments = Mutex(moments) }

    func set(_ moments: [Moment]) { self.moments.withLock { $0 = moments } }

    func next() -> Moment { moments.withLock { $0.isEmpty ? .never : $0.removeFirst() } }
}

/// A real warehouse whose transactions fail at chosen moments: as if the process had died there.
struct FaultyWarehouse: Warehouse {
    let base: any Warehouse
    let faults: Faults

    static let failure = WarehouseError.unreachable("the warehouse is gone")

    var dialect: Dialect { base.dialect }

    func query(_ statement: Statement) async throws(WarehouseError) -> ResultStream { try await base.query(statement) }

    func execute(_ statement: Statement) async throws(WarehouseError) -> Int { try await base.execute(statement) }

    func transaction<Value: Sendable>(
        label: String, _ body: @Sendable (any WarehouseTransaction) async throws -> Value
    ) async throws -> Value {
        guard label.contains("load") else { return try await base.transaction(label: label, body) }
        switch faults.next() {
        case .never:
            return try await base.transaction(label: label, body)
        case .atOnce:
            throw Self.failure
        case .beforeCommit:
            return try await base.transaction(label: label) { transaction in
                _ = try await body(transaction)
                throw Self.failure
            }
        case .afterCommit:
            _ = try await base.transaction(label: label, body)
            throw Self.failure
        }
    }

    func check(_ statement: Statement) async throws(WarehouseError) { try await base.check(statement) }

    func tables() async throws(WarehouseError) -> [TableDescription] { try await base.tables() }

    func tablesRead(by sql: String) async throws(WarehouseError) -> [String] { try await base.tablesRead(by: sql) }

    func close() async throws(WarehouseError) { try await base.close() }
}

import Materialization
import ServiceLifecycle

/// Keeps the derived tables. At the end a build that runs is broken off, and its old table stays.
struct TableBuilderService: Service {
    let tables: TableBuilder

    func run() async throws {
        await cancelWhenGracefulShutdown { await tables.run() }
    }
}

import Content
import Logging
import ServiceLifecycle

/// Writes the record of queries every second, and what is left at the end.
struct QueryHistoryService: Service {
    let history: QueryHistory
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await write(cleaning: true)
            while (try? await Task.sleep(for: .seconds(1))) != nil { await write() }
        }
        await write()
    }

    private func write(cleaning: Bool = false) async {
        do {
            try await history.flush()
            if cleaning { try await history.clean() }
        } catch {
            logger.error("The record of queries could not be written: \(error.message)")
        }
    }
}

import Synchronization
import WarehouseDuckDB

/// Asks one query again and again, beside whatever else is done.
final class LoopingReader: Sendable {
    private let isStopped = Mutex(false)
    private let reading = Mutex<Task<(answers: Set<String>, reads: Int), any Error>?>(nil)

    init(_ query: String, in warehouse: DuckDBWarehouse) {
        reading.withLock { reading in
            reading = Task {
                var answers: Set<String> = []
                var reads = 0
                while !isStopped.withLock({ $0 }) {
                    answers.formUnion(try await warehouse.lines(query))
                    reads += 1
                }
                return (answers, reads)
            }
        }
    }

    /// Every distinct answer, and how often was asked.
    func stop() async throws -> (answers: Set<String>, reads: Int) {
        isStopped.withLock { $0 = true }
        return try await reading.withLock { $0 }?.value ?? ([], 0)
    }
}

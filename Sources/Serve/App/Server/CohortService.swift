import ProductAPI
import ServiceLifecycle
import Synchronization

/// Keeps the members of saved cohorts up to date.
struct CohortService: Service {
    let keeper: CohortKeeper

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await keeper.look()
                guard (try? await Task.sleep(for: .seconds(1))) != nil else { break }
            }
        }
    }
}

/// How often the members of cohorts have changed that queries may read, known before there is anybody who keeps them.
final class CohortRevisions: Sendable {
    private let keeper = Mutex<CohortKeeper?>(nil)

    func follow(_ keeper: CohortKeeper) { self.keeper.withLock { $0 = keeper } }

    var current: Int { keeper.withLock { $0?.revision ?? 0 } }
}

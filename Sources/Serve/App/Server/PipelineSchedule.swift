import Foundation
import Landing
import Logging
import Pipelines
import ServiceLifecycle
import Warehouse

/// Runs the project's SQL models after data was loaded, and at most once in each interval.
actor PipelineSchedule: Service {
    private let root: String
    private let warehouse: any Warehouse
    private let loader: Loader
    private let interval: Duration
    private let logger: Logger
    /// What the last run was made from: the number of loads, and the files.
    private var lastRun: (loads: Int, models: [PipelineModel])?
    private(set) var failures = 0
    private(set) var runs = 0

    init(root: String, warehouse: any Warehouse, loader: Loader, interval: Duration, logger: Logger) {
        self.root = root
        self.warehouse = warehouse
        self.loader = loader
        self.interval = interval
        self.logger = logger
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await self.runIfNeeded()
                guard (try? await Task.sleep(for: .seconds(1))) != nil else { return }
                guard await self.isDue else { continue }
                guard (try? await Task.sleep(for: self.interval - .seconds(1))) != nil else { return }
            }
        }
    }

    /// Whether something was loaded since the last run, so that the next one follows when the interval is over.
    private var isDue: Bool {
        get async { await loader.statistics.loads != lastRun?.loads }
    }

    /// Runs the models when data or files have changed since the last run.
    func runIfNeeded() async {
        let folder = PipelineFolder(projectRoot: root)
        let loads = await loader.statistics.loads
        if let lastRun, lastRun.loads == loads, lastRun.models == folder.models { return }
        lastRun = (loads, folder.models)
        guard !folder.models.isEmpty else { return }
        let started = ContinuousClock.now
        let outcomes = await runNow(folder)
        let elapsed = (ContinuousClock.now - started).formatted(.units(allowed: [.seconds], fractionalPart: .show(length: 1)))
        logger.info("The pipelines ran: \(outcomes.count) models in \(elapsed).")
    }

    @discardableResult
    func runNow(_ folder: PipelineFolder) async -> [PipelineRunner.Outcome] {
        let graph = await PipelineGraph(folder, parsedBy: warehouse)
        for problem in graph.problems { logger.error("\(problem.message)") }
        let outcomes = await PipelineRunner(warehouse: warehouse, logger: logger).run(graph)
        runs += 1
        failures += outcomes.count { if case .failed = $0.result { true } else { false } }
        return outcomes
    }
}

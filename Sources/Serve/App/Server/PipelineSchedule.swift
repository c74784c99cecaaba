import Foundation
import Landing
import Logging
import Pipelines
import ServiceLifecycle
import Warehouse

/// Runs the project's SQL models at the start, at once when their files have changed, and after data was loaded, but
/// then at most once in each interval.
actor PipelineSchedule: Service {
    /// What came of one run.
    struct Run: Sendable {
        /// Models that could not be part of it.
        var problems: [PipelineProblem]
        var outcomes: [PipelineRunner.Outcome]
    }

    private let root: String
    private let warehouse: any Warehouse
    private let loader: Loader
    private let interval: Duration
    private let logger: Logger
    /// What the last run was made from, and when it began.
    private var last: (loads: Int, models: [PipelineModel], began: ContinuousClock.Instant)?
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
                if await self.isDue() { await self.runNow() }
                guard (try? await Task.sleep(for: .seconds(1))) != nil else { return }
            }
        }
    }

    private func isDue() async -> Bool {
        let models = PipelineFolder(projectRoot: root).models
        guard let last else { return !models.isEmpty }
        if models != last.models { return true }
        guard await loader.statistics.loads != last.loads else { return false }
        return !models.isEmpty && ContinuousClock.now - last.began >= interval
    }

    /// Runs all models. Failures are logged, counted and part of the answer.
    @discardableResult
    func runNow() async -> Run {
        let folder = PipelineFolder(projectRoot: root)
        let began = ContinuousClock.now
        last = (await loader.statistics.loads, folder.models, began)
        let graph = await PipelineGraph(folder, parsedBy: warehouse)
        for problem in graph.problems { logger.error("\(problem.message)") }
        let outcomes = await PipelineRunner(warehouse: warehouse, logger: logger).run(graph)
        runs += 1
        failures += graph.problems.count
        failures += outcomes.count { if case .failed = $0.result { true } else { false } }
        guard !Task.isCancelled else { return Run(problems: graph.problems, outcomes: outcomes) }
        let elapsed = (ContinuousClock.now - began).formatted(
            .units(allowed: [.seconds], fractionalPart: .show(length: 1)))
        logger.info("The pipelines ran: \(outcomes.count) models in \(elapsed).")
        return Run(problems: graph.problems, outcomes: outcomes)
    }
}

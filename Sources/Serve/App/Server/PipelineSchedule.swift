import Foundation
import Landing
import Logging
import Pipelines
import ServiceLifecycle
import Warehouse

/// Runs the project's SQL models when their files have changed, when a day has begun, and after data was loaded, but then
/// at most once in each interval; at the start only if the last run was made from something else.
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
    private var last: (loads: Int, models: [PipelineModel], day: Int64, began: ContinuousClock.Instant)?
    private(set) var failures = 0
    private(set) var runs = 0
    private var isRunning = false
    /// Whether the tables are as the last look at models and data wants them.
    private(set) var isUpToDate = false

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
        guard let last else { return await isDueAtStart(models) }
        if models != last.models || Int64(Timestamp.now().day) != last.day { return !models.isEmpty }
        isUpToDate = await loader.statistics.loads == last.loads || models.isEmpty
        return !isUpToDate && ContinuousClock.now - last.began >= interval
    }

    private func isDueAtStart(_ models: [PipelineModel]) async -> Bool {
        guard !models.isEmpty else {
            isUpToDate = true
            return false
        }
        let statistics = await loader.statistics
        guard statistics.queue.last <= statistics.loadedThrough else { return true }
        let day = Int64(Timestamp.now().day)
        let mark = PipelineMark.fingerprint(of: models, loadedThrough: statistics.loadedThrough, day: day)
        // What can't be read is built anew.
        guard let known = try? await PipelineMark(warehouse: warehouse).read(), known == mark else { return true }
        last = (statistics.loads, models, day, ContinuousClock.now)
        isUpToDate = true
        logger.info("The pipelines' tables are up to date.")
        return false
    }

    /// Something that is another whenever the data of these tables may be another, by their names as SQL writes them; `nil`
    /// while they are made anew. Tables that the models make change with their runs, all others with each load.
    func version(of tables: [String]) async -> String? {
        let made = Set((last?.models ?? []).map { $0.table.description.lowercased() })
        let areMade = tables.allSatisfy { made.contains($0.lowercased()) }
        // What a load that failed has left behind nobody knows.
        let statistics = await loader.statistics
        let loads = areMade ? 0 : statistics.loads + statistics.failedLoads
        return isRunning ? nil : "\(runs)/\(loads)"
    }

    /// Runs all models. Failures are logged, counted and part of the answer.
    @discardableResult
    func runNow() async -> Run {
        let folder = PipelineFolder(projectRoot: root)
        let began = ContinuousClock.now
        let statistics = await loader.statistics
        let day = Int64(Timestamp.now().day)
        last = (statistics.loads, folder.models, day, began)
        isUpToDate = false
        isRunning = true
        defer { isRunning = false }
        let graph = await PipelineGraph(folder, parsedBy: warehouse)
        // A model that could not be parsed any more has no problem of its own.
        guard !Task.isCancelled else {
            logger.info("The pipelines were broken off.")
            return Run(problems: [], outcomes: [])
        }
        for problem in graph.problems { logger.error("\(problem.message)") }
        let outcomes = await PipelineRunner(warehouse: warehouse, logger: logger).run(graph)
        runs += 1
        failures += graph.problems.count
        failures += outcomes.count { if case .failed = $0.result { true } else { false } }
        guard !Task.isCancelled else {
            logger.info("The pipelines were broken off.")
            return Run(problems: graph.problems, outcomes: outcomes)
        }
        await mark(
            PipelineMark.fingerprint(of: folder.models, loadedThrough: statistics.loadedThrough, day: day),
            outcomes, graph.problems)
        isUpToDate = true
        let elapsed = (ContinuousClock.now - began).formatted(
            .units(allowed: [.seconds], fractionalPart: .show(length: 1)))
        logger.info("The pipelines ran: \(Shell.count(outcomes.count, "model")) in \(elapsed).")
        return Run(problems: graph.problems, outcomes: outcomes)
    }

    private func mark(
        _ fingerprint: String, _ outcomes: [PipelineRunner.Outcome], _ problems: [PipelineProblem]
    ) async {
        let allBuilt = outcomes.allSatisfy { if case .built = $0.result { true } else { false } }
        do {
            try await PipelineMark(warehouse: warehouse).write(allBuilt && problems.isEmpty ? fingerprint : nil)
        } catch {
            logger.warning("The pipelines will run again at the next start: \(Shell.describe(error))")
        }
    }
}

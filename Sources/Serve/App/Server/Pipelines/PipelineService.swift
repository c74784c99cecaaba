import Catalogue
import Foundation
import JSON
import Landing
import Logging
import Pipelines
import ProductAPI
import ServiceLifecycle
import Warehouse
import WarehouseDuckDB

/// Runs the project's pipelines: when a time has come, when data was loaded, when files have changed, and when somebody
/// asks.
///
/// Loads are many and small: what follows them is built at most once in each interval.
actor PipelineService: Service, PipelineControl {
    let root: String
    let settings: ProjectSettings
    let warehouse: DuckDBWarehouse
    let logger: Logger
    nonisolated let engine = PipelineEngine()
    nonisolated let dependents = PlanDependents()
    /// `nil` where nothing is loaded, in commands without a server.
    private let loader: Loader?
    /// Keeps what it has parsed, for all that read the pipelines of this project.
    nonisolated let reader = PipelineProjectReader()
    private var current: Current?
    /// The project as it is being read, for all who ask meanwhile.
    private var making: (digest: String, task: Task<Current, any Error>)?
    private let definitions = NodeDefinitionCache()
    private let versions = VersionBook()
    private let turns: MakingTurns
    /// What is built, for the versions of results.
    private var built: [String: Int64] = [:]
    private var opening: Task<Void, any Error>?
    private var madeScheduler: PipelineScheduler?
    private var madeBackfills: BackfillRunner?

    /// Whether somebody looks at the clock and at backfills.
    nonisolated var hasServer: Bool { loader != nil }

    private struct Current: Sendable {
        var digest: String
        var environment: RunEnvironment
        var timetable: PipelineTimetable
    }

    init(root: String, settings: ProjectSettings, warehouse: DuckDBWarehouse, loader: Loader?, logger: Logger) {
        self.root = root
        self.settings = settings
        turns = MakingTurns(cores: settings.warehouseThreads)
        self.warehouse = warehouse
        self.loader = loader
        self.logger = logger
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            async let filling: Void = self.fillBack()
            while !Task.isCancelled {
                await self.look()
                guard (try? await Task.sleep(for: .seconds(1))) != nil else { break }
            }
            await self.engine.stop()
            await filling
        }
    }

    /// Whether the tables stand on all that was loaded.
    var isUpToDate: Bool {
        get async {
            guard let madeScheduler, await madeScheduler.isSettled else { return false }
            guard let loader else { return true }
            return await loader.statistics.loads == madeScheduler.seenLoads
        }
    }

    var runs: Int { get async { await engine.runs } }
    var failures: Int { get async { await engine.failures } }

    // MARK: The project

    /// The project as it is on disk, with all that runs of it need.
    /// - Throws: `WarehouseError` when the state in the warehouse can't be opened.
    func environment() async throws -> RunEnvironment { try await now().environment }

    /// Files may change while the project is read: then it is read again by whoever asks next.
    private func now() async throws -> Current {
        let digest = FileStamps.pipelines(root).digest
        if let current, current.digest == digest { return current }
        if let making, making.digest == digest { return try await making.task.value }
        let before = making?.task
        let task = Task {
            // One after the other: a second one would parse what the first one is parsing.
            _ = await before?.result
            return try await self.take(digest)
        }
        making = (digest, task)
        defer { if making?.task == task { making = nil } }
        return try await task.value
    }

    private func take(_ digest: String) async throws -> Current {
        let environment = await make(variables: JSONObject())
        try await openState(environment)
        let timetable = PipelineTimetable(project: environment.project, graph: environment.graph)
        for problem in environment.project.problems + environment.graph.problems + timetable.problems {
            switch problem.severity {
            case .error: logger.error("\(problem)")
            case .warning: logger.warning("\(problem)")
            }
        }
        let taken = Current(digest: digest, environment: environment, timetable: timetable)
        try await readBuilt(environment)
        current = taken
        return taken
    }

    /// Once, whoever comes first: two at a time would make the same tables.
    private func openState(_ environment: RunEnvironment) async throws {
        let task = opening ?? Task { try await environment.state.open() }
        opening = task
        do {
            try await task.value
        } catch {
            opening = nil
            throw error
        }
    }

    /// The same with variables from a command line.
    func environment(variables: JSONObject) async throws -> RunEnvironment {
        let usual = try await environment()
        return variables.isEmpty ? usual : await make(variables: variables)
    }

    nonisolated func dependents(
        in project: PipelineProject, seeing isOpen: @escaping @Sendable (LineageNode) -> Bool
    ) -> DependentsReader {
        dependents.reader(for: project, seeing: isOpen)
    }

    private func make(variables: JSONObject) async -> RunEnvironment {
        var options = PipelineProjectReader.Options(root: root, settings)
        options.variables = variables
        let project = await reader.read(options, parsedBy: warehouse)
        var context = CompilationContext()
        context.variables = variables
        context.target.schema = project.settings.schema
        context.target.threads = project.settings.threads ?? 1
        var environment = RunEnvironment(
            project: project, warehouse: warehouse, context: context, logger: logger,
            now: { Timestamp.now().microseconds },
            emptyDatabase: { try DuckDBWarehouse.open(DuckDBConfiguration(path: nil, threads: 1)) },
            // Those with variables of a command line would push the usual ones out.
            definitions: variables.isEmpty ? definitions : nil, book: versions,
            before: variables.isEmpty ? current?.environment : nil)
        let watermarks = LoadWatermarks(loader: loader, tables: TableWatermarks(warehouse: warehouse))
        environment.watermarks = { await watermarks.read($0) }
        environment.turns = turns
        return environment
    }

    private func readBuilt(_ environment: RunEnvironment) async throws {
        built = try await environment.state.builtTables()
    }

    // MARK: Runs

    var backfills: BackfillRunner {
        if let madeBackfills { return madeBackfills }
        let backfills = BackfillRunner(engine: engine) { [weak self] in
            guard let self else { throw CancellationError() }
            return try await self.environment()
        }
        madeBackfills = backfills
        return backfills
    }

    func start(_ request: RunRequest) async throws -> PipelineEngine.Handle {
        try await start(request, variables: JSONObject())
    }

    /// Begins a run that somebody asked for.
    func start(_ request: RunRequest, variables: JSONObject) async throws -> PipelineEngine.Handle {
        try await start(request, try await environment(variables: variables))
    }

    private func start(_ request: RunRequest, _ environment: RunEnvironment) async throws -> PipelineEngine.Handle {
        let handle = try await engine.start(request, environment)
        Task {
            _ = await handle.summary()
            try? await self.readBuilt(environment)
        }
        return handle
    }

    /// Builds all that is not as it would become, and waits for it.
    func buildAll() async throws -> RunSummary {
        let loads = await loader?.statistics.loads ?? 0
        let environment = try await environment()
        let nodes = Set(environment.graph.order).union(environment.project.tests.keys)
        let request = RunRequest(.build, nodes, selection: "", trigger: RunTrigger(.start))
        let summary = try await engine.start(request, environment).summary()
        try await readBuilt(environment)
        let now = Timestamp.now()
        await scheduler().note(
            PipelineScheduler.Signals(loads: loads, files: FileStamps.pipelines(root).digest), now: now.microseconds)
        return summary
    }

    // MARK: The clock, the loads and the files

    private func look() async {
        do {
            let current = try await now()
            try await scheduler().look(
                current.environment, current.timetable,
                PipelineScheduler.Signals(loads: await loader?.statistics.loads ?? 0, files: current.digest))
        } catch is CancellationError {
            return
        } catch {
            guard !Task.isCancelled else { return }
            logger.error("The pipelines could not be looked at: \(Shell.describe(error))")
        }
    }

    private func scheduler() -> PipelineScheduler {
        if let madeScheduler { return madeScheduler }
        let scheduler = PipelineScheduler(
            engine: engine, loadInterval: settings.pipelineInterval,
            sourceInterval: min(settings.pipelineInterval, .seconds(30)), logger: logger
        ) { [weak self] summary, environment in
            await self?.ended(summary, environment)
        }
        madeScheduler = scheduler
        return scheduler
    }

    private func ended(_ summary: RunSummary, _ environment: RunEnvironment) async {
        do {
            try await readBuilt(environment)
        } catch {
            logger.error("What the pipelines have built could not be read: \(Shell.describe(error))")
        }
        let elapsed = Double((summary.run.finished ?? summary.run.started) - summary.run.started) / 1e6
        let models = Shell.count(summary.count(.ok) + summary.count(.warned), "model")
        logger.info("The pipelines ran: \(models) built in \(RunLines.seconds(elapsed)).")
    }

    /// Does backfills whenever nothing else goes on.
    private func fillBack() async {
        while !Task.isCancelled {
            do {
                if try await backfills.step() { continue }
            } catch is CancellationError {
                return
            } catch {
                guard !Task.isCancelled else { return }
                logger.error("A backfill could not go on, and is tried again: \(Shell.describe(error))")
                guard (try? await Task.sleep(for: .seconds(10))) != nil else { return }
            }
            guard (try? await Task.sleep(for: .seconds(1))) != nil else { return }
        }
    }

    // MARK: Versions of tables

    /// Something that is another whenever the data of these tables may be another, by their names as SQL writes them;
    /// `nil` while one of them is made anew. Tables that models make change with their builds, those of pings with the
    /// loads that bring some, other tables of collected data with each load, and all others with each load and each run.
    func version(of tables: [String]) async -> String? {
        let names = tables.map { $0.lowercased() }
        let building = await buildingTables()
        guard !names.contains(where: building.contains) else { return nil }
        let made = names.compactMap { built[$0] }
        var version = made.map(String.init).joined(separator: ",")
        let others = names.filter { built[$0] == nil }
        guard !others.isEmpty else { return version }
        // What a load that failed has left behind nobody knows.
        let statistics = await loader?.statistics
        let failed = statistics?.failedLoads ?? 0
        if others.allSatisfy({ $0 == LandingSchema.pingTable }) {
            version += "/p\(statistics?.pings ?? 0)+\(failed)"
        } else {
            version += "/\((statistics?.loads ?? 0) + failed)"
        }
        // Views and tables of others may stand on what is built.
        if !others.allSatisfy(LandingSchema.loadedTables.contains) { version += "/\(await engine.runs)" }
        return version
    }

    private func buildingTables() async -> Set<String> {
        guard let project = current?.environment.project else { return [] }
        let building = await engine.building
        return Set(building.compactMap { project.models[$0]?.relation.description.lowercased() })
    }
}

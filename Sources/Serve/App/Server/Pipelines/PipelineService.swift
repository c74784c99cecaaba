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
    /// `nil` where nothing is loaded, in commands without a server.
    private let loader: Loader?
    /// Keeps what it has parsed, for all that read the pipelines of this project.
    nonisolated let reader = PipelineProjectReader()
    private var current: (digest: String, environment: RunEnvironment, timetable: PipelineTimetable)?
    /// What is built, for the versions of results.
    private var built: [String: Int64] = [:]
    private var hasOpenedState = false
    /// What each node would have been built from when it was last tried.
    private var tried: [NodeID: String] = [:]
    private var lastLook: (loads: Int, digest: String, day: Int64, instant: Int64)?
    private var lastBuild: ContinuousClock.Instant?
    /// Whether the tables are as the last look at models and data wants them.
    private var isBuilt = false

    init(root: String, settings: ProjectSettings, warehouse: DuckDBWarehouse, loader: Loader?, logger: Logger) {
        self.root = root
        self.settings = settings
        self.warehouse = warehouse
        self.loader = loader
        self.logger = logger
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await self.look()
                guard (try? await Task.sleep(for: .seconds(1))) != nil else { break }
            }
            await self.engine.stop()
        }
    }

    /// Whether the tables stand on all that was loaded.
    var isUpToDate: Bool {
        get async {
            guard isBuilt, let lastLook, let loader else { return isBuilt }
            return await loader.statistics.loads == lastLook.loads && isBuilt
        }
    }

    var runs: Int { get async { await engine.runs } }
    var failures: Int { get async { await engine.failures } }

    // MARK: The project

    /// The project as it is on disk, with all that runs of it need.
    /// - Throws: `WarehouseError` when the state in the warehouse can't be opened.
    func environment() async throws -> RunEnvironment {
        let digest = FileStamps.pipelines(root).digest
        if let current, current.digest == digest { return current.environment }
        let environment = await make(variables: JSONObject())
        if !hasOpenedState {
            try await environment.state.open()
            hasOpenedState = true
        }
        let timetable = PipelineTimetable(project: environment.project, graph: environment.graph)
        for problem in environment.project.problems + environment.graph.problems + timetable.problems {
            switch problem.severity {
            case .error: logger.error("\(problem)")
            case .warning: logger.warning("\(problem)")
            }
        }
        current = (digest, environment, timetable)
        try await readBuilt(environment)
        return environment
    }

    /// The same with variables from a command line.
    func environment(variables: JSONObject) async throws -> RunEnvironment {
        let usual = try await environment()
        return variables.isEmpty ? usual : await make(variables: variables)
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
            emptyDatabase: { try DuckDBWarehouse.open(DuckDBConfiguration(path: nil, threads: 1)) })
        let watermarks = LoadWatermarks(loader: loader, tables: TableWatermarks(warehouse: warehouse))
        environment.watermarks = { await watermarks.read($0) }
        return environment
    }

    private func readBuilt(_ environment: RunEnvironment) async throws {
        let versions = try await environment.state.versions()
        built = [:]
        for version in versions.values { built[version.table.lowercased()] = version.built }
    }

    // MARK: Runs

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
        isBuilt = false
        let loads = await loader?.statistics.loads ?? 0
        let environment = try await environment()
        let nodes = Set(environment.graph.order).union(environment.project.tests.keys)
        let request = RunRequest(.build, nodes, selection: "", trigger: RunTrigger(.start))
        let summary = try await engine.start(request, environment).summary()
        try await readBuilt(environment)
        let now = Timestamp.now()
        lastLook = (loads, FileStamps.pipelines(root).digest, Int64(now.day), now.microseconds)
        isBuilt = summary.isGood
        return summary
    }

    // MARK: The clock, the loads and the files

    private func look() async {
        do {
            let environment = try await environment()
            guard let timetable = current?.timetable, !environment.project.models.isEmpty else {
                isBuilt = true
                return
            }
            let now = Timestamp.now()
            let loads = await loader?.statistics.loads ?? 0
            let digest = current?.digest ?? ""
            var nodes: Set<NodeID> = []
            var trigger = RunTrigger(.schedule)
            let hasNewFiles = lastLook?.digest != digest
            if lastLook == nil {
                let last = try await environment.state.lastRun()?.started
                nodes = timetable.withInputs.union(timetable.due(afterSync: nil))
                if let last { nodes.formUnion(timetable.due(since: last, now: now.microseconds, isStart: true)) }
                trigger = RunTrigger(.start)
            } else if hasNewFiles {
                nodes = timetable.withInputs
                trigger = RunTrigger(.change)
            } else if let lastLook {
                nodes = timetable.due(since: lastLook.instant, now: now.microseconds)
                if lastLook.day != Int64(now.day) { nodes.formUnion(timetable.withInputs) }
                if loads != lastLook.loads {
                    isBuilt = false
                    guard lastBuild.map({ ContinuousClock.now - $0 >= settings.pipelineInterval }) ?? true else {
                        // Looked at again once the interval is over; what the clock wants is not lost meanwhile.
                        if !nodes.isEmpty { try await build(nodes, trigger, timetable, environment) }
                        self.lastLook?.instant = now.microseconds
                        return
                    }
                    nodes.formUnion(timetable.withInputs.union(timetable.due(afterSync: nil)))
                    trigger = RunTrigger(.sync, why: "data was loaded")
                }
            }
            if !nodes.isEmpty { isBuilt = false }
            lastLook = (loads, digest, Int64(now.day), now.microseconds)
            guard !nodes.isEmpty else {
                isBuilt = true
                return
            }
            try await build(nodes, trigger, timetable, environment)
        } catch is CancellationError {
            return
        } catch {
            guard !Task.isCancelled else { return }
            logger.error("The pipelines could not be looked at: \(Shell.describe(error))")
        }
    }

    /// Builds what of the nodes, and of what follows them, is not as it would become. What was tried with the same
    /// inputs and failed is not tried again until something is different.
    private func build(
        _ nodes: Set<NodeID>, _ trigger: RunTrigger, _ timetable: PipelineTimetable, _ environment: RunEnvironment
    ) async throws {
        lastBuild = .now
        let wanted = nodes.union(timetable.following(nodes))
        let due = try await environment.due(wanted)
        let fresh = due.filter { tried[$0.key] != $0.value }
        guard !fresh.isEmpty else {
            isBuilt = due.isEmpty
            if trigger.kind == .start, due.isEmpty { logger.info("The pipelines' tables are up to date.") }
            return
        }
        isBuilt = false
        for (node, signature) in due { tried[node] = signature }
        let request = RunRequest(
            .build, wanted.union(tests(of: wanted, environment)), selection: "", trigger: trigger)
        let summary = try await start(request, environment).summary()
        try await readBuilt(environment)
        isBuilt = summary.isGood
        let elapsed = Double((summary.run.finished ?? summary.run.started) - summary.run.started) / 1e6
        let models = Shell.count(summary.count(.ok) + summary.count(.warned), "model")
        logger.info("The pipelines ran: \(models) built in \(RunLines.seconds(elapsed)).")
    }

    private func tests(of nodes: Set<NodeID>, _ environment: RunEnvironment) -> Set<NodeID> {
        let project = environment.project
        // What the models read is tested before they are built.
        let sources = nodes.reduce(into: Set<NodeID>()) { sources, node in
            sources.formUnion(environment.graph.parents(of: node).filter { project.sources[$0] != nil })
        }
        let tested = nodes.union(sources)
        var tests = Set(project.tests.values.filter { !tested.isDisjoint(with: $0.inputs) }.map(\.id))
        tests.formUnion(project.unitTests.values.filter { $0.model.map(nodes.contains) ?? false }.map(\.id))
        return tests
    }

    // MARK: Versions of tables

    /// Something that is another whenever the data of these tables may be another, by their names as SQL writes them;
    /// `nil` while one of them is made anew. Tables that models make change with their builds, all others with each
    /// load.
    func version(of tables: [String]) async -> String? {
        let names = tables.map { $0.lowercased() }
        let building = await buildingTables()
        guard !names.contains(where: building.contains) else { return nil }
        let made = names.compactMap { built[$0] }
        var version = made.map(String.init).joined(separator: ",")
        if made.count < names.count {
            // What a load that failed has left behind nobody knows.
            let statistics = await loader?.statistics
            version += "/\((statistics?.loads ?? 0) + (statistics?.failedLoads ?? 0))/\(await engine.runs)"
        }
        return version
    }

    private func buildingTables() async -> Set<String> {
        guard let project = current?.environment.project else { return [] }
        let building = await engine.building
        return Set(building.compactMap { project.models[$0]?.relation.description.lowercased() })
    }
}

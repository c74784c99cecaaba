import Foundation
import Logging
import SQL
import Synchronization
import Testing
import Warehouse
import WarehouseDuckDB

@testable import Pipelines

/// A project on disk, a warehouse, and an engine that runs the one on the other. Its clock stands still until it is moved.
final class House: Sendable {
    let root: String
    let warehouse: DuckDBWarehouse
    let engine = PipelineEngine()
    private let clock: Mutex<Int64>
    private let look: Int64
    private let reader = PipelineProjectReader()
    private let definitions = NodeDefinitionCache()
    private let versions = VersionBook()
    private let turns = MakingTurns(cores: 2)
    private let before = Mutex<RunEnvironment?>(nil)

    init(root: String, warehouse: DuckDBWarehouse, standsStill: Bool = false) {
        self.root = root
        self.warehouse = warehouse
        look = standsStill ? 0 : 1
        clock = Mutex(UTCTime.parse("2026-01-06 12:00:00") ?? 0)
    }

    /// Every look at the clock takes a microsecond, but for a clock that stands still.
    var now: Int64 {
        clock.withLock { clock in
            clock += look
            return clock
        }
    }

    func set(clock text: String) { clock.withLock { $0 = UTCTime.parse(text) ?? $0 } }

    func write(_ path: String, _ text: String) throws {
        let file = URL(fileURLWithPath: root).appendingPathComponent("pipelines/" + path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    func execute(_ sql: String) async throws { try await warehouse.execute(Statement(sql, label: "test")) }

    func environment() async throws -> RunEnvironment {
        let project = await reader.read(PipelineProjectReader.Options(root: root), parsedBy: warehouse)
        var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        var environment = RunEnvironment(
            project: project, warehouse: warehouse, logger: logger, now: { [self] in now },
            emptyDatabase: { try DuckDBWarehouse.open(DuckDBConfiguration(path: nil, threads: 1)) },
            definitions: definitions, book: versions, before: before.withLock { $0 })
        environment.turns = turns
        before.withLock { [environment] in $0 = environment }
        try await environment.state.open()
        return environment
    }

    /// Everything that the project has, or what a selection names.
    func run(
        _ command: RunRequest.Command = .build, _ select: String? = nil,
        _ change: (inout RunRequest) -> Void = { _ in }
    ) async throws -> RunSummary {
        let environment = try await environment()
        let nodes = try NodeSelector(project: environment.project, graph: environment.graph)
            .nodes(select: select.map { [$0] } ?? [])
        var request = RunRequest(command, nodes, selection: select ?? "", trigger: RunTrigger(.manual, who: "ana"))
        change(&request)
        return try await engine.start(request, environment).summary()
    }

    func plan(_ command: RunRequest.Command = .build) async throws -> BuildPlan {
        let environment = try await environment()
        let nodes = try NodeSelector(project: environment.project, graph: environment.graph).nodes(select: [])
        return try await BuildPlanner(environment, dependents: { _ in [:] }).plan(
            RunRequest(command, nodes, trigger: RunTrigger(.manual)))
    }

    func lines(_ sql: String) async throws -> [String] { try await warehouse.lines(sql) }
}

/// A house with these files below `pipelines/` and these statements run before.
func withHouse(
    _ files: [String: String], before setup: [String] = [], standsStill: Bool = false,
    _ body: (House) async throws -> Void
) async throws {
    try await withProject([:]) { root in
        try await withWarehouse { warehouse in
            let house = House(root: root, warehouse: warehouse, standsStill: standsStill)
            for (path, text) in files { try house.write(path, text) }
            for sql in setup { try await house.execute(sql) }
            try await body(house)
        }
    }
}

extension RunSummary {
    /// `name state`, by name; tests are left out.
    var states: [String] {
        nodes.filter { !$0.node.hasPrefix("test.") }
            .map { "\($0.node.split(separator: ".").last ?? "") \($0.state.rawValue)" }.sorted()
    }

    func message(_ name: String) -> String { nodes.first { $0.node.hasSuffix(".\(name)") }?.message ?? "" }
}

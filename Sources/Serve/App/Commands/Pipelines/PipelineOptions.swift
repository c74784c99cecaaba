import ArgumentParser
import Catalogue
import Foundation
import JSON
import Logging
import Pipelines
import WarehouseDuckDB
import Yams

/// Where a command about pipelines finds the project and the data, and how it answers.
struct PipelineOptions: ParsableArguments {
    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @Option(
        name: [.long, .customLong("project-dir")],
        help: "The project's folder. A server that runs uses its own project.")
    var project = "."

    @OptionGroup var state: StateOptions

    @Option(name: .long, help: "text or json.")
    var format = Format.text

    @Option(name: .long, help: "Variables of this command, as JSON or YAML: '{start: 2026-01-01}'.")
    var vars: String?

    func fill(_ order: inout PipelineOrder) throws {
        order.format = format.rawValue
        order.who = ProcessInfo.processInfo.userName
        if let vars { order.variables = try Self.variables(vars) }
    }

    private static func variables(_ text: String) throws -> JSONObject {
        let node: Yams.Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch {
            throw CommandFailure("--vars can't be read: it is neither JSON nor YAML.")
        }
        let json: JSONValue
        do throws(ProjectProblem) {
            json = try node.map { node throws(ProjectProblem) in try PropertyTree(node, file: "--vars").json } ?? .null
        } catch {
            throw CommandFailure("--vars can't be read: \(error.message)")
        }
        guard case .object(let object) = json else {
            throw CommandFailure("--vars has to be a list of names and values, such as '{start: 2026-01-01}'.")
        }
        return object
    }

    /// Lets the server that holds the state directory do it, or does it here.
    /// - Throws: `ExitCode` with the status that the order ends with.
    func perform(_ order: PipelineOrder) async throws {
        try await Shell.report {
            var order = order
            try fill(&order)
            let directory = StateDirectory.absolute(state.state)
            let status: Int32
            if try StateDirectory.exists(directory), StateDirectory.isHeld(directory) {
                status = try ask(order, directory)
            } else {
                status = try await performHere(order)
            }
            guard status == 0 else { throw ExitCode(status) }
        }
    }

    private func ask(_ order: PipelineOrder, _ directory: String) throws -> Int32 {
        var status: Int32?
        try ControlSocket(path: StateDirectory.socketPath(in: directory)).send(order.json, to: "pipelines") { json in
            guard let line = OrderLine(json) else { return }
            switch line {
            case .end(let code): status = code
            case .failure(let message): throw CommandFailure(message)
            default: Self.print(line)
            }
        }
        guard let status else {
            throw CommandFailure(
                "The server at \(directory) stopped answering. See how the run ended in its log, or in pipelines.run.")
        }
        return status
    }

    private func performHere(_ order: PipelineOrder) async throws -> Int32 {
        let reader = try ProjectReader.settings(root: project)
        var logger = Logger(label: "soundings") { LogLines(label: $0) }
        // What happens is said in the command's own lines.
        logger.logLevel = .critical
        let isLookedAtOnly = order.command == "compile" || order.command == "ls" && !order.isLong
        let data = try isLookedAtOnly ? try? open(reader) : StoredData.openOrMake(state, settings: reader)
        let warehouse = try data?.warehouse ?? DuckDBWarehouse.open(DuckDBConfiguration(path: nil, threads: 1))
        let service = PipelineService(
            root: project, settings: reader, warehouse: warehouse, loader: nil, logger: logger)
        service.dependents.use(Self.house(project, settings: reader, warehouse: warehouse))
        do {
            let status = try await PipelineOrderRunner(service: service, order: order, say: Self.print).perform()
            if let data { try await data.close() } else { try await warehouse.close() }
            return status
        } catch {
            if let data { try? await data.close() } else { try? await warehouse.close() }
            throw error
        }
    }

    /// The project's files and the content in them, read when a plan asks for them.
    private static func house(
        _ root: String, settings: ProjectSettings, warehouse: DuckDBWarehouse
    ) -> PlanDependents.House {
        let files = ReadOnce(root: root)
        return PlanDependents.House(
            flows: ProjectFlows(root: root, settings: settings, warehouse: warehouse),
            lineage: DependentLineage(
                warehouse: warehouse, timezone: settings.timezone,
                now: { Int64(Date.now.timeIntervalSince1970 * 1_000_000) }),
            model: { (try await files.read().project, "") },
            content: { _ in ContentUse(try await files.read().content) })
    }

    private actor ReadOnce {
        private let root: String
        private var known: ProjectReader?

        init(root: String) { self.root = root }

        func read() throws -> ProjectReader {
            let reader = try known ?? ProjectReader.read(root: root)
            known = reader
            return reader
        }
    }

    private func open(_ settings: ProjectSettings) throws -> StoredData {
        try StoredData.open(state, settings: settings, readOnly: false, heldAdvice: "Try again in a moment.")
    }

    @Sendable private static func print(_ line: OrderLine) {
        switch line {
        case .output(let text): Shell.print(text)
        case .progress(let text): Progress().say(text)
        case .end, .failure: break
        }
    }
}

/// Which nodes a command means.
struct SelectionOptions: ParsableArguments {
    @Argument(
        help: """
            What to take, as dbt selects: orders, +orders (and what it reads), orders+ (and what reads it), tag:nightly,
            path:staging, source:crm, kind:incremental, state:modified, result:error; commas intersect.
            Default: everything.
            """)
    var names: [String] = []

    @Option(name: [.short, .long], parsing: .upToNextOption, help: "The same, as dbt spells it.")
    var select: [String] = []

    @Option(name: .long, parsing: .upToNextOption, help: "What to leave out of that.")
    var exclude: [String] = []

    func fill(_ order: inout PipelineOrder) {
        order.select = names + select
        order.exclude = exclude
    }
}

/// How a command runs what it runs.
struct RunningOptions: ParsableArguments {
    @Flag(name: .long, help: "Make incremental models from scratch.")
    var fullRefresh = false

    @Option(
        name: .long, parsing: .upToNextOption,
        help: "Protected models that --full-refresh makes from scratch all the same.")
    var override: [String] = []

    @Flag(name: [.short, .long], help: "Build also what is as it would become.")
    var force = false

    @Flag(name: .long, help: "Publish all of it at once, or none of it when anything fails.")
    var blueGreen = false

    @Flag(name: [.customShort("x"), .long], help: "Begin nothing more once something has failed.")
    var failFast = false

    @Flag(name: .long, help: "Say what would be done and why, and do nothing.")
    var dryRun = false

    @Option(name: .long, help: "A sentence that is kept with the run.")
    var note: String?

    @Option(name: .long, help: "Write run_results.json into this folder.")
    var targetPath: String?

    func fill(_ order: inout PipelineOrder) {
        order.isFullRefresh = fullRefresh
        order.override = override
        order.isForced = force
        order.isBlueGreen = blueGreen
        order.stopsAtFailure = failFast
        order.isDryRun = dryRun
        order.note = note
        order.output = targetPath.map(StateDirectory.absolute)
    }
}

import ArgumentParser
import Content
import Foundation
import Landing
import Logging
import Warehouse
import WarehouseDuckDB

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look at the project, the state directory and the machine, and say what is not well.")

    @Argument(help: "The project's folder; may be left out.")
    var path: String?

    @Flag(
        name: .long,
        help: "Go on with a queue that doesn't fit the warehouse. What is missing between the two is given up for good."
    )
    var acceptQueue = false

    @Flag(
        name: .long,
        help: "Check the tables that charts read beside the events: each row of them has to follow from the events.")
    var derived = false

    @Flag(name: .long, help: "With --derived: make those tables anew from the events.")
    var rebuild = false

    @OptionGroup var state: StateOptions

    func validate() throws {
        if rebuild, !derived { throw ValidationError("--rebuild goes with --derived.") }
    }

    func run() async throws {
        try await Shell.report {
            if derived { return try await DerivedCheck(path: path, state: state, rebuilds: rebuild).run() }
            if acceptQueue { return try await acceptTheQueue() }
            var report = Report()
            var settings = Self.noSettings
            if let path {
                await report.check("project \(path)") {
                    let project = try ProjectReader.read(root: path)
                    settings = project.settings
                    let pipelines = PipelineProblems(root: path, settings: project.settings)
                    let problems = try project.diagnostics() + (await pipelines.read())
                    let errors = problems.count { $0.severity == .error }
                    guard errors == 0 else {
                        throw CommandFailure(
                            "\(Shell.count(errors, "error")). See them with: soundings validate \(path)")
                    }
                    return Shell.count(project.project.models.count, "model") + ", "
                        + Shell.count(await pipelines.modelCount(), "SQL model")
                }
            }
            await checkDisk(&report)
            await checkState(settings: settings, &report)
            await report.check("DuckDB") {
                let warehouse = try DuckDBWarehouse.open(DuckDBConfiguration(path: nil))
                let version = warehouse.version
                try await warehouse.close()
                return version
            }
            await report.check("web app") { try StaticSiteLocation.describe() }
            if let problem = LogLines.environment.problem {
                await report.check("log") { throw CommandFailure(problem) }
            }
            if report.hasProblems { throw ExitCode.failure }
        }
    }

    private func acceptTheQueue() async throws {
        let directory = StateDirectory.absolute(self.state.state)
        guard try StateDirectory.exists(directory) else {
            throw CommandFailure("There is no state directory \(directory). Name that of the server with --state.")
        }
        let state = try StateDirectory(path: directory)
        let settings = try path.map { try ProjectReader.read(root: $0).settings } ?? Self.noSettings
        let queue = try DurableQueue(path: state.queuePath)
        let warehouse = try Self.openWarehouse(of: state, settings: settings)
        let loader = Loader(
            queue: queue, warehouse: warehouse, decoders: Decoders.all,
            logger: Logger(label: "soundings") { LogLines(label: $0) })
        do {
            try await loader.acceptQueue()
        } catch {
            try? await warehouse.close()
            throw error
        }
        await queue.close()
        try await warehouse.close()
        Shell.print("The queue \(state.queuePath) is accepted; the next start loads it.")
    }

    private static let noSettings = ProjectSettings(name: "soundings", label: "Soundings")

    private static func openWarehouse(
        of state: StateDirectory, settings: ProjectSettings, readOnly: Bool = false
    ) throws -> DuckDBWarehouse {
        var configuration = DuckDBConfiguration(
            path: state.warehousePath, memoryLimit: settings.warehouseMemory, threads: settings.warehouseThreads,
            temporaryDirectory: state.temporaryPath)
        configuration.readOnly = readOnly
        return try DuckDBWarehouse.open(configuration)
    }

    private func checkDisk(_ report: inout Report) async {
        await report.check("disk") {
            let folder = FileManager.default.fileExists(atPath: state.state) ? state.state : "."
            let attributes = try FileManager.default.attributesOfFileSystem(forPath: folder)
            let free = (attributes[.systemFreeSize] as? NSNumber)?.int64Value ?? 0
            guard free > 1 << 30 else {
                throw CommandFailure("only \(free >> 20) MiB are free; collection stops when it is full")
            }
            return "\(free >> 30) GiB free"
        }
    }

    private func checkState(settings: ProjectSettings, _ report: inout Report) async {
        let directory = StateDirectory.absolute(state.state)
        var held: StateDirectory?
        await report.check("state directory \(directory)") {
            guard try StateDirectory.exists(directory) else {
                try StateDirectory.checkRoom(for: directory)
                return "not there yet; the first start makes it, with its queue"
            }
            guard !StateDirectory.isHeld(directory) else { return "held by a running server; its files are left to it" }
            held = try StateDirectory(path: directory, isInspected: true)
            return "held by nobody"
        }
        if let held { await checkFiles(of: held, settings: settings, &report) }
    }

    private static let notThere = "not there yet; the next start makes it"

    /// Opens everything for reading only: looking must not change what there is to see.
    private func checkFiles(of state: StateDirectory, settings: ProjectSettings, _ report: inout Report) async {
        await report.check("accounts and content") {
            guard FileManager.default.fileExists(atPath: state.contentPath) else { return Self.notThere }
            let database = try ContentDatabase(reading: state.contentPath)
            defer { database.close() }
            return Shell.count(try await People(database).users().count, "account")
        }
        var queue: QueueInspection?
        await report.check("queue") {
            let found = try QueueInspection(path: state.queuePath)
            queue = found
            guard let counts = found.counts else { return Self.notThere }
            return "\(Shell.count(counts.bodies, "request")), \(counts.bytes >> 10) KiB"
        }
        var warehouse: DuckDBWarehouse?
        await report.check("warehouse") {
            guard FileManager.default.fileExists(atPath: state.warehousePath) else {
                // Against which the queue has to fit all the same.
                warehouse = try DuckDBWarehouse.open(DuckDBConfiguration(path: nil))
                return Self.notThere
            }
            let opened = try Self.openWarehouse(of: state, settings: settings, readOnly: true)
            warehouse = opened
            return Shell.count(try await opened.tables().count, "table")
        }
        guard let warehouse else { return }
        if let queue {
            await report.check("queue and warehouse") {
                try await queue.check(against: warehouse)
                return "belong together"
            }
        }
        try? await warehouse.close()
    }

    /// What was looked at, printed as it goes.
    private struct Report {
        var hasProblems = false

        mutating func check(_ what: String, _ body: () async throws -> String) async {
            do {
                note(what, try await body())
            } catch {
                hasProblems = true
                Shell.print("✗ \(what): \(Shell.describe(error))")
            }
        }

        func note(_ what: String, _ text: String) {
            Shell.print("✓ \(what): \(text)")
        }
    }
}

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

    @OptionGroup var options: SharedOptions

    func run() async throws {
        try await Shell.report {
            if acceptQueue { return try await acceptTheQueue() }
            var report = Report()
            var settings = Self.noSettings
            if let path {
                await report.check("project \(path)") {
                    let project = try ProjectReader.read(root: path)
                    settings = project.settings
                    let errors = project.diagnostics.count { $0.severity == .error }
                    guard errors == 0 else {
                        throw CommandFailure("\(errors) errors. See them with: soundings validate \(path)")
                    }
                    return "\(project.project.models.count) models, \(project.pipelines.models.count) SQL models"
                }
            }
            await checkDisk(&report)
            let directory = URL(fileURLWithPath: options.state).standardizedFileURL.path
            if StateDirectory.isHeld(directory) {
                report.note("state directory \(directory)", "held by a running server; its files are left to it")
            } else if FileManager.default.fileExists(atPath: directory) {
                await checkFiles(of: directory, settings: settings, &report)
            } else {
                report.note("state directory \(directory)", "not there yet; the first start makes it, with its queue")
            }
            await report.check("DuckDB") {
                let warehouse = try DuckDBWarehouse.open(DuckDBConfiguration(path: nil))
                let version = warehouse.version
                try await warehouse.close()
                return version
            }
            report.note("web app", StaticSiteLocation.describe())
            if report.hasProblems { throw ExitCode.failure }
        }
    }

    private func acceptTheQueue() async throws {
        guard FileManager.default.fileExists(atPath: options.state) else {
            throw CommandFailure("There is no state directory \(options.state). Name it with --state.")
        }
        let state = try StateDirectory(path: options.state)
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
        of state: StateDirectory, settings: ProjectSettings
    ) throws -> DuckDBWarehouse {
        try DuckDBWarehouse.open(
            DuckDBConfiguration(
                path: state.warehousePath, memoryLimit: settings.warehouseMemory, threads: settings.warehouseThreads,
                temporaryDirectory: state.temporaryPath))
    }

    private func checkDisk(_ report: inout Report) async {
        await report.check("disk") {
            let folder = FileManager.default.fileExists(atPath: options.state) ? options.state : "."
            let attributes = try FileManager.default.attributesOfFileSystem(forPath: folder)
            let free = (attributes[.systemFreeSize] as? NSNumber)?.int64Value ?? 0
            guard free > 1 << 30 else {
                throw CommandFailure("only \(free >> 20) MiB are free; collection stops when it is full")
            }
            return "\(free >> 30) GiB free"
        }
    }

    private func checkFiles(of directory: String, settings: ProjectSettings, _ report: inout Report) async {
        await report.check("accounts and content") {
            let state = try StateDirectory(path: directory)
            let database = try ContentDatabase(path: state.contentPath)
            defer { database.close() }
            return "\(try await People(database).users().count) accounts"
        }
        await report.check("queue") {
            let state = try StateDirectory(path: directory)
            let queue = try DurableQueue(path: state.queuePath)
            let counts = await queue.statistics
            await queue.close()
            return "\(counts.bodies) requests, \(counts.bytes >> 10) KiB"
        }
        await report.check("warehouse") {
            let state = try StateDirectory(path: directory)
            let warehouse = try Self.openWarehouse(of: state, settings: settings)
            let tables = try await warehouse.tables().count
            try await warehouse.close()
            return "\(tables) tables"
        }
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

import ArgumentParser
import Foundation
import LookMLGenerator

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a first LookML project from the tables of a database.",
        discussion: """
            A view for each table, and a model with an explore for each view. Primary keys and joins are claimed only where the
            data bear them out. Files that are there already are never changed: if one of those to be made is there,
            none is made.

            soundings lookml init myproject --from-warehouse --state state
            soundings lookml init myproject --from-warehouse --schema clean --tables orders,users
            """)

    @Argument(help: "The project's folder; it is made if it is not there.")
    var path: String

    @Flag(name: .long, help: "Read the tables from the database of --state. There is no other source yet.")
    var fromWarehouse = false

    @Option(name: .long, help: "The schemas whose tables are taken, separated by commas. Default: all.")
    var schema: String?

    @Option(
        name: .long, help: "The tables that are taken, as table or schema.table, separated by commas. Default: all.")
    var tables: String?

    @Option(name: .long, help: "The model's name.")
    var model = "warehouse"

    @OptionGroup var state: StateOptions

    func validate() throws {
        guard fromWarehouse else { throw ValidationError("Say where the tables come from: --from-warehouse.") }
    }

    func run() async throws {
        try await Shell.report {
            try checkFolder()
            let data = try StoredData.open(
                state, settings: SettingsReader(projectRoot: path).settings, readOnly: true,
                heldAdvice: "Stop it first: its database is its own while it runs.")
            let progress = LateProgress()
            var options = GeneratorOptions(model: model)
            options.schemas = schema.map(Self.list)
            options.tables = tables.map(Self.list)
            let project = try await LookMLGenerator.generate(from: data.warehouse, options: options) { step in
                progress.say("  \(step)")
            }
            try await data.close()
            try write(project)
            for remark in project.remarks { Shell.print("Look at: \(remark)") }
            for join in project.refusedJoins { Shell.print("Left out: \(join)") }
            Shell.print(
                "Made \(Shell.count(project.files.count, "file")) with \(Shell.count(project.joins.count, "join")) in "
                    + "\(path). Next: soundings validate \(path) --warehouse --state \(state.state)")
        }
    }

    private static func list(_ text: String) -> [String] {
        text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    private func checkFolder() throws(CommandFailure) {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue {
            throw CommandFailure("\(path) is a file. Name a folder for the project.")
        }
    }

    private func write(_ project: GeneratedProject) throws {
        let files = project.files.map { (path: path + "/" + $0.path, text: $0.text) }
        let present = files.map(\.path).filter { FileManager.default.fileExists(atPath: $0) }
        guard present.isEmpty else {
            let named = present.prefix(3).joined(separator: ", ")
            let others = present.count > 3 ? " and \(present.count - 3) more" : ""
            throw CommandFailure(
                "Nothing was made, since \(named)\(others) \(present.count == 1 ? "is" : "are") there already. "
                    + "Name another folder, or remove them first.")
        }
        for file in files {
            let folder = URL(fileURLWithPath: file.path).deletingLastPathComponent()
            do {
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            } catch {
                throw CommandFailure("The folder \(folder.path) can't be made: \(error.localizedDescription)")
            }
            try AtomicFile.create(file.path, with: Data(file.text.utf8))
            Shell.print("made \(file.path)")
        }
    }
}

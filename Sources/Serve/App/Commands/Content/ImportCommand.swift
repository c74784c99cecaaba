import ArgumentParser
import Content
import Foundation
import JSON

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Bring in what people have made in Looker, Superset or Metabase.",
        discussion: """
            Says what was taken and what was not, and why. Works while the server runs. docs/reference/importing.md says what
            each export looks like.
            """,
        subcommands: [Looker.self])

    struct Looker: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "looker", abstract: "Bring in an export made with Looker's API.",
            discussion: """
                JSON files as the API answers: users, groups, folders, Looks, dashboards, boards. Numbers are kept, so that old
                links lead to the same things. A second run brings what has changed since.
                """)

        @Argument(help: "The folder of the export.")
        var directory: String

        @OptionGroup var output: ImportOutput

        func run() async throws {
            try await Shell.report { try await output.bringIn("looker", try ExportFiles.read(directory)) }
        }
    }
}

/// How an import reaches the state directory, and how it says what it did.
struct ImportOutput: ParsableArguments {
    @OptionGroup var state: StateOptions

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func bringIn(_ source: String, _ files: [String: String], _ more: [(String, JSONValue)] = []) async throws {
        let order = ContentOrder(
            .bringIn, [("from", .string(source)), ("files", ContentOrder.json(files))] + more)
        let answer = try await order.run(state)
        if json { return Shell.write(answer.serialized() + [0x0A]) }
        for taken in answer["taken"]?.arrayValue ?? [] {
            let (new, updated) = (taken["new"]?.intValue ?? 0, taken["updated"]?.intValue ?? 0)
            Shell.print(
                "\(taken["kind"]?.stringValue ?? ""): \(new) new" + (updated > 0 ? ", \(updated) were there" : ""))
        }
        let notes = answer["notes"]?.arrayValue ?? []
        if !notes.isEmpty { Shell.print("\nNot taken, or different now:") }
        for note in notes {
            Shell.print("  \(note["what"]?.stringValue ?? ""): \(note["why"]?.stringValue ?? "")")
        }
    }
}

/// The files of an export.
enum ExportFiles {
    private static let largest = 256 << 20

    /// Texts by path below the folder; what is no JSON and no YAML is left out. A file alone is a folder of one.
    static func read(_ directory: String) throws(CommandFailure) -> [String: String] {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: directory, isDirectory: &isDirectory) else {
            throw CommandFailure("There is no \(directory).")
        }
        var names = [""]
        if isDirectory.boolValue {
            names = FileManager.default.enumerator(atPath: directory)?.compactMap { $0 as? String } ?? []
        }
        var files: [String: String] = [:]
        var size = 0
        for name in names {
            let path = name.isEmpty ? directory : directory + "/" + name
            guard ["json", "yaml", "yml"].contains((path as NSString).pathExtension.lowercased()) else { continue }
            guard let data = FileManager.default.contents(atPath: path) else { continue }
            size += data.count
            guard size <= largest else { throw CommandFailure("\(directory) holds more than \(largest >> 20) MB.") }
            guard let text = String(data: data, encoding: .utf8) else {
                throw CommandFailure("\(path) is not UTF-8.")
            }
            files[name.isEmpty ? (path as NSString).lastPathComponent : name] = text
        }
        guard !files.isEmpty else { throw CommandFailure("There are no JSON or YAML files in \(directory).") }
        return files
    }
}

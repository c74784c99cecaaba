import Content
import Foundation
import JSON
import LookerAPI

/// What a command wants of saved content, as it goes through the control socket: `{"do": "pull"}`.
struct ContentOrder: Sendable {
    enum Work: String, Sendable { case pull, push, bringIn = "import" }

    var work: Work
    var values: JSONObject

    init(_ work: Work, _ values: [(String, JSONValue)] = []) {
        self.work = work
        self.values = JSONObject(values)
    }

    var json: JSONValue {
        var members = values
        members["do"] = .string(work.rawValue)
        return .object(members)
    }

    init?(_ json: JSONValue) {
        guard let work = json["do"]?.stringValue.flatMap(Work.init), let values = json.objectValue else { return nil }
        self.work = work
        self.values = values
    }

    /// Lets whoever holds the state directory do it: the server that runs, else this command.
    /// - Throws: ``CommandFailure``, ``ContentError``
    func run(_ options: StateOptions) async throws -> JSONValue {
        let directory = StateDirectory.absolute(options.state)
        let exists = try StateDirectory.exists(directory)
        if exists, StateDirectory.isHeld(directory) {
            var answer: JSONValue?
            try ControlSocket(path: StateDirectory.socketPath(in: directory)).send(json, to: "content") { line in
                if let message = line["error"]?.stringValue { throw CommandFailure(message) }
                answer = line
            }
            guard let answer else {
                throw CommandFailure("The server did not answer. Is it a Soundings of another version?")
            }
            return answer
        }
        guard exists || work != .pull else {
            throw CommandFailure(
                "There is no state directory \(directory). Name the one of the server with --state.")
        }
        let state = try StateDirectory(path: directory)
        defer { withExtendedLifetime(state) {} }
        let database = try ContentDatabase(path: state.contentPath)
        defer { database.close() }
        return try await perform(on: ContentStore(database), people: People(database))
    }

    func perform(on store: ContentStore, people: People) async throws -> JSONValue {
        switch work {
        case .pull: return ["files": Self.json(try await store.archive().files)]
        case .push:
            var options = ContentPush.Options()
            options.dryRun = values["dry_run"]?.boolValue ?? false
            options.force = values["force"]?.boolValue ?? false
            options.delete = values["delete"]?.boolValue ?? false
            let push = try await store.push(
                ContentArchive(files: Self.texts(values["files"])), base: Self.texts(values["base"]), options: options,
                by: .administrator())
            func list(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }
            return [
                "created": list(push.created), "changed": list(push.changed), "trashed": list(push.trashed),
                "unchanged": .int(Int64(push.unchanged)), "conflicts": list(push.conflicts),
                "problems": list(push.problems), "done": .bool(push.isDone),
                "files": push.isDone ? Self.json(try await store.archive().files) : .null,
            ]
        case .bringIn:
            let report = try await bringIn(Self.texts(values["files"]), store, people)
            return [
                "taken": .array(
                    report.taken.map {
                        ["kind": .string($0.kind), "new": .int(Int64($0.new)), "updated": .int(Int64($0.updated))]
                    }),
                "notes": .array(report.notes.map { ["what": .string($0.what), "why": .string($0.why)] }),
            ]
        }
    }

    private func bringIn(_ files: [String: String], _ store: ContentStore, _ people: People) async throws
        -> ImportReport
    {
        switch values["from"]?.stringValue {
        case "looker":
            var export: [(path: String, json: JSONValue)] = []
            for (path, text) in files where path.lowercased().hasSuffix(".json") {
                do {
                    export.append((path, try JSONValue.parse(text)))
                } catch {
                    throw CommandFailure("\(path) is no JSON: \(error). Nothing was imported.")
                }
            }
            guard !export.isEmpty else { throw CommandFailure("There are no JSON files. Nothing was imported.") }
            var run = LookerImport(content: store, people: people)
            return try await run.run(LookerExport(files: export))
        default: throw CommandFailure("This Soundings does not know where that comes from. Is it of another version?")
        }
    }

    static func json(_ texts: [String: String]) -> JSONValue {
        .object(JSONObject(distinct: texts.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
    }

    static func texts(_ json: JSONValue?) -> [String: String] {
        Dictionary(
            (json?.objectValue?.members ?? []).compactMap { member in
                member.value.stringValue.map { (member.key, $0) }
            }, uniquingKeysWith: { $1 })
    }
}

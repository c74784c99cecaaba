import ArgumentParser
import Content
import Discovery
import Foundation
import JSON
import Logging
import SemanticModel

struct SearchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Find Looks, dashboards, metrics, fields and values by words.",
        discussion: """
            soundings search "monthly users" --project demo
            soundings search databricks --project demo --format json

            Looks into the index of the state directory, also while a server runs, as somebody who may see everything. Values
            are there once a server has read them.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @Argument(help: "Words, or beginnings of words; all of them have to be there.")
    var words: [String]

    @Option(name: .long, help: "The project's folder.")
    var project = "."

    @Option(name: .long, help: "Things of each kind at most.")
    var limit = 10

    @Option(name: .long, help: "text or json.")
    var format = Format.text

    @OptionGroup var state: StateOptions

    func validate() throws {
        if !(1...1_000).contains(limit) { throw ValidationError("--limit must be from 1 to 1000.") }
    }

    func run() async throws {
        try await Shell.report {
            let (discovery, database, model) = try DiscoveryFiles.open(project: project, state: state)
            var limits = Discovery.Limits()
            (limits.content, limits.fields, limits.metrics, limits.values) = (limit, limit, limit, limit)
            let reader = SearchReader(
                folders: nil, project: model.openedWhole(), kinds: Set(FoundContent.Kind.allCases), seesData: true)
            let answer = try await discovery.search(words.joined(separator: " "), as: reader, limits: limits)
            switch format {
            case .text: show(answer)
            case .json: Shell.write(answer.json.serialized() + [0x0A])
            }
            discovery.close()
            database.close()
        }
    }

    private func show(_ answer: SearchAnswer) {
        var lines: [[String]] = []
        for found in answer.content { lines.append([found.kind.rawValue, found.title, found.path]) }
        for found in answer.metrics { lines.append(["metric", found.label, "/metrics/\(found.name)"]) }
        for found in answer.fields { lines.append([found.category, found.label, found.path]) }
        for found in answer.values {
            lines.append([
                "value", "\(found.value) (\(found.fieldLabel))", found.dashboards.first?.path ?? found.explorePath,
            ])
        }
        guard !lines.isEmpty else { return Shell.print("Nothing has all of these words.") }
        let width = lines.map { $0[0].count }.max() ?? 0
        for line in lines {
            Shell.print(line[0].padding(toLength: width, withPad: " ", startingAt: 0) + "  " + line[1] + "  " + line[2])
        }
    }
}

extension SearchAnswer {
    /// As `soundings search --format json` prints it: addresses and titles.
    fileprivate var json: JSONValue {
        [
            "content": .array(
                content.map {
                    [
                        "kind": .string($0.kind.rawValue), "id": .string($0.id), "title": .string($0.title),
                        "url": .string($0.path),
                    ]
                }),
            "metrics": .array(metrics.map { ["name": .string($0.name), "label": .string($0.label)] }),
            "fields": .array(
                fields.map {
                    [
                        "model": .string($0.model), "explore": .string($0.explore), "name": JSONValue($0.field),
                        "label": .string($0.label), "url": .string($0.path),
                    ]
                }),
            "values": .array(
                values.map {
                    [
                        "value": .string($0.value), "field": .string($0.field),
                        "url": .string($0.dashboards.first?.path ?? $0.explorePath),
                    ]
                }),
        ]
    }
}

/// The index of a state directory for commands, whether or not a server has it open.
enum DiscoveryFiles {
    static func open(
        project path: String, state: StateOptions
    ) throws -> (discovery: Discovery, database: ContentDatabase, model: Project) {
        let folder = StateDirectory.absolute(state.state)
        guard FileManager.default.fileExists(atPath: folder + "/soundings.sqlite") else {
            throw CommandFailure(
                "There is no state in \(folder) to search. Start a server once, or name it with --state.")
        }
        let read = try ProjectReader.read(root: path)
        let database = try ContentDatabase(reading: folder + "/soundings.sqlite")
        let (metrics, charts, model) = (read.content.metrics, read.content.charts, read.project)
        let discovery = try Discovery(
            path: folder + "/cache/search.sqlite",
            sources: Discovery.Sources(
                content: ContentStore(database), project: { (model, 0) }, metrics: { metrics }, charts: { charts }),
            logger: Logger(label: "search") { LogLines(label: $0) })
        return (discovery, database, model)
    }
}

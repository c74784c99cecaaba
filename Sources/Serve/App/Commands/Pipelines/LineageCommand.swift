import ArgumentParser
import Catalogue
import Foundation
import JSON
import WarehouseDuckDB

struct LineageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lineage",
        abstract: "What a field, table, column, Look or tile comes from, and what comes from it.",
        discussion: """
            soundings lineage account.name --project demo
            soundings lineage clean.account.revenue_per_year --down
            soundings lineage look:1519 --up --format json

            A name is a table (clean.account), a column (clean.account.name), a field (account.name, or with its
            explore: events.account.name), an explore, or a Look, tile or dashboard by title or number. Reads the
            project's files; where a state directory is there and no server holds it, also the columns of the tables
            in it.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @Argument(help: "What to look at.")
    var name: String

    @Option(name: [.long, .customLong("project-dir")], help: "The project's folder.")
    var project = "."

    @Flag(name: .long, help: "Only what it comes from.")
    var up = false

    @Flag(name: .long, help: "Only what comes from it.")
    var down = false

    @Option(name: .long, help: "Steps at most.")
    var depth: Int?

    @Option(name: .long, help: "text or json.")
    var format = Format.text

    @OptionGroup var state: StateOptions

    func validate() throws {
        if let depth, depth < 1 { throw ValidationError("--depth must be at least 1.") }
    }

    func run() async throws {
        try await Shell.report {
            let read = try ProjectReader.read(root: project)
            let data = try? StoredData.open(state, settings: read.settings, readOnly: true, heldAdvice: "")
            let warehouse = try data?.warehouse ?? DuckDBWarehouse.open(DuckDBConfiguration(path: nil, threads: 1))
            let flows = await ProjectFlows(root: project, settings: read.settings, warehouse: warehouse).read()
            let contents = Catalogue.Contents(
                flows: flows, project: read.project, content: ContentUse(read.content))
            let catalogue = Catalogue(
                warehouse: warehouse, timezone: read.settings.timezone,
                now: { Int64(Date.now.timeIntervalSince1970 * 1_000_000) }, contents: { ("", contents) })
            let graph = try await catalogue.graph()
            try show(graph)
            if let data { try await data.close() } else { try await warehouse.close() }
        }
    }

    private func show(_ graph: LineageGraph) throws {
        let found = graph.nodes(named: name)
        guard !found.isEmpty else {
            let near = graph.suggestions(for: name)
            throw CommandFailure(
                "There is no table, column, field, explore, Look, tile or dashboard '\(name)'."
                    + (near.isEmpty ? "" : " Did you mean \(near.map { "'\($0)'" }.joined(separator: " or "))?"))
        }
        let directions: Set<LineageTree.Direction> = up == down ? [.up, .down] : up ? [.up] : [.down]
        let trees = graph.trees(of: found, directions, depth: depth ?? .max)
        switch format {
        case .text: Shell.write(Array(trees.map(\.text).joined(separator: "\n").utf8))
        case .json: Shell.write(JSONValue.array(trees.map(\.json)).serialized() + [0x0A])
        }
    }
}

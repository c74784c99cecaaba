import ArgumentParser
import Foundation
import JSON
import Presentation
import QueryCompiler
import QueryRunner
import SQL
import SemanticModel
import Warehouse
import WarehouseDuckDB

struct QueryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query",
        abstract: "Run a query on an explore and print it as a table, CSV or JSON.",
        discussion: """
            soundings query demo --model telemetry --explore events \\
                --fields events.event_date,events.count --filter "events.event_date=7 days" \\
                --sorts "events.event_date desc"

            Opens the state directory itself, so no server may hold it; a running server answers through the Looker API.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case table, csv, json }

    @Argument(help: "The project's folder.")
    var path: String

    @Option(name: .long, help: "The model's name.")
    var model: String

    @Option(name: .long, help: "The explore's name.")
    var explore: String

    @Option(name: .long, help: "Full field names, separated by commas.")
    var fields: String

    @Option(
        name: .customLong("filter"), help: "FIELD=EXPRESSION, such as \"events.event_date=7 days\"; may be repeated.")
    var filters: [String] = []

    @Option(name: .long, help: "FIELD or \"FIELD desc\", separated by commas.")
    var sorts = ""

    @Option(name: .long, parsing: .unconditional, help: "Rows at most; -1 for no limit.")
    var limit = ExploreQuery.defaultLimit

    @Option(name: .long, help: "table, csv or json.")
    var format = Format.table

    @Flag(name: .long, help: "Print the SQL and how the measures are computed, and don't run it.")
    var explain = false

    @OptionGroup var state: StateOptions

    func run() async throws {
        try await Shell.report {
            let project = try ProjectReader.read(root: path)
            let settings = project.settings
            let context = QueryContext(
                now: Int64(Date.now.timeIntervalSince1970 * 1_000_000), projectTimezone: settings.timezone)
            if explain {
                let compiled = try compile(project.project, context: context, dialect: .duckDB)
                Shell.print(compiled.readableSQL)
                for sentence in compiled.explanation { Shell.print("-- " + sentence) }
                return
            }
            let state = try openState()
            defer { withExtendedLifetime(state) {} }
            let warehouse = try DuckDBWarehouse.open(
                DuckDBConfiguration(
                    path: state.warehousePath, memoryLimit: settings.warehouseMemory,
                    threads: settings.warehouseThreads, temporaryDirectory: state.temporaryPath))
            let runner = QueryRunner(warehouse: warehouse, concurrency: 1, timeLimit: settings.queryTimeLimit)
            let compiled = try compile(project.project, context: context, dialect: warehouse.dialect)
            let answer = try await runner.run(compiled, label: "query on the command line")
            print(answer)
            try await warehouse.close()
        }
    }

    /// Where data is: nothing is made here.
    private func openState() throws(CommandFailure) -> StateDirectory {
        let directory = StateDirectory.absolute(state.state)
        let advice =
            "Name the state directory of a server with --state. New to this? `soundings demo` loads data to try, "
            + "`soundings serve` collects your own."
        guard try StateDirectory.exists(directory) else {
            throw CommandFailure("There is no data: the state directory \(directory) does not exist. \(advice)")
        }
        guard !StateDirectory.isHeld(directory) else {
            throw CommandFailure(
                "A server holds the state directory \(directory). Ask it through the API "
                    + "(soundings user credentials EMAIL), or stop it first.")
        }
        guard FileManager.default.fileExists(atPath: directory + "/" + StateDirectory.warehouseName) else {
            throw CommandFailure("There is no data in \(directory): no server has loaded any. \(advice)")
        }
        return try StateDirectory(path: directory)
    }

    private func compile(_ project: Project, context: QueryContext, dialect: Dialect) throws -> CompiledQuery {
        do {
            return try QueryCompiler.compile(try query(), project: project, context: context, dialect: dialect)
        } catch let error as QueryError {
            throw CommandFailure(error.message + (error.suggestion.map { " Did you mean '\($0)'?" } ?? ""))
        }
    }

    private func query() throws -> ExploreQuery {
        var expressions: [String: String] = [:]
        for filter in filters {
            guard let equals = filter.firstIndex(of: "=") else {
                throw CommandFailure("--filter '\(filter)' must read FIELD=EXPRESSION.")
            }
            expressions[String(filter[..<equals])] = String(filter[filter.index(after: equals)...])
        }
        return ExploreQuery(
            model: model, explore: explore, fields: Self.list(fields), filters: expressions, sorts: Self.list(sorts),
            limit: limit < 0 ? nil : limit)
    }

    private static func list(_ text: String) -> [String] {
        text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    private func print(_ answer: QueryAnswer) {
        switch format {
        case .json:
            var writer = JSONWriter()
            JSONRows(answer.query, labelled: false).write(answer, to: &writer)
            Shell.write(writer.bytes + [0x0A])
        case .csv:
            Shell.write(DelimitedText(answer.query, tabSeparated: false, formatted: false).document(answer))
        case .table: Shell.write(Array(TextTable(answer).text.utf8))
        }
    }
}

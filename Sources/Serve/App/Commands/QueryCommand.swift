import ArgumentParser
import Foundation
import JSON
import Presentation
import QueryCompiler
import QueryRunner
import SQL
import SemanticModel
import Warehouse

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

    enum Database: String, ExpressibleByArgument, CaseIterable {
        case duckdb, postgresql, bigquery, clickhouse

        var dialect: Dialect {
            switch self {
            case .duckdb: .duckDB
            case .postgresql: .postgreSQL
            case .bigquery: .bigQuery
            case .clickhouse: .clickHouse
            }
        }
    }

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

    @Option(
        name: .long, help: "A Looker expression that is yes for the rows that count: \"${orders.total} > 5\".")
    var filterExpression: String?

    @Option(name: .long, help: "FIELD or \"FIELD desc\", separated by commas.")
    var sorts = ""

    @Option(name: .long, help: "Dimensions among the fields whose values become columns, separated by commas.")
    var pivots = ""

    @Option(name: .long, help: "Dimensions behind each of whose values a row of totals stands, separated by commas.")
    var subtotals = ""

    @Option(name: .long, help: "Dimensions of which values without data are shown too, separated by commas.")
    var fill = ""

    @Option(
        name: .long,
        help: "Custom fields and table calculations, as the JSON list of Looker's dynamic_fields, or @FILE with it.")
    var dynamicFields = ""

    @Flag(name: .long, help: "Add a row of totals.")
    var total = false

    @Flag(name: .long, help: "Add a column of totals to a pivoted result.")
    var rowTotal = false

    @Option(name: .long, help: "Pivot columns at most.")
    var columnLimit = ExploreQuery.defaultColumnLimit

    @Option(name: .long, help: "The IANA time zone of the query; the project's unless said.")
    var timezone: String?

    @Option(name: .long, parsing: .unconditional, help: "Rows at most; -1 for no limit.")
    var limit = ExploreQuery.defaultLimit

    @Option(name: .long, help: "table, csv or json.")
    var format = Format.table

    @Flag(name: .long, help: "Print the SQL and how the measures are computed, and don't run it.")
    var explain = false

    @Option(
        name: .long, help: "With --explain: the database to write SQL for: duckdb, postgresql, bigquery or clickhouse.")
    var dialect = Database.duckdb

    @OptionGroup var state: StateOptions

    func run() async throws {
        try await Shell.report {
            let project = try ProjectReader.read(root: path)
            let settings = project.settings
            let context = QueryContext(
                now: Int64(Date.now.timeIntervalSince1970 * 1_000_000), projectTimezone: settings.timezone)
            if explain {
                let compiled = try compile(project.project, context: context, dialect: dialect.dialect)
                Shell.print(compiled.readableSQL)
                for sentence in compiled.explanation + compiled.warnings { Shell.print("-- " + sentence) }
                return
            }
            let data = try StoredData.open(
                state, settings: settings, readOnly: false,
                heldAdvice: "Ask it through the API (soundings user credentials EMAIL), or stop it first.")
            let warehouse = data.warehouse
            let runner = QueryRunner(warehouse: warehouse, concurrency: 1, timeLimit: settings.queryTimeLimit)
            let compiled = try compile(project.project, context: context, dialect: warehouse.dialect)
            let answer = try await runner.run(compiled, label: "query on the command line")
            print(answer)
            let notes = compiled.warnings + answer.problems.map(\.description) + answer.warnings
            for sentence in notes { Shell.note(sentence) }
            try await data.close()
        }
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
        var query = ExploreQuery(
            model: model, explore: explore, fields: Self.list(fields), pivots: Self.list(pivots), filters: expressions,
            sorts: Self.list(sorts), limit: limit < 0 ? nil : limit, total: total, timezone: timezone)
        query.filterExpression = filterExpression
        query.subtotals = Self.list(subtotals)
        query.fillFields = Self.list(fill)
        query.rowTotal = rowTotal
        query.columnLimit = min(max(1, columnLimit), ExploreQuery.largestColumnLimit)
        query.dynamicFields = try customFields()
        return query
    }

    private func customFields() throws -> [DynamicField] {
        var text = dynamicFields
        if text.hasPrefix("@") {
            let file = String(text.dropFirst())
            guard let bytes = FileManager.default.contents(atPath: file) else {
                throw CommandFailure("--dynamic-fields names the file \(file), which can't be read.")
            }
            text = String(decoding: bytes, as: UTF8.self)
        }
        do {
            return try DynamicFieldReader.read(text)
        } catch {
            throw CommandFailure(error.problems.map { "\($0)." }.joined(separator: "\n"))
        }
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

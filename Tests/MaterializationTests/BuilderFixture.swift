import Foundation
import Logging
import LookML
import Materialization
import QueryCompiler
import SQL
import SemanticModel
import Synchronization
import Testing
import Warehouse
import WarehouseDuckDB

/// A clock that stands still until a test moves it.
final class TestClock: Sendable {
    /// 2026-01-01 00:00:00 UTC
    private let moment = Mutex<Int64>(1_767_225_600_000_000)

    var now: Int64 { moment.withLock { $0 } }

    func advance(seconds: Int64) { moment.withLock { $0 += seconds * 1_000_000 } }
}

/// A project, a warehouse and a builder that tests drive by hand.
struct Workshop: Sendable {
    let warehouse: any Warehouse
    let live: LiveProject
    let clock: TestClock
    let builder: TableBuilder
    var attributes: [String: String] = [:]

    init(
        _ model: String, warehouse: any Warehouse, clock: TestClock = TestClock(),
        settings: TableBuilderSettings = TableBuilderSettings()
    ) {
        let live = LiveProject(Self.project(model))
        self.warehouse = warehouse
        self.live = live
        self.clock = clock
        builder = TableBuilder(
            warehouse: warehouse, project: { live.current }, timezone: "UTC", settings: settings,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, now: { clock.now })
    }

    static func project(_ model: String) -> Project {
        let project = ProjectResolver.resolve(name: "test", files: [SourceFile(path: "test.model.lkml", text: model)])
        for problem in project.diagnostics where problem.severity == .error {
            Issue.record("the test's own model: \(problem.code) at \(problem.location): \(problem.message)")
        }
        return project
    }

    func execute(_ sql: String) async throws { try await warehouse.execute(Statement(sql, label: "test")) }

    func rows(_ sql: String) async throws -> [[String?]] {
        try await warehouse.rows(Statement(sql, label: "test")).text
    }

    /// A query as it would be compiled now.
    func compile(
        _ fields: [String], where filters: [String: String] = [:], reading built: BuiltTables? = nil
    ) throws -> CompiledQuery {
        var context = QueryContext(now: clock.now, projectTimezone: "UTC", userAttributes: attributes)
        context.built = built ?? builder.live.built
        let explore = fields.first.map { String($0.prefix { $0 != "." }) } ?? ""
        return try QueryCompiler.compile(
            ExploreQuery(model: "test", explore: explore, fields: fields, filters: filters, limit: nil),
            project: live.current, context: context, dialect: warehouse.dialect)
    }

    func answer(
        _ fields: [String], where filters: [String: String] = [:], reading built: BuiltTables? = nil
    ) async throws -> [[String?]] {
        let compiled = try compile(fields, where: filters, reading: built)
        return try await warehouse.rows(
            Statement(compiled.sql, parameters: compiled.parameters, label: "test")
        ).text
    }

    /// Runs a query as the server does: the tables that it wants are asked for.
    func ask(_ fields: [String], where filters: [String: String] = [:]) async throws -> [[String?]] {
        let compiled = try compile(fields, where: filters)
        await builder.request(compiled.tables.wanted)
        return try await warehouse.rows(
            Statement(compiled.sql, parameters: compiled.parameters, label: "test")
        ).text
    }

    /// The tables of the schema that were built, without the registry.
    func builtTableNames() async throws -> [String] {
        try await warehouse.tables().filter { $0.name.schema == "scratch" && !$0.isView }.map(\.name.name)
            .filter { $0 != "built_tables" && $0 != "datagroups" }.sorted()
    }

    /// The builds of all tables so far, by the numbers that they get.
    func builds() async -> [String: Int64] {
        var builds: [String: Int64] = [:]
        for table in await builder.tables {
            guard let name = table.table, let number = name.split(separator: "_").last else { continue }
            builds[table.name] = Int64(number)
        }
        return builds
    }
}

/// A workshop over a warehouse in memory, which is closed afterwards.
func withWorkshop(
    _ model: String, tables: [String] = [], settings: TableBuilderSettings = TableBuilderSettings(),
    _ body: (Workshop) async throws -> Void
) async throws {
    let warehouse = try DuckDBWarehouse.open(DuckDBConfiguration(path: nil, threads: 2))
    do {
        let shop = Workshop(model, warehouse: warehouse, settings: settings)
        for table in tables { try await shop.execute(table) }
        try await shop.builder.start()
        try await body(shop)
        try await warehouse.close()
    } catch {
        try? await warehouse.close()
        throw error
    }
}

/// A folder that is gone afterwards.
func withFolder(_ body: (String) async throws -> Void) async throws {
    let folder = NSTemporaryDirectory() + "tables-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await body(folder)
}

extension ResultSet {
    /// Every value as text; `nil` is NULL.
    var text: [[String?]] {
        batches.flatMap { batch in
            (0..<batch.rowCount).map { row in
                batch.columns.map { column in
                    guard !column.isNull(row) else { return nil }
                    return switch column.values {
                    case .int(let values): String(values[row])
                    case .hugeInt(let values): String(values[row])
                    case .double(let values): String(values[row])
                    case .text(let values): values[row]
                    case .bool(let values): String(values[row])
                    case .date(let values): CivilText.date(days: Int64(values[row]))
                    case .timestamp(let values): CivilText.timestamp(microseconds: values[row])
                    default: "?"
                    }
                }
            }
        }
    }
}

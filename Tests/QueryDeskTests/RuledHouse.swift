import Content
import DataActions
import FrontDoor
import Logging
import LookML
import Materialization
import QueryCompiler
import QueryRunner
import SQL
import SemanticModel
import Synchronization
import Testing
import Warehouse
import WarehouseDuckDB

@testable import QueryDesk

/// Orders of several tenants and regions whose every row carries a mark that says whose it is (`S-t1-r2-n3-17`), explores on
/// them with rules for rows, and the desk that the routes ask too.
final class RuledHouse: Sendable {
    struct Rule: Sendable, Hashable {
        /// `tenant`, `region`, or `level`, a number.
        var column: String
        var attribute: String
    }

    static let tenants = 4
    static let regions = 3
    static let levels = 3
    static let orders = 240

    let warehouse: DuckDBWarehouse
    let desk: QueryDesk
    let live: LiveProject
    /// Of the explores `ruled_0`, `ruled_1` …
    let rules: [[Rule]]
    let box: RecordBox

    struct Row: Sendable {
        var id: Int
        var tenant: Int
        var region: Int
        var level: Int

        var mark: String { "S-t\(tenant)-r\(region)-n\(level)-\(id)" }
    }

    static let rows = (0..<orders).map { id in
        Row(id: id, tenant: id % tenants, region: (id / 4) % regions, level: (id / 12) % levels)
    }

    init(random: inout some RandomNumberGenerator) async throws {
        let possible = [
            Rule(column: "tenant", attribute: "tenant"), Rule(column: "region", attribute: "region"),
            Rule(column: "level", attribute: "level"),
        ]
        rules = (0..<6).map { _ in
            let chosen = possible.filter { _ in Bool.random(using: &random) }
            return chosen.isEmpty ? [possible[0]] : chosen
        }
        warehouse = try DuckDBWarehouse.open(DuckDBConfiguration(path: nil, threads: 2))
        for sql in Self.tables { try await warehouse.execute(Statement(sql, label: "house")) }
        let live = LiveProject(Self.project(rules))
        self.live = live
        let warehouse = warehouse
        let builder = TableBuilder(
            warehouse: warehouse, project: { live.current }, timezone: "UTC", settings: TableBuilderSettings(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, now: { Self.now })
        let cache = ResultCache(
            limit: 4 << 20, now: { Self.now }, oldBefore: { _, _, _ in 0 }, version: { $0.joined(separator: ",") })
        let counter = Mutex(0)
        let newID: @Sendable () -> String = {
            counter.withLock {
                $0 += 1; return String($0)
            }
        }
        let box = RecordBox()
        desk = QueryDesk(
            project: live, runner: QueryRunner(warehouse: warehouse, concurrency: 4, cache: cache), tables: builder,
            actions: DataActions(allowedHosts: AllowedHosts()), timezone: "UTC", limits: QueryLimits(),
            book: QueryBook(now: { Self.now }, newID: newID, record: { box.note($0) }), now: { Self.now }, newID: newID)
        self.box = box
    }

    /// 2026-01-01 00:00:00 UTC
    static let now: Int64 = 1_767_225_600_000_000

    private static let tables: [String] = {
        let values = rows.map { "(\($0.id), 't\($0.tenant)', 'r\($0.region)', \($0.level), '\($0.mark)')" }
        return [
            "CREATE TABLE orders (id INTEGER, tenant TEXT, region TEXT, level INTEGER, mark TEXT)",
            "INSERT INTO orders VALUES " + values.joined(separator: ", "),
            // Two lines of each order, so that joins multiply rows.
            "CREATE TABLE lines AS SELECT id * 10 + n AS id, id AS order_id, n AS amount, mark || '-line' AS text FROM orders, range(2) AS r (n)",
        ]
    }()

    private static func project(_ rules: [[Rule]]) -> Project {
        let explores = rules.enumerated().map { place, rules in
            let filters = rules.map { rule in
                "access_filter: { field: orders.\(rule.column) user_attribute: \(rule.attribute) }"
            }
            return """
                explore: ruled_\(place) {
                  view_name: orders
                  \(filters.joined(separator: "\n  "))
                  join: lines { sql_on: ${orders.id} = ${lines.order_id} ;; relationship: one_to_many }
                }
                """
        }
        let model = """
            connection: "house"
            access_grant: insiders { user_attribute: insider allowed_values: ["yes"] }
            view: orders {
              sql_table_name: orders ;;
              dimension: id { primary_key: yes type: number sql: ${TABLE}.id ;; }
              dimension: tenant { type: string sql: ${TABLE}.tenant ;; }
              dimension: region { type: string sql: ${TABLE}.region ;; }
              dimension: level { type: number sql: ${TABLE}.level ;; }
              dimension: mark {
                type: string sql: ${TABLE}.mark ;;
                link: { label: "Open" url: "/orders/{{ value }}" }
                html: <b>{{ value }}</b> ;;
              }
              dimension: broken { type: number sql: CAST(${TABLE}.mark AS INTEGER) ;; }
              dimension: inside { type: string sql: 'INSIDE-' || ${TABLE}.mark ;; required_access_grants: [insiders] }
              measure: count { type: count drill_fields: [id, mark] }
              measure: marks { type: list list_field: mark }
              measure: newest { type: max sql: ${TABLE}.mark ;; }
              measure: broken_sum { type: sum sql: CAST(${TABLE}.mark AS INTEGER) ;; }
              parameter: shown { type: unquoted allowed_value: { value: "tenant" } allowed_value: { value: "mark" } }
              dimension: chosen { type: string sql: ${TABLE}.{% parameter shown %} ;; }
            }
            view: lines {
              sql_table_name: lines ;;
              dimension: id { primary_key: yes type: number sql: ${TABLE}.id ;; }
              dimension: order_id { hidden: yes type: number sql: ${TABLE}.order_id ;; }
              dimension: text { type: string sql: ${TABLE}.text ;; }
              measure: count { type: count }
              measure: amount { type: sum sql: ${TABLE}.amount ;; }
              measure: texts { type: list list_field: text }
            }
            """
        let project = ProjectResolver.resolve(
            name: "house",
            files: [SourceFile(path: "house.model.lkml", text: model + explores.joined(separator: "\n"))])
        for problem in project.diagnostics where problem.severity == .error {
            Issue.record("the house's own model: \(problem.code) at \(problem.location): \(problem.message)")
        }
        return project
    }

    func caller(_ attributes: [String: String], permissions: Set<String>) -> Caller {
        var grants = ModelPermissions()
        grants.add(permissions, on: nil)
        let key = attributes.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ";")
        return Caller(
            userID: "u" + key, displayName: "Somebody", email: nil, role: "explorer", groupIDs: [], grants: grants,
            isVisitor: false, attributes: attributes, credential: .token)
    }

    /// The rows that somebody with these attributes may see through an explore: worked out here, without SQL.
    func visible(through explore: Int, _ attributes: [String: String]) -> [Row] {
        Self.rows.filter { row in
            rules[explore].allSatisfy { rule in
                let own =
                    switch rule.column {
                    case "tenant": "t\(row.tenant)"
                    case "region": "r\(row.region)"
                    default: "\(row.level)"
                    }
                let values = (attributes[rule.attribute] ?? "").split(separator: ",")
                // Numbers by what they are worth: -0 is 0.
                return values.contains { value in
                    let text = value.trimmingPrefix(" ")
                    return rule.column == "level" ? Int(text) == row.level : text == own
                }
            }
        }
    }
}

final class RecordBox: Sendable {
    private let records = Mutex<[QueryRecord]>([])

    func note(_ record: QueryRecord) { records.withLock { $0.append(record) } }

    var all: [QueryRecord] { records.withLock { $0 } }
}

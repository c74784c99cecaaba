import Catalogue
import Content
import Foundation
import JSON
import QueryCompiler
import SQL
import SemanticModel
import Testing
import Warehouse
import WarehouseDuckDB

/// A small company: pings and CRM accounts come in, a list that links instances to accounts is kept by hand, three
/// models make clean tables of them, two explores stand on those, and a Look and a dashboard on the explores.
enum House {
    /// 2024-05-10 12:00:00 UTC.
    static let now: Int64 = 1_715_342_400_000_000

    static let tables = [
        "CREATE SCHEMA raw",
        "CREATE TABLE raw.pings (instance_id VARCHAR, received_at TIMESTAMP, users INTEGER)",
        "INSERT INTO raw.pings VALUES ('a', '2024-05-09 08:00', 3), ('a', '2024-05-10 03:00', 4)",
        "CREATE TABLE raw.crm_account (id INTEGER, name VARCHAR, arr DOUBLE, is_deleted BOOLEAN, synced_at TIMESTAMP)",
        "INSERT INTO raw.crm_account VALUES (1, 'Acme', 100, false, '2024-05-09 00:00')",
        "CREATE TABLE raw.overrides (instance_id VARCHAR, account_id INTEGER, changed_at TIMESTAMP)",
        "INSERT INTO raw.overrides VALUES ('a', 1, '2024-03-01 12:00')",
        "CREATE TABLE raw.lists (id INTEGER)",
        // A rating comes once in a month; its sync has looked an hour ago.
        "CREATE TABLE raw.rating (score INTEGER, synced_at TIMESTAMP)",
        "INSERT INTO raw.rating VALUES (5, '2024-04-11 09:00')",
        "CREATE TABLE raw.sync_state (table_name VARCHAR, complete_through TIMESTAMP)",
        "INSERT INTO raw.sync_state VALUES ('rating', '2024-05-10 11:00'), ('lists', '2024-05-01 00:00')",
    ]

    static let flows = [
        TableFlow(
            table: TableName(schema: "raw", "pings"), kind: .source, label: "Pings",
            promise: FreshnessPromise(
                loadedAt: "received_at", warnAfter: .seconds(48 * 3600), errorAfter: .seconds(96 * 3600))),
        TableFlow(
            table: TableName(schema: "raw", "crm_account"), kind: .source, label: "CRM accounts",
            promise: FreshnessPromise(loadedAt: "synced_at", filter: "NOT is_deleted", warnAfter: .seconds(24 * 3600))),
        TableFlow(
            table: TableName(schema: "raw", "overrides"), kind: .source, label: "Instances by hand",
            owner: "Data team", promise: FreshnessPromise(loadedAt: "changed_at"), isKeptByHand: true),
        TableFlow(table: TableName(schema: "raw", "lists"), kind: .source),
        TableFlow(
            table: TableName(schema: "raw", "rating"), kind: .source, label: "Ratings",
            promise: FreshnessPromise(
                loadedAt: "synced_at",
                loadedAtQuery: "SELECT complete_through FROM raw.sync_state WHERE table_name = 'rating';\n",
                warnAfter: .seconds(36 * 3600))),
        TableFlow(
            table: TableName(schema: "clean", "account"), kind: .model,
            sql: "SELECT id, name, arr AS revenue FROM raw.crm_account WHERE NOT is_deleted",
            path: "pipelines/clean/account.sql"),
        TableFlow(
            table: TableName(schema: "clean", "instance"), kind: .model,
            sql: """
                SELECT d.instance_id, arg_max(o.account_id, o.changed_at) AS account_id
                FROM clean.instance_day AS d LEFT JOIN raw.overrides AS o ON o.instance_id = d.instance_id GROUP BY ALL
                """),
        TableFlow(
            table: TableName(schema: "clean", "instance_day"), kind: .model,
            sql: """
                SELECT instance_id, CAST(received_at AS DATE) AS day, max(users) AS users, count(*) AS pings
                FROM raw.pings GROUP BY ALL
                """),
    ]

    static let lookML = """
        connection: "warehouse"
        view: instance_day {
          sql_table_name: clean.instance_day ;;
          dimension: key { primary_key: yes hidden: yes sql: ${TABLE}.instance_id || ${TABLE}.day ;; }
          dimension: instance_id { sql: ${TABLE}.instance_id ;; }
          dimension_group: day {
            type: time timeframes: [date, month] datatype: date convert_tz: no sql: ${TABLE}.day ;;
          }
          measure: total_users { type: sum sql: ${TABLE}.users ;; }
          measure: total_pings { type: sum sql: ${TABLE}.pings ;; }
          measure: users_per_ping { type: number sql: ${total_users} / nullif(${total_pings}, 0) ;; }
        }
        view: instance {
          sql_table_name: clean.instance ;;
          dimension: instance_id { primary_key: yes sql: ${TABLE}.instance_id ;; }
          dimension: account_id { type: number sql: ${TABLE}.account_id ;; }
        }
        view: account {
          sql_table_name: clean.account ;;
          dimension: id { primary_key: yes type: number sql: ${TABLE}.id ;; }
          dimension: name { sql: ${TABLE}.name ;; }
          dimension: shouted { sql: upper(${name}) ;; }
        }
        view: big_day {
          derived_table: { sql: SELECT instance_id, sum(users) AS users FROM clean.instance_day GROUP BY 1 ;; }
          dimension: instance_id { primary_key: yes sql: ${TABLE}.instance_id ;; }
          dimension: users { type: number sql: ${TABLE}.users ;; }
        }
        explore: instance_day {
          join: instance { relationship: many_to_one sql_on: ${instance_day.instance_id} = ${instance.instance_id} ;; }
          join: account { relationship: many_to_one sql_on: ${instance.account_id} = ${account.id} ;; }
        }
        explore: big_day {}
        explore: instance {}
        """

    static let content = """
        look:
          id: 7
          title: People by account
          model: test
          explore: instance_day
          fields: [account.name, instance_day.total_users]
          filters: {instance_day.day_date: 7 days}
        """

    static let dashboard = """
        dashboard: 9
        title: Company
        elements:
          - {name: people, look: 7, title: People, listen: {}}
          - name: rate
            title: Users per ping
            model: test
            explore: instance_day
            fields: [instance_day.day_month, twice]
            dynamic_fields:
              - {table_calculation: twice, label: Twice, expression: "2 * ${instance_day.users_per_ping}"}
        """

    static func project() -> Project {
        ProjectResolver.resolve(name: "test", files: [SourceFile(path: "test.model.lkml", text: lookML)])
    }
}

/// A catalogue of the house above, on an engine that holds its tables.
func withHouse(
    built: [String] = [], _ body: (Catalogue, DuckDBWarehouse) async throws -> Void
) async throws {
    let warehouse = try DuckDBWarehouse.open(DuckDBConfiguration(path: nil, threads: 1))
    for statement in House.tables + built { try await warehouse.execute(Statement(statement, label: "test")) }
    let project = House.project()
    #expect(project.diagnostics.filter { $0.severity == .error }.isEmpty)
    let files = ContentFiles.read(
        project: project, files: [("content/look.yaml", House.content), ("content/board.yaml", House.dashboard)])
    #expect(files.diagnostics.filter { $0.severity == .error }.isEmpty)
    let content = ContentUse(files)
    let catalogue = Catalogue(
        warehouse: warehouse, timezone: "UTC", now: { House.now },
        contents: { ("1", Catalogue.Contents(flows: House.flows, project: project, content: content)) })
    do {
        try await body(catalogue, warehouse)
    } catch {
        try? await warehouse.close()
        throw error
    }
    try await warehouse.close()
}

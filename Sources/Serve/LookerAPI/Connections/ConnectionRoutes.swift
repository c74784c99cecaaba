internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Presentation
internal import QueryDesk
internal import QueryRunner
internal import SQL
internal import Warehouse

/// Connections: the names under which models call the warehouse, what can be told of it, and its tables. There is one
/// warehouse, which the settings of the project describe, so connections are read only.
struct ConnectionRoutes: Sendable {
    let services: LookerServices

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("connections", use: all)
        routes.post("connections", use: refuse)
        routes.get("connections/:connection", use: show)
        routes.patch("connections/:connection", use: refuse)
        routes.delete("connections/:connection", use: refuse)
        routes.put("connections/:connection/test", use: test)
        routes.get("connections/:connection/features", use: features)
        routes.get("dialect_info", use: dialects)
        ConnectionTableRoutes(connections: self).add(to: routes)
    }

    /// Those who write models or SQL know of connections.
    func requireCaller(_ context: SoundingsRequestContext) throws -> Caller {
        let caller = try context.requireCaller()
        guard ["develop", "use_sql_runner", "administer"].contains(where: caller.may) else {
            throw RequestFailure.forbidden("use_sql_runner")
        }
        return caller
    }

    func name(_ context: SoundingsRequestContext) throws -> String {
        let name = try context.name("connection")
        guard services.connectionNames.contains(name) else { throw RequestFailure.notFound("connection") }
        return name
    }

    @Sendable func all(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try requireCaller(context)
        return .json(selecting(.array(services.connectionNames.map { Self.json(named: $0) }), request))
    }

    @Sendable func show(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try requireCaller(context)
        return .json(selecting(Self.json(named: try name(context)), request))
    }

    @Sendable func refuse(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        let caller = try context.requireCaller()
        guard caller.may("administer") else { throw RequestFailure.forbidden("administer") }
        throw RequestFailure.methodNotAllowed(
            "There is one warehouse, which `warehouse` in soundings.yaml describes; models name it by their `connection`. "
                + "Connections are not made or changed here.")
    }

    static func base(named name: String) -> JSONValue {
        ["name": .string(name), "dialect": dialect, "snippets": [], "pdts_enabled": true, "can": ["show": true]]
    }

    private static func json(named name: String) -> JSONValue {
        guard var json = base(named: name).objectValue else { return .null }
        let values: [(String, JSONValue)] = [
            ("dialect_name", "duckdb"), ("database", "warehouse"), ("schema", "main"), ("db_timezone", "UTC"),
            ("tmp_db_name", "scratch"), ("has_password", false), ("uses_oauth", false), ("ssl", false),
            ("verify_ssl", false), ("user_db_credentials", false), ("example", false), ("managed", true),
            ("supports_data_studio_link", false),
        ]
        for (key, value) in values { json[key] = value }
        return .object(json)
    }

    private static let tests = ["connect", "query", "kill", "database_timezone", "tmp_db", "pdt"]

    private static let dialect: JSONValue = [
        "name": "duckdb", "label": "DuckDB", "supports_cost_estimate": false, "supports_streaming": true,
        "supports_multiple_databases": false, "supports_persistent_derived_tables": true, "has_ssl_support": false,
        "supports_inducer": false, "automatically_run_sql_runner_snippets": false,
        "connection_tests": .array(tests.map(JSONValue.string)),
    ]

    @Sendable func features(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try requireCaller(context)
        _ = try name(context)
        return .json(
            selecting(
                [
                    "dialect_name": "duckdb", "cost_estimate": false, "multiple_databases": false,
                    "column_search": true,
                    "persistent_table_indexes": false, "persistent_derived_tables": true, "turtles": true,
                    "percentile": true, "distinct_percentile": true, "stable_views": true, "milliseconds": true,
                    "microseconds": true, "subtotals": true, "location": true, "timezone": true,
                    "connection_pooling": true,
                ], request))
    }

    /// The databases that SQL is written for; one of them runs here.
    @Sendable func dialects(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try requireCaller(context)
        let known: [(name: String, label: String, schema: String)] = [
            ("duckdb", "DuckDB", "Schema"), ("bigquery_standard_sql", "Google BigQuery Standard SQL", "Dataset"),
            ("clickhouse", "ClickHouse", "Database"), ("postgres", "PostgreSQL", "Schema"),
        ]
        let list = known.map { dialect -> JSONValue in
            [
                "can": ["show": true], "name": .string(dialect.name), "label": .string(dialect.label),
                "installed": .bool(dialect.name == "duckdb"), "label_for_database_equivalent": "Database",
                "label_for_schema_equivalent": .string(dialect.schema), "supported_driver_versions": [],
                "default_max_connections": .string(String(services.runner.places)),
                "supported_options": [
                    "schema": true, "timezone": false, "tmp_table": true, "host": false, "port": false, "ssl": false,
                    "username": false, "cost_estimate": false,
                ],
            ]
        }
        return .json(selecting(.array(list), request))
    }

    /// Looks whether the warehouse does what is needed of it.
    @Sendable func test(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try requireCaller(context)
        _ = try name(context)
        let asked = (request.parameter("tests") ?? "").split { ",[]\" ".contains($0) }.map(String.init)
        if let unknown = asked.first(where: { !Self.tests.contains($0) }) {
            throw RequestFailure.invalid(
                "Validation Failed",
                [
                    .init(
                        field: "tests", code: "invalid",
                        message: "There is no test \(unknown). There are: \(Self.tests.joined(separator: ", ")).")
                ])
        }
        var results: [JSONValue] = []
        for name in asked.isEmpty ? Self.tests : asked { results.append(await outcome(of: name)) }
        return .json(.array(results))
    }

    private func outcome(of test: String) async -> JSONValue {
        let warehouse = services.runner.warehouse
        func ask(_ sql: String) async throws -> ResultSet {
            try await warehouse.rows(Statement(sql, label: "test of the connection", timeLimit: .seconds(10)))
        }
        func value(_ result: ResultSet) -> String? { result.batches.first?.columns.first?.text(row: 0) }
        var message = "It works."
        do {
            switch test {
            case "connect": _ = try await ask("SELECT 1")
            case "query":
                guard value(try await ask("SELECT SUM(n) FROM (VALUES (40), (2)) AS v (n)")) == "42" else {
                    return Self.result(test, "error", "The warehouse can't add 40 and 2.")
                }
            case "kill":
                let long = Task { try await ask("SELECT COUNT(*) FROM range(100000000000) AS r (n) WHERE n % 3 = 7") }
                try await Task.sleep(for: .milliseconds(50))
                long.cancel()
                if (try? await long.value) != nil {
                    return Self.result(test, "error", "A query that was stopped went on.")
                }
            case "database_timezone":
                let zone = value(try await ask("SELECT current_setting('TimeZone')")) ?? ""
                guard zone == "UTC" else { return Self.result(test, "error", "The zone is \(zone); it should be UTC.") }
                message = "The zone is UTC."
            default:
                let schemas = try await ask(
                    "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = 'scratch'")
                if value(schemas) == "0" { message = "Nothing has been kept in the schema scratch yet." }
            }
            return Self.result(test, "success", message)
        } catch {
            return Self.result(test, "error", "The warehouse did not answer as it should: \(error)")
        }
    }

    private static func result(_ name: String, _ status: String, _ message: String) -> JSONValue {
        ["name": .string(name), "status": .string(status), "message": .string(message), "can": [:]]
    }
}

internal import FrontDoor
internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import QueryDesk
internal import Warehouse

/// Databases, schemas, tables and columns of a connection: those that the caller's own SQL may read.
struct ConnectionTableRoutes: Sendable {
    let connections: ConnectionRoutes

    private static let defaultSchema = "main"

    func add(to routes: RouterGroup<SoundingsRequestContext>) {
        routes.get("connections/:connection/databases", use: databases)
        routes.get("connections/:connection/schemas", use: schemas)
        routes.get("connections/:connection/tables", use: tables)
        routes.get("connections/:connection/columns", use: columns)
    }

    @Sendable func databases(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        _ = try connections.requireCaller(context)
        _ = try connections.name(context)
        return .json(["warehouse"])
    }

    @Sendable func schemas(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        guard let tables = try await visible(context) else { return refused }
        let names = Set(tables.map { $0.name.schema ?? Self.defaultSchema }).union([Self.defaultSchema]).sorted()
        return .json(
            selecting(
                .array(names.map { ["name": .string($0), "is_default": .bool($0 == Self.defaultSchema)] }), request))
    }

    @Sendable func tables(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        guard let all = try await visible(context) else { return refused }
        let tables = try filtered(all, request)
        let limit = request.parameter("table_limit").flatMap { Int($0) }.map { max(0, $0) } ?? .max
        let schemas = request.parameter("schema_name").map { [$0] } ?? Self.schemas(of: tables)
        let list = schemas.map { schema -> JSONValue in
            let ours = tables.filter { ($0.name.schema ?? Self.defaultSchema) == schema }
            return [
                "name": .string(schema), "is_default": .bool(schema == Self.defaultSchema),
                "table_limit_hit": .bool(ours.count > limit),
                "tables": .array(
                    ours.prefix(limit).map { table in
                        [
                            "name": .string(table.name.name), "schema_name": .string(schema),
                            "sql_escaped_name": .string(Self.escaped(schema) + "." + Self.escaped(table.name.name)),
                            "external": .string(table.isView ? "view" : "table"), "snippets": [],
                        ]
                    }),
            ]
        }
        return .json(selecting(.array(list), request))
    }

    @Sendable func columns(_ request: Request, _ context: SoundingsRequestContext) async throws -> Response {
        guard let all = try await visible(context) else { return refused }
        var tables = try filtered(all, request)
        if let text = request.parameter("table_names"), !text.isEmpty {
            let names = Set(text.split { ",[]\"".contains($0) }.map { $0.trimmingPrefix(" ").lowercased() })
            tables = tables.filter { names.contains($0.name.name.lowercased()) }
        }
        if let limit = request.parameter("table_limit").flatMap({ Int($0) }) {
            tables = Array(tables.prefix(max(0, limit)))
        }
        let list = tables.map { table -> JSONValue in
            let schema = table.name.schema ?? Self.defaultSchema
            return [
                "name": .string(table.name.name), "schema_name": .string(schema),
                "sql_escaped_name": .string(Self.escaped(schema) + "." + Self.escaped(table.name.name)),
                "columns": .array(
                    table.columns.map { column in
                        [
                            "name": .string(column.name), "schema_name": .string(schema),
                            "sql_escaped_name": .string(Self.escaped(column.name)),
                            "data_type_database": .string(column.type), "data_type": .string(column.type.lowercased()),
                            "data_type_looker": .string(Self.lookerType(column.type)), "snippets": [],
                        ]
                    }),
            ]
        }
        return .json(selecting(.array(list), request))
    }

    /// `nil` when the caller has rules on them, so that tables would say what they hide.
    private func visible(_ context: SoundingsRequestContext) async throws -> [TableDescription]? {
        let caller = try connections.requireCaller(context)
        _ = try connections.name(context)
        do {
            return try await connections.services.desk.sqlTables(for: caller)
        } catch is SQLAccess.Refusal {
            return nil
        }
    }

    private var refused: Response {
        LookerErrors.body(
            "You have rules for rows or fields on you, and the tables behind them are not shown.", status: .forbidden)
    }

    private func filtered(_ tables: [TableDescription], _ request: Request) throws -> [TableDescription] {
        if let database = request.parameter("database"), !database.isEmpty, database != "warehouse" {
            throw RequestFailure.invalid(
                "Validation Failed",
                [.init(field: "database", code: "invalid", message: "There is one database: warehouse.")])
        }
        let part = (request.parameter("table_filter") ?? "").lowercased()
        let schema = request.parameter("schema_name") ?? ""
        return tables.filter { table in
            (schema.isEmpty || (table.name.schema ?? Self.defaultSchema) == schema)
                && (part.isEmpty || table.name.name.lowercased().contains(part))
        }
    }

    private static func schemas(of tables: [TableDescription]) -> [String] {
        Set(tables.map { $0.name.schema ?? defaultSchema }).sorted()
    }

    private static func escaped(_ name: String) -> String {
        let isPlain = name.utf8.enumerated().allSatisfy { place, byte in
            byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (place > 0 && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte))
        }
        return isPlain && !name.isEmpty ? name : "\"" + name.replacing("\"", with: "\"\"") + "\""
    }

    private static func lookerType(_ type: String) -> String {
        let name = type.uppercased().prefix { $0 != "(" }
        switch String(name) {
        case "BOOLEAN": return "yesno"
        case "DATE": return "date"
        case let name where name.hasPrefix("TIMESTAMP"): return "datetime"
        case let name where name.hasSuffix("INT") || ["INTEGER", "FLOAT", "DOUBLE", "DECIMAL"].contains(name):
            return "number"
        default: return "string"
        }
    }
}

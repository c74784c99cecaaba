import JSON
import Jinja
import Warehouse

/// What templates ask the warehouse.
extension TemplateScope {
    func addWarehouse(_ globals: inout [String: JinjaValue]) {
        let results = QueryResults()
        globals["run_query"] = .function("run_query") { [self] call in
            try await query(try call.required(0, "sql").text).map { .object($0) } ?? JinjaValue.none
        }
        globals["statement"] = .function("statement") { [self] call in
            let name = call.argument(0, "name")?.stringValue
            let fetches = call.argument(1, "fetch_result")?.isTrue ?? false
            guard let caller = call[keyword: "caller"] else { return .string("") }
            let sql = try await call.invoke(caller).text
            guard context.isExecuting else { return .string("") }
            let table = try await query(sql)
            if fetches, let name, let table { results.put(name, table) }
            return .string("")
        }
        globals["load_result"] = .function("load_result") { call in
            guard let table = results.table(try call.requiredText(0, "name")) else { return .none }
            return .dict([
                ("table", .object(table)), ("data", .list(table.rows.map { .tuple($0) })), ("response", "OK"),
            ])
        }
        let load = JinjaValue.function("load_relation") { [self] call in
            guard case .object(let object) = try call.required(0, "relation"), let relation = object as? RelationValue
            else { return .none }
            return try await found(schema: relation.schema, identifier: relation.identifier)
        }
        globals["load_relation"] = load
        globals["load_cached_relation"] = load
        globals["adapter"] = .object(AdapterValue(scope: self))
        let create = JinjaValue.function("create") { call in
            .object(
                RelationValue(
                    database: call.argument(0, "database")?.stringValue,
                    schema: call.argument(1, "schema")?.stringValue,
                    identifier: call.argument(2, "identifier")?.text ?? "", type: call.argument(3, "type")?.stringValue)
            )
        }
        let column = JinjaValue.function("create") { call in
            .object(ColumnValue(name: try call.requiredText(0, "name"), type: call.argument(1, "dtype")?.text ?? ""))
        }
        globals["api"] = .object(
            JinjaMembers(
                "api",
                [
                    "Relation": .object(JinjaMembers("Relation", ["create": create])),
                    "Column": .object(JinjaMembers("Column", ["create": column])),
                ]))
    }

    /// Runs a query; `nil` while only the graph is read.
    func query(_ sql: String) async throws -> QueryTable? {
        guard context.isExecuting else { return nil }
        guard let warehouse = context.warehouse else {
            throw CompilationError("This needs the warehouse, and none may be asked here.", at: nil)
        }
        recorder.noteQuestion()
        do throws(WarehouseError) {
            return QueryTable(try await warehouse.rows(Statement(sql, label: "pipelines: template of \(subject.name)")))
        } catch {
            if case .rejected(_, let message, _) = error {
                throw CompilationError("The warehouse refused a query of the template: \(message)", at: nil)
            }
            throw CompilationError(error.description, at: nil)
        }
    }

    /// The columns of a relation, in order; none while only the graph is read, or where there is no such relation.
    func columns(of value: JinjaValue) async throws -> [ColumnValue] {
        guard case .object(let object) = value, let relation = object as? RelationValue else { return [] }
        let from = relation.replacement ?? relation.name
        guard try await exists(relation) else { return [] }
        guard let table = try await query("describe select * from \(from)") else { return [] }
        return table.rows.compactMap { row in
            row.count > 1 ? ColumnValue(name: row[0].text, type: row[1].text) : nil
        }
    }

    private func exists(_ relation: RelationValue) async throws -> Bool {
        if relation.replacement != nil { return relation.type != "cte" }
        return try await found(schema: relation.schema, identifier: relation.identifier).isTrue
    }

    /// The relation if it is there, with its type, and else none.
    func found(schema: String?, identifier: String) async throws -> JinjaValue {
        var sql =
            "select table_schema, table_name, table_type from information_schema.tables where "
            + "lower(table_name) = lower(\(literal(identifier)))"
        if let schema { sql += " and lower(table_schema) = lower(\(literal(schema)))" }
        guard let row = try await query(sql)?.rows.first, row.count == 3 else { return .none }
        return .object(
            RelationValue(
                database: context.target.database, schema: row[0].text, identifier: row[1].text,
                type: row[2].text.contains("VIEW") ? "view" : "table"))
    }

    private func literal(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }
}

/// `adapter` in templates.
struct AdapterValue: JinjaObject {
    let scope: TemplateScope

    let jinjaTypeName = "adapter"
    var jinjaText: String { "<adapter>" }

    func jinjaAttribute(_ name: String) -> JinjaValue? {
        switch name {
        case "dispatch": return .function(name) { [self] call in try dispatch(call) }
        case "type": return .function(name) { _ in "duckdb" }
        case "quote", "quote_as_configured":
            return .function(name) { call in .string(RelationValue.quote(try call.required(0, "name").text)) }
        case "get_columns_in_relation":
            return .function(name) { [scope] call in
                .list(try await scope.columns(of: try call.required(0, "relation")).map { .object($0) })
            }
        case "get_relation":
            return .function(name) { [scope] call in
                guard scope.context.isExecuting else { return .none }
                return try await scope.found(
                    schema: call.argument(1, "schema")?.stringValue,
                    identifier: try call.requiredText(2, "identifier"))
            }
        case "check_schema_exists":
            return .function(name) { [scope] call in
                let schema = try call.required(1, "schema").text.replacing("'", with: "''")
                let table = try await scope.query(
                    "select 1 from information_schema.schemata where schema_name = '\(schema)'")
                return .bool(table?.rows.isEmpty == false)
            }
        case "get_missing_columns":
            return .function(name) { [scope] call in
                let known = try await scope.columns(of: try call.required(1, "to_relation")).map {
                    $0.name.lowercased()
                }
                return .list(
                    try await scope.columns(of: try call.required(0, "from_relation"))
                        .filter { !known.contains($0.name.lowercased()) }.map { .object($0) })
            }
        default: return nil
        }
    }

    private func dispatch(_ call: JinjaCall) throws -> JinjaValue {
        let name = try call.requiredText(0, "macro_name")
        let namespace = call.argument(1, "macro_namespace")?.stringValue
        let library = scope.project.library
        // The macro that asks may stand in another package than the node.
        if let entry = library.dispatched(name, namespace: namespace, from: scope.subject.package) {
            return .macro(entry.macro)
        }
        if let builtIn = BuiltIns.plain(name, package: namespace ?? "dbt", scope: scope) { return builtIn }
        throw JinjaError(
            .undefined, "There is no macro `duckdb__\(name)` or `default__\(name)`.", at: call.site)
    }
}

import Jinja

/// `dbt_utils.*` that ask the warehouse for columns or values.
extension DBTUtils {
    static let asking: [String: BuiltIns.Body] = [
        "star": { call, scope in .string(try await star(call, scope)) },
        "get_filtered_columns_in_relation": { call, scope in
            let columns = try await filtered(try call.required(0, "from"), except: call.texts(1, "except"), scope)
            return .list(columns.map { .string($0.name) })
        },
        "unpivot": { call, scope in .string(try await unpivot(call, scope)) },
        "union_relations": { call, scope in .string(try await union(call, scope)) },
        "get_column_values": { call, scope in try await columnValues(call, scope) },
        "get_single_value": { call, scope in
            let table = try await scope.query(try call.sql(0, "query"))
            return table?.rows.first?.first ?? call.argument(1, "default") ?? .none
        },
        "get_query_results_as_dict": { call, scope in
            guard let table = try await scope.query(try call.sql(0, "query")) else { return .dict([]) }
            return .dict(
                table.names.enumerated().map { place, name in (name, .tuple(table.rows.map { $0[place] })) })
        },
        "nullcheck": { call, _ in
            let columns = call.argument(0, "cols")?.listValue ?? []
            return .string(nullCheck(columns.compactMap(column)))
        },
        "nullcheck_table": { call, scope in
            let relation = try call.required(0, "relation")
            return .string(
                "select\n" + nullCheck(try await scope.columns(of: relation)) + "\nfrom \(relation.text)")
        },
        "get_relations_by_pattern": { call, scope in try await relations(call, scope) },
        "get_relations_by_prefix": { call, scope in
            let prefix = JinjaValue.string(try call.required(1, "prefix").text + "%")
            return try await relations(
                call.with(positional: [try call.required(0, "schema"), prefix] + call.positional.dropFirst(2)), scope)
        },
    ]

    private static func column(_ value: JinjaValue) -> ColumnValue? {
        if case .object(let object) = value { object as? ColumnValue } else { nil }
    }

    private static func nullCheck(_ columns: [ColumnValue]) -> String {
        columns.map { column in
            let name = RelationValue.quote(column.name)
            guard column.type.uppercased().contains("VARCHAR") else { return "\(name) as \(name)" }
            return "nullif(\(name), '') as \(name)"
        }.joined(separator: ",\n")
    }

    private static func filtered(
        _ relation: JinjaValue, except: [String], _ scope: TemplateScope
    ) async throws -> [ColumnValue] {
        let left = Set(except.map { $0.lowercased() })
        return try await scope.columns(of: relation).filter { !left.contains($0.name.lowercased()) }
    }

    private static func star(_ call: JinjaCall, _ scope: TemplateScope) async throws -> String {
        guard scope.context.isExecuting else { return "*" }
        let alias = call.text(1, "relation_alias", default: "")
        let prefix = call.text(3, "prefix", default: "")
        let suffix = call.text(4, "suffix", default: "")
        let isQuoted = call.flag(5, "quote_identifiers", default: true)
        let relation = try call.required(0, "from")
        let columns = try await filtered(relation, except: call.texts(2, "except"), scope)
        guard !columns.isEmpty else { return "*" }
        return columns.map { column in
            let name = isQuoted ? RelationValue.quote(column.name) : column.name
            var sql = (alias.isEmpty ? "" : alias + ".") + name
            if !prefix.isEmpty || !suffix.isEmpty {
                let new = prefix + column.name + suffix
                sql += " as " + (isQuoted ? RelationValue.quote(new) : new)
            }
            return sql
        }.joined(separator: ",\n  ")
    }

    private static func unpivot(_ call: JinjaCall, _ scope: TemplateScope) async throws -> String {
        let relation = call.argument(0, "relation") ?? call[keyword: "table"] ?? .none
        let type = call.text(1, "cast_to", default: "varchar")
        let kept = call.texts(2, "exclude")
        let removed = call.texts(3, "remove")
        let field = call.text(4, "field_name", default: "field_name")
        let value = call.text(5, "value_name", default: "value")
        let isQuoted = call.flag(6, "quote_identifiers", default: false)
        guard scope.context.isExecuting else { return "" }
        let columns = try await filtered(relation, except: kept + removed, scope)
        guard !columns.isEmpty else {
            throw JinjaError(.value, "unpivot() found no columns in \(relation.text)", at: call.site)
        }
        return columns.map { column in
            let name = isQuoted ? RelationValue.quote(column.name) : column.name
            let keys = kept.map { (isQuoted ? RelationValue.quote($0) : $0) + ",\n    " }.joined()
            let source = type == "boolean" || type == "bool" ? "cast(\(name) as TEXT)" : name
            return """
                select
                    \(keys)cast('\(column.name)' as TEXT) as \(isQuoted ? RelationValue.quote(field) : field),
                    cast(\(source) as \(type)) as \(isQuoted ? RelationValue.quote(value) : value)
                from \(relation.text)
                """
        }.joined(separator: "\nunion all\n")
    }

    /// Relations one under the other by the names of their columns; a column that one lacks is null there.
    private static func union(_ call: JinjaCall, _ scope: TemplateScope) async throws -> String {
        let relations = try call.required(0, "relations").listValue ?? []
        let included = Set(call.texts(2, "include").map { $0.lowercased() })
        let excluded = Set(call.texts(3, "exclude").map { $0.lowercased() })
        let sourceColumn = call.argument(4, "source_column_name")
        let filter = call.text(5, "where", default: "")
        let overrides = call.argument(1, "column_override")?.dictValue
        guard scope.context.isExecuting else { return "" }
        var all: [ColumnValue] = []
        var byRelation: [Set<String>] = []
        for relation in relations {
            var own: Set<String> = []
            for column in try await scope.columns(of: relation) {
                let name = column.name.lowercased()
                guard included.isEmpty || included.contains(name), !excluded.contains(name) else { continue }
                own.insert(name)
                if !all.contains(where: { $0.name.lowercased() == name }) { all.append(column) }
            }
            byRelation.append(own)
        }
        guard !all.isEmpty else {
            throw JinjaError(.value, "union_relations() found no columns; are the relations built?", at: call.site)
        }
        let sourceName = sourceColumn.map { $0.isNone ? nil : $0.text } ?? "_dbt_source_relation"
        return zip(relations, byRelation).map { relation, own in
            var parts: [String] = []
            if let sourceName {
                let literal = relation.text.replacing("'", with: "''")
                parts.append("cast('\(literal)' as TEXT) as \(sourceName)")
            }
            for column in all {
                let name = RelationValue.quote(column.name)
                let type = overrides?[column.name]?.text ?? column.type
                parts.append(
                    own.contains(column.name.lowercased())
                        ? "cast(\(name) as \(type)) as \(name)" : "cast(null as \(type)) as \(name)")
            }
            let condition = filter.isEmpty ? "" : "\n    where \(filter)"
            return "(\n    select\n        " + parts.joined(separator: ",\n        ")
                + "\n    from \(relation.text)\(condition)\n)"
        }.joined(separator: "\nunion all\n")
    }

    private static func columnValues(_ call: JinjaCall, _ scope: TemplateScope) async throws -> JinjaValue {
        let fallback = call.argument(4, "default") ?? .list([])
        guard scope.context.isExecuting else { return fallback.isNone ? .list([]) : fallback }
        let relation = try call.required(0, "table")
        let column = try call.sql(1, "column")
        let order = call.text(2, "order_by", default: "count(*) desc")
        var sql = "select \(column) as value from \(relation.text)"
        let filter = call.text(5, "where", default: "")
        if !filter.isEmpty { sql += " where \(filter)" }
        sql += " group by \(column) order by \(order)"
        if let limit = call.argument(3, "max_records"), !limit.isNone { sql += " limit \(limit.text)" }
        if try await scope.columns(of: relation).isEmpty { return fallback.isNone ? .list([]) : fallback }
        guard let table = try await scope.query(sql) else { return fallback }
        return .list(table.rows.compactMap(\.first))
    }

    /// Relations of a schema whose names match a pattern of `like`.
    static func relations(_ call: JinjaCall, _ scope: TemplateScope) async throws -> JinjaValue {
        let schema = try call.sql(0, "schema_pattern").replacing("'", with: "''")
        let pattern = try call.sql(1, "table_pattern").replacing("'", with: "''")
        let excluded = call.text(2, "exclude", default: "").replacing("'", with: "''")
        let sql = """
            select table_schema, table_name, table_type from information_schema.tables
            where table_schema ilike '\(schema)' and table_name ilike '\(pattern)' and table_name not ilike '\(excluded)'
            order by 1, 2
            """
        let rows = try await scope.query(sql)?.rows ?? []
        return .list(
            rows.map { row in
                .object(
                    RelationValue(
                        database: scope.context.target.database, schema: row[0].text, identifier: row[1].text,
                        type: row[2].text.contains("VIEW") ? "view" : "table"))
            })
    }
}

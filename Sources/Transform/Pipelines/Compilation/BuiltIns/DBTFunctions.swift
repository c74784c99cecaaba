import Jinja

/// `dbt.*`: SQL that differs between databases, as dbt writes it for DuckDB.
enum DBTFunctions {
    static let all: [String: BuiltIns.Body] = types.merging(dates) { first, _ in first }
        .merging(texts) { first, _ in first }.merging(others) { first, _ in first }

    private static func constant(_ sql: String) -> BuiltIns.Body { { _, _ in .string(sql) } }

    private static let types: [String: BuiltIns.Body] = [
        "type_string": constant("TEXT"), "type_timestamp": constant("timestamp"), "type_int": constant("integer"),
        "type_bigint": constant("bigint"), "type_float": constant("float"), "type_numeric": constant("numeric(28,6)"),
        "type_boolean": constant("boolean"),
    ]

    // MARK: Dates

    private static let dates: [String: BuiltIns.Body] = [
        "current_timestamp": constant("now()"),
        "current_timestamp_backcompat": constant("current_timestamp::timestamp"),
        "current_timestamp_in_utc_backcompat": constant("current_timestamp::timestamp"),
        "snapshot_get_time": constant("now()::timestamp"),
        "date_trunc": { call, _ in
            .string("date_trunc('\(try call.sql(0, "datepart"))', \(try call.sql(1, "date")))")
        },
        "dateadd": { call, _ in
            .string(
                dateAdd(
                    try call.sql(0, "datepart"), try call.sql(1, "interval"), try call.sql(2, "from_date_or_timestamp"))
            )
        },
        "datediff": { call, _ in
            let (first, second) = (try call.sql(0, "first_date"), try call.sql(1, "second_date"))
            let part = try call.sql(2, "datepart")
            return .string(part == "week" ? weeks(first, second) : dateDifference(part, first, second))
        },
        "last_day": { call, _ in
            let date = try call.sql(0, "date")
            let part = try call.sql(1, "datepart")
            let start = "date_trunc('\(part)', \(date))"
            // DuckDB's intervals have no quarters.
            let next = part == "quarter" ? dateAdd("month", "3", start) : dateAdd(part, "1", start)
            return .string("cast(\(dateAdd("day", "-1", next)) as date)")
        },
        "date": { call, _ in
            .string("make_date(\(try call.sql(0, "year")), \(try call.sql(1, "month")), \(try call.sql(2, "day")))")
        },
        "date_spine": { call, scope in .string(try DBTUtils.dateSpine(call, scope)) },
    ]

    private static func dateDifference(_ part: String, _ first: String, _ second: String) -> String {
        "(date_diff('\(part)', \(first)::timestamp, \(second)::timestamp ))"
    }

    /// Weeks as dbt counts them: seven days each, and one more where the day of the week has gone back to an earlier one.
    private static func weeks(_ first: String, _ second: String) -> String {
        """
        (\(dateDifference("day", first, second)) // 7 + case
            when date_part('dow', (\(first))::timestamp) <= date_part('dow', (\(second))::timestamp) then
                case when \(first) <= \(second) then 0 else -1 end
            else
                case when \(first) <= \(second) then 1 else 0 end
        end)
        """
    }

    static func dateAdd(_ part: String, _ count: String, _ from: String) -> String {
        "(\(from) + cast(\(count) as bigint) * interval 1 \(part))"
    }

    // MARK: Texts

    private static let texts: [String: BuiltIns.Body] = [
        "concat": { call, _ in .string(call.texts(0, "fields").joined(separator: " || ")) },
        "hash": { call, _ in .string("md5(cast(\(try call.sql(0, "field")) as TEXT))") },
        "length": { call, _ in .string("length(\(try call.sql(0, "expression")))") },
        "position": { call, _ in
            .string("position(\(try call.sql(0, "substring_text")) in \(try call.sql(1, "string_text")))")
        },
        "replace": { call, _ in
            .string(
                "replace(\(try call.sql(0, "field")), \(try call.sql(1, "old_chars")), \(try call.sql(2, "new_chars")))"
            )
        },
        "right": { call, _ in
            .string("right(\(try call.sql(0, "string_text")), \(try call.sql(1, "length_expression")))")
        },
        "split_part": { call, _ in
            .string(
                "string_split(\(try call.sql(0, "string_text")), \(try call.sql(1, "delimiter_text")))"
                    + "[ \(try call.sql(2, "part_number")) ]")
        },
        "string_literal": { call, _ in .string("'\(try call.sql(0, "value"))'") },
        "escape_single_quotes": { call, _ in
            .string(try call.sql(0, "expression").replacing("'", with: "''"))
        },
        "cast_bool_to_text": { call, _ in .string("cast(\(try call.sql(0, "field")) as TEXT)") },
        "listagg": { call, _ in .string(try listAggregate(call)) },
    ]

    private static func listAggregate(_ call: JinjaCall) throws -> String {
        let measure = try call.sql(0, "measure")
        let delimiter = call.text(1, "delimiter_text", default: "','")
        let order = call.text(2, "order_by_clause", default: "")
        let ordered = order.isEmpty ? "" : " " + order
        guard let limit = call.argument(3, "limit_num"), !limit.isNone else {
            return "string_agg(\(measure), \(delimiter)\(ordered))"
        }
        return "list_aggr((array_agg(\(measure)\(ordered)))[1:\(limit.text)], 'string_agg', \(delimiter))"
    }

    // MARK: Everything else

    private static let others: [String: BuiltIns.Body] = [
        "safe_cast": { call, _ in .string("cast(\(try call.sql(0, "field")) as \(try call.sql(1, "type")))") },
        "cast": { call, _ in .string("cast(\(try call.sql(0, "expression")) as \(try call.sql(1, "data_type")))") },
        "any_value": { call, _ in .string("arbitrary(\(try call.sql(0, "expression")))") },
        "bool_or": { call, _ in .string("bool_or(\(try call.sql(0, "expression")))") },
        "except": constant("except"), "intersect": constant("intersect"),
        "array_construct": { call, _ in
            .string("array[ \(call.texts(0, "inputs").joined(separator: " , ")) ]")
        },
        "array_append": { call, _ in
            .string("array_append(\(try call.sql(0, "array")), \(try call.sql(1, "new_element")))")
        },
        "array_concat": { call, _ in
            .string("array_cat(\(try call.sql(0, "array_1")), \(try call.sql(1, "array_2")))")
        },
        "get_where_subquery": { call, scope in
            let relation = try call.required(0, "relation")
            guard let filter = scope.subject.test?.settings.filter else { return relation }
            return .string("(select * from \(relation.text) where \(filter)) dbt_subquery")
        },
        "should_store_failures": { _, scope in .bool(scope.subject.test?.settings.storesFailures ?? false) },
        "generate_database_name": { call, scope in
            let custom = call.text(0, "custom_database_name", default: "")
            return .string(custom.isEmpty ? scope.context.target.database ?? "" : custom)
        },
        "get_columns_in_relation": { call, scope in
            .list(try await scope.columns(of: try call.required(0, "relation")).map { .object($0) })
        },
        "get_columns_in_query": { call, scope in
            guard let table = try await scope.query("describe \(try call.sql(0, "select_sql"))") else {
                return .list([])
            }
            return .list(table.rows.compactMap { $0.first })
        },
        "get_relations_by_pattern": { call, scope in try await DBTUtils.relations(call, scope) },
        "convert_datetime": { call, _ in .string(try call.sql(0, "value")) },
        "partition_range": { _, _ in .list([]) },
    ]

    /// dbt's rules for names, which a project's own macros may call.
    static let naming: [String: BuiltIns.Body] = [
        "generate_schema_name": { call, scope in
            let custom = call.text(0, "custom_schema_name", default: "")
            let base = scope.context.target.schema
            return .string(custom.isEmpty ? base : base + "_" + custom.trimmed)
        },
        "generate_schema_name_for_env": { call, scope in
            let custom = call.text(0, "custom_schema_name", default: "")
            let isProduction = scope.context.target.name == "prod"
            return .string(isProduction && !custom.isEmpty ? custom.trimmed : scope.context.target.schema)
        },
        "generate_alias_name": { call, scope in
            let custom = call.text(0, "custom_alias_name", default: "")
            guard custom.isEmpty else { return .string(custom.trimmed) }
            guard case .object(let object)? = call.argument(1, "node"), let node = object as? NodeValue else {
                return .string(scope.subject.name)
            }
            return .string(node.model.version.map { "\(node.model.name)_v\($0)" } ?? node.model.name)
        },
    ]
}

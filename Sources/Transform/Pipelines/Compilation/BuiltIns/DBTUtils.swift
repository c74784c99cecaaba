import Jinja

/// `dbt_utils.*` that need no answer of the warehouse.
enum DBTUtils {
    static let all: [String: BuiltIns.Body] = [
        "generate_surrogate_key": { call, _ in
            .string(surrogateKey(call.texts(0, "field_list"), null: "_dbt_utils_surrogate_key_null_"))
        },
        // Before version 1.0 nulls and empty texts gave one key.
        "surrogate_key": { call, _ in
            let fields = call.positional.count > 1 ? call.positional.map(\.text) : call.texts(0, "field_list")
            return .string(surrogateKey(fields, null: ""))
        },
        "group_by": { call, _ in
            let count = try call.required(0, "n").intValue ?? 0
            guard count > 0, count < 10_000 else { return .string("") }
            return .string("group by " + (1...count).map(String.init).joined(separator: ","))
        },
        "safe_divide": { call, _ in
            .string("( \(try call.sql(0, "numerator")) ) / nullif( ( \(try call.sql(1, "denominator")) ), 0)")
        },
        "safe_add": { call, _ in .string(sum(call, " +")) },
        "safe_subtract": { call, _ in .string(sum(call, " -")) },
        "width_bucket": { call, _ in .string(try widthBucket(call)) },
        "slugify": { call, _ in .string(slug(try call.required(0, "string").text)) },
        "pivot": { call, _ in .string(try pivot(call)) },
        "deduplicate": { call, _ in .string(try deduplicate(call)) },
        "date_spine": { call, scope in .string(try dateSpine(call, scope)) },
        "generate_series": { call, _ in
            .string(series(try call.sql(0, "upper_bound")))
        },
        "pretty_time": { _, scope in .string(UTCTime.text(scope.context.runStartedAt)) },
        "pretty_log_format": { call, _ in .string(try call.sql(0, "message")) },
        "log_info": { call, scope in
            scope.recorder.note(message: try call.sql(0, "message"))
            return .string("")
        },
        "get_url_parameter": { call, _ in
            let field = try call.sql(0, "field")
            let parameter = try call.sql(1, "url_parameter")
            return .string(
                "nullif(string_split(string_split(\(field), '\(parameter)=')[ 2 ], '&')[ 1 ], '')")
        },
        "get_url_host": { call, _ in
            let field = try call.sql(0, "field")
            return .string(
                "cast(string_split(string_split(replace(replace(replace(\(field), 'android-app://', ''), 'http://', ''), "
                    + "'https://', ''), '/')[ 1 ], '?')[ 1 ] as TEXT)")
        },
    ]

    private static func surrogateKey(_ fields: [String], null: String) -> String {
        let parts = fields.map { "coalesce(cast(\($0) as TEXT), '\(null)')" }
        return "md5(cast(\(parts.joined(separator: " || '-' || ")) as TEXT))"
    }

    private static func sum(_ call: JinjaCall, _ sign: String) -> String {
        let fields = call.positional.count > 1 ? call.positional.map(\.text) : call.texts(0, "field_list")
        return fields.map { "coalesce(\($0), 0)" }.joined(separator: sign + "\n  ")
    }

    private static func slug(_ text: String) -> String {
        var result = ""
        var isInGap = false
        for character in text.lowercased() {
            let isGap = character == " " || character == "-"
            defer { isInGap = isGap }
            if isGap {
                if !isInGap { result.append("_") }
            } else if character.isASCII, character.isLetter || character.isNumber || character == "_" {
                result.append(character)
            }
        }
        return result.first?.isNumber == true ? "_" + result : result
    }

    private static func widthBucket(_ call: JinjaCall) throws -> String {
        let value = try call.sql(0, "expr")
        let least = try call.sql(1, "min_value")
        let most = try call.sql(2, "max_value")
        let count = try call.sql(3, "num_buckets")
        let size = "(( \(most) - \(least) ) / \(count) )"
        // Below the least 0, from the greatest on one more than there are buckets. `greatest` leaves out what is null.
        return """
            case when (\(value)) is not null then
                greatest(0, least(\(count) + 1, floor(((\(value)) - \(least)) / \(size)) + 1))
            end
            """
    }

    private static func pivot(_ call: JinjaCall) throws -> String {
        let column = try call.sql(0, "column")
        let alias = call.flag(2, "alias", default: true)
        let aggregate = call.text(3, "agg", default: "sum")
        let comparison = call.text(4, "cmp", default: "=")
        let prefix = call.text(5, "prefix", default: "")
        let suffix = call.text(6, "suffix", default: "")
        let then = call.text(7, "then_value", default: "1")
        let otherwise = call.text(8, "else_value", default: "0")
        let isQuoted = call.flag(9, "quote_identifiers", default: true)
        let distinct = call.flag(10, "distinct", default: false) ? "distinct " : ""
        return call.texts(1, "values").map { value in
            let literal = value.replacing("'", with: "''")
            let sql =
                "\(aggregate)(\(distinct)case when \(column) \(comparison) '\(literal)' then \(then) "
                + "else \(otherwise) end)"
            guard alias else { return sql }
            let name = prefix + value + suffix
            return sql + " as " + (isQuoted ? RelationValue.quote(name) : slug(name))
        }.joined(separator: ",\n")
    }

    private static func deduplicate(_ call: JinjaCall) throws -> String {
        let relation = try call.sql(0, "relation")
        let key = try call.sql(1, "partition_by")
        let order = try call.sql(2, "order_by")
        return """
            select *
            from \(relation) as tt
            qualify row_number() over (partition by \(key) order by \(order)) = 1
            """
    }

    private static func series(_ count: String) -> String {
        "select generated_number from unnest(generate_series(1, \(count))) as numbers(generated_number)"
    }

    /// One row for each step from the first date to the one before the last.
    static func dateSpine(_ call: JinjaCall, _ scope: TemplateScope) throws -> String {
        let part = try call.sql(0, "datepart")
        let start = try call.sql(1, "start_date")
        let end = try call.sql(2, "end_date")
        let count = "(date_diff('\(part)', (\(start))::timestamp, (\(end))::timestamp))"
        return """
            with rawdata as (
                \(series(count))
            ),

            all_periods as (
                select \(DBTFunctions.dateAdd(part, "generated_number - 1", start)) as date_\(part)
                from rawdata
            ),

            filtered as (
                select *
                from all_periods
                where date_\(part) <= \(end)
            )

            select * from filtered
            """
    }
}

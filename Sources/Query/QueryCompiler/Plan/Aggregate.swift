internal import SQL
internal import SemanticModel

/// A measure that looks at rows, taken apart: what one query, or one leg of it, has to aggregate.
struct Aggregate {
    enum Form {
        /// - Parameters:
        ///   - value: `nil` for a count of rows.
        ///   - condition: Rows that count; `nil` for all.
        case function(Measure.Aggregate, value: SQLExpression?, condition: SQLExpression?, percentile: Double?)
        /// SQL that aggregates by itself.
        case written(SQLExpression)
        /// What a measure was one period earlier; computed by a query of its own.
        case earlier(PeriodOverPeriod)
    }

    var field: Field
    var form: Form
    /// The views that it reads, its own included.
    var views: Set<String>
    /// The views by which its value is computed from a row.
    var valueViews: Set<String>
    /// The views of which no row may come twice; empty when repetition changes nothing.
    var countedViews: Set<String>
    /// What a row is counted once by, where the measure says so (`sum_distinct`).
    var distinctKey: SQLExpression?
}

extension Aggregate {
    /// A value where a condition holds, else NULL.
    static func passing(_ value: SQLExpression, _ condition: SQLExpression?) -> SQLExpression {
        guard let condition else { return value }
        return "CASE WHEN \(bare: condition) THEN \(bare: value) END"
    }

    /// The measure's SQL over rows that come once each.
    /// - Parameter marker: What is not NULL in exactly the rows that count; `nil` when all do.
    static func sql(
        _ function: Measure.Aggregate, value: SQLExpression?, condition: SQLExpression?, percentile: Double?,
        marker: SQLExpression?, dialect: Dialect
    ) -> SQLExpression {
        func passing(_ value: SQLExpression) -> SQLExpression { Self.passing(value, condition) }
        guard let value, function != .count else {
            if let marker { return "COUNT(\(bare: passing(marker)))" }
            return condition == nil ? "COUNT(*)" : "COUNT(\(bare: passing("1")))"
        }
        let passed = passing(value)
        switch function {
        case .count: return "COUNT(\(bare: passed))"
        case .countDistinct: return "COUNT(DISTINCT \(bare: passed))"
        case .sum, .sumDistinct: return "COALESCE(SUM(\(bare: passed)), 0)"
        case .average, .averageDistinct: return "AVG(\(bare: passed))"
        case .min: return "MIN(\(bare: passed))"
        case .max: return "MAX(\(bare: passed))"
        case .median, .medianDistinct: return dialect.aggregates.percentile(passed, 0.5)
        case .percentile, .percentileDistinct: return dialect.aggregates.percentile(passed, (percentile ?? 50) / 100)
        case .list: return dialect.aggregates.distinctList(passed, ", ")
        }
    }
}

extension Measure.Aggregate {
    /// Whether the result changes when a row comes twice.
    var isSensitive: Bool {
        switch self {
        case .countDistinct, .min, .max, .list: false
        default: true
        }
    }

    /// `sum_distinct` and its like, which count each key once wherever they stand.
    var isDistinct: Bool {
        switch self {
        case .sumDistinct, .averageDistinct, .medianDistinct, .percentileDistinct: true
        default: false
        }
    }
}

/// Reads SQL that an author wrote for the aggregates in it.
enum WrittenAggregates {
    private static let insensitive: Set<String> = [
        "min", "max", "any_value", "bool_or", "bool_and", "arg_min", "arg_max", "approx_count_distinct",
        "bit_or", "bit_and", "bitstring_agg", "arbitrary", "min_by", "max_by", "arg_min_null", "arg_max_null",
        "arg_min_nulls_last", "arg_max_nulls_last", "every", "logical_or", "logical_and", "argmin", "argmax", "anylast",
        "uniq", "uniqexact",
        "uniqcombined", "groupuniqarray",
    ]
    private static let sensitive: Set<String> = [
        "count", "sum", "avg", "median", "quantile", "quantile_cont", "quantile_disc", "percentile_cont",
        "percentile_disc", "approx_quantile", "stddev", "stddev_pop", "stddev_samp", "variance", "var_pop", "var_samp",
        "list", "array_agg", "string_agg", "group_concat", "listagg", "product", "fsum", "count_if", "countif", "sumif",
        "corr", "covar_pop", "covar_samp", "regr_slope", "first", "last", "histogram", "entropy", "skewness",
        "kurtosis", "kurtosis_pop", "mode", "mean", "favg", "sumkahan", "kahan_sum", "sum_no_overflow", "geomean",
        "geometric_mean", "weighted_avg", "wavg", "count_star", "mad", "sem", "reservoir_quantile", "approx_top_k",
        "regr_avgx", "regr_avgy", "regr_count", "regr_intercept", "regr_r2", "regr_sxx", "regr_sxy", "regr_syy",
        "json_group_array", "json_group_object", "json_group_structure", "histogram_exact", "bit_xor", "json_agg",
        "jsonb_agg", "approx_quantiles", "avgif", "grouparray", "quantiles", "quantileexact",
        "quantileexactinclusive", "quantiletdigest",
    ]

    /// Whether a call in the text aggregates.
    static func areIn(_ text: String) -> Bool {
        calls(text).contains { insensitive.contains($0.name) || sensitive.contains($0.name) }
    }

    /// Whether a call in the text gives something else when a row comes twice.
    static func areSensitive(_ text: String) -> Bool {
        calls(text).contains { sensitive.contains($0.name) && !$0.isDistinct }
    }

    /// Words that are followed by a parenthesis, in lower case, outside of quotes and comments.
    private static func calls(_ text: String) -> [(name: String, isDistinct: Bool)] {
        var calls: [(String, Bool)] = []
        var word = ""
        var quote: Character?
        var rest = text[...]
        while let character = rest.popFirst() {
            if let open = quote {
                if character == open { quote = nil }
                continue
            }
            if character == "-", rest.first == "-" {
                rest = rest.drop { !$0.isNewline }
                word = ""
            } else if character == "/", rest.first == "*" {
                while let next = rest.popFirst(), !(next == "*" && rest.first == "/") {}
                word = ""
            } else if character == "'" || character == "\"" || character == "`" {
                quote = character
                word = ""
            } else if character.isLetter || character.isNumber || character == "_" {
                word.append(character)
            } else if character == "(" {
                let inside = rest.drop(while: \.isWhitespace).prefix { $0.isLetter || $0.isNumber || $0 == "_" }
                if !word.isEmpty { calls.append((word.lowercased(), inside.lowercased() == "distinct")) }
                word = ""
            } else if !(character.isWhitespace && rest.drop(while: \.isWhitespace).first == "(") {
                word = ""
            }
        }
        return calls
    }
}

/// What DuckDB's functions are, by name. `EngineFunctionsTests` compares these with the engine's own list.
enum EngineFunctions {
    /// Those that make one value of many rows.
    static let aggregates: Set<String> = [
        "any_value", "approx_count_distinct", "approx_quantile", "approx_top_k", "arbitrary", "arg_max", "arg_max_null",
        "arg_max_nulls_last", "arg_min", "arg_min_null", "arg_min_nulls_last", "argmax", "argmin", "array_agg", "avg",
        "bit_and", "bit_or", "bit_xor", "bitstring_agg", "bool_and", "bool_or", "corr", "count", "count_if",
        "count_star", "countif", "covar_pop", "covar_samp", "entropy", "favg", "first", "fsum", "group_concat",
        "histogram", "histogram_exact", "kahan_sum", "kurtosis", "kurtosis_pop", "last", "list", "listagg", "mad",
        "max", "max_by", "mean", "median", "min", "min_by", "mode", "product", "quantile", "quantile_cont",
        "quantile_disc", "regr_avgx", "regr_avgy", "regr_count", "regr_intercept", "regr_r2", "regr_slope", "regr_sxx",
        "regr_sxy", "regr_syy", "reservoir_quantile", "sem", "skewness", "stddev", "stddev_pop", "stddev_samp",
        "string_agg", "sum", "sum_no_overflow", "sumkahan", "var_pop", "var_samp", "variance",
    ]

    /// Those that are written as if they were columns.
    static let withoutParentheses: Set<String> = [
        "current_catalog", "current_date", "current_role", "current_schema", "current_time", "current_timestamp",
        "current_user", "localtime", "localtimestamp", "session_user", "user",
    ]

    /// Those with a parameter that is a lambda. Elsewhere `a -> b` takes a member out of JSON.
    static let takingLambdas: Set<String> = [
        "apply", "array_apply", "array_filter", "array_reduce", "array_transform", "filter", "list_apply",
        "list_filter", "list_reduce", "list_transform", "reduce",
    ]
}

extension FunctionCatalogue {
    /// Functions of a whole column, which see the rows that the query returned, or of each list in a column of lists.
    /// Nulls don't count; of nothing the result is null.
    static let statistics = ofOneColumn + ofTwoColumns + ofColumnsAndValues

    private static let ofOneColumn: [ExpressionFunction] = oneColumn.map { name, summary in
        .calculation(name, .statistics, [.numbers("expression")], .type(.number), summary)
    }

    private static let oneColumn: [(name: String, summary: String)] = [
        ("geomean", "Geometric mean; null if a value is 0 or below."),
        ("kurtosis", "Sample excess kurtosis; needs four values."),
        ("mean", "The mean of the values."),
        ("median", "The middle value, or the mean of the two in the middle."),
        ("product", "All values multiplied with each other."),
        ("skew", "Sample skewness; needs three values."),
        ("stddev_pop", "Standard deviation of a whole population."),
        ("stddev_samp", "Standard deviation estimated from a sample; needs two values."),
        ("sum", "All values added up."),
        ("var_pop", "Variance of a whole population."),
        ("var_samp", "Variance estimated from a sample; needs two values."),
    ]

    private static let ofTwoColumns: [ExpressionFunction] = twoColumns.map { name, summary, first, second in
        .calculation(
            name, .statistics, [.numbers(first), .numbers(second)], .type(.number),
            summary + " Rows where one of the two is null don't count.")
    }

    private static let twoColumns: [(name: String, summary: String, first: String, second: String)] = [
        ("correl", "Correlation coefficient of two columns.", "column_1", "column_2"),
        ("covar_pop", "Covariance of two columns as a whole population.", "column_1", "column_2"),
        ("covar_samp", "Covariance of two columns as a sample.", "column_1", "column_2"),
        ("intercept", "Where the regression line through the points meets the y axis.", "y_column", "x_column"),
        ("slope", "How steep the regression line through the points is.", "y_column", "x_column"),
    ]

    private static let ofColumnsAndValues: [ExpressionFunction] = [
        .calculation(
            "count", .statistics, [.values("expression")], .type(.number), "How many values are not null."),
        .calculation(
            "count_distinct", .statistics, [.values("expression")], .type(.number),
            "How many different values there are, null not counted."),
        .calculation("max", .statistics, [.ordered("expression")], .element(of: 0), "The largest value."),
        .calculation("min", .statistics, [.ordered("expression")], .element(of: 0), "The smallest value."),
        .calculation(
            "mode", .statistics, [.values("expression")], .element(of: 0),
            "The most frequent value; of several the one that comes first."),
        .calculation(
            "large", .statistics, [.numbers("expression"), .number("k")], .type(.number),
            "The `k`th largest value."),
        .calculation(
            "small", .statistics, [.numbers("expression"), .number("k")], .type(.number),
            "The `k`th smallest value."),
        .calculation(
            "percentile", .statistics, [.numbers("expression"), .number("percentile_value")], .type(.number),
            "The value below which the share `percentile_value` (0 to 1) lies, interpolated between neighbours."),
        .calculation(
            "percent_rank", .statistics, [.numbers("column"), .number("value")], .type(.number),
            "Where `value` lies in `column`, from 0 (smallest) to 1 (largest); null outside of it."),
        .calculation(
            "rank", .statistics, [.number("value"), .numbers("expression")], .type(.number),
            "1 for the largest value of `expression`, 2 for the next; equal values share the better rank."),
        .calculation(
            "rank_avg", .statistics, [.number("value"), .numbers("expression")], .type(.number),
            "The rank of `value`; equal values share the mean of their ranks."),
        .calculation(
            "running_product", .statistics, [.number("value_column")], .type(.number),
            "Product of the column from the first row to this one."),
        .calculation(
            "running_total", .statistics, [.number("value_column")], .type(.number),
            "Sum of the column from the first row to this one."),
        .calculation(
            "chisq_test", .statistics, [.numbers("actual"), .numbers("expected")], .type(.number),
            "Probability of a chi-squared test of `actual` against `expected`: columns, or columns of lists."),
        .calculation(
            "t_test", .statistics,
            [.numbers("column_1"), .numbers("column_2"), .number("tails"), .number("type")], .type(.number),
            "Probability of Student's t-test with 1 or 2 `tails`; `type` 1 paired, 2 equal variances, 3 unequal."),
        .calculation(
            "z_test", .statistics, [.numbers("data"), .number("value"), .number("stdev")], .type(.number),
            "One-tailed probability that the mean of `data` exceeds `value` by chance."),
        .calculation(
            "confidence_norm", .statistics, [.number("alpha"), .number("stdev"), .number("n")], .type(.number),
            "Half the width of the normal confidence interval of a mean of `n` values at significance `alpha`."),
        .calculation(
            "confidence_t", .statistics, [.number("alpha"), .number("stdev"), .number("n")], .type(.number),
            "Half the width of Student's confidence interval of a mean of `n` values at significance `alpha`."),
    ]

    static let distributions = densities + inverses

    private static let densities: [ExpressionFunction] = densityRows.map { name, summary, parameters in
        .calculation(
            name, .distributions, parameters.map { .number($0) } + [.yesNo("cumulative")], .type(.number),
            summary + " Density, or with `cumulative` = yes the probability up to the value.")
    }

    /// Density, or with `cumulative` the probability up to the value; null where a parameter makes no distribution.
    private static let densityRows: [(name: String, summary: String, parameters: [String])] = [
        ("beta_dist", "Beta distribution.", ["value", "alpha", "beta"]),
        ("binom_dist", "Binomial distribution.", ["num_successes", "num_tests", "probability"]),
        ("chisq_dist", "Chi-squared distribution.", ["value", "dof"]),
        ("expon_dist", "Exponential distribution.", ["value", "lambda"]),
        ("f_dist", "F distribution.", ["value", "dof_1", "dof_2"]),
        ("gamma_dist", "Gamma distribution with shape `alpha` and scale `beta`.", ["value", "alpha", "beta"]),
        (
            "hypgeom_dist", "Hypergeometric distribution.",
            ["sample_successes", "sample_size", "population_successes", "population_size"]
        ),
        (
            "negbinom_dist", "Negative binomial distribution: failures before the last of the successes.",
            ["num_failures", "num_successes", "probability"]
        ),
        ("norm_dist", "Normal distribution.", ["value", "mean", "stdev"]),
        ("norm_s_dist", "Standard normal distribution.", ["value"]),
        ("poisson_dist", "Poisson distribution.", ["value", "lambda"]),
        ("t_dist", "Student's t-distribution.", ["value", "dof"]),
        ("weibull_dist", "Weibull distribution.", ["value", "shape", "scale"]),
    ]

    private static let inverses: [ExpressionFunction] = inverseRows.map { name, summary, parameters in
        .calculation(name, .distributions, parameters.map { .number($0) }, .type(.number), summary)
    }

    private static let inverseRows: [(name: String, summary: String, parameters: [String])] = [
        ("beta_inv", "Inverse of the cumulative beta distribution.", ["probability", "alpha", "beta"]),
        (
            "binom_inv", "Smallest number of successes whose cumulative probability reaches `target_probability`.",
            ["num_tests", "test_probability", "target_probability"]
        ),
        ("chisq_inv", "Inverse of the cumulative chi-squared distribution.", ["probability", "dof"]),
        ("f_inv", "Inverse of the cumulative F distribution.", ["probability", "dof_1", "dof_2"]),
        ("gamma_inv", "Inverse of the cumulative gamma distribution.", ["probability", "alpha", "beta"]),
        ("norm_inv", "Inverse of the cumulative normal distribution.", ["probability", "mean", "stdev"]),
        ("norm_s_inv", "Inverse of the cumulative standard normal distribution.", ["probability"]),
        ("t_inv", "Inverse of the cumulative t-distribution.", ["probability", "dof"]),
    ]
}

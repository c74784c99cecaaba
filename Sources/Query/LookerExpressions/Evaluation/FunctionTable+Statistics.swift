import Foundation

extension FunctionTable {
    static let statistics: [String: Computation] = [
        "count": .column { values in .integer(Int64(values.count { !$0.isNull })) },
        "count_distinct": .column { values in .integer(Int64(Set(values.lazy.filter { !$0.isNull }).count)) },
        "sum": .column { values in
            fold(values, Arithmetic.add) { .finite(Statistics.sum($0)) }
        },
        "product": .column { values in
            fold(values, Arithmetic.multiply) { .finite($0.reduce(1, *)) }
        },
        "max": .column { values in extreme(values) { $0 > 0 } },
        "min": .column { values in extreme(values) { $0 < 0 } },
        "mode": .column(mode),
        "mean": .numbers { Statistics.mean($0) },
        "median": .numbers { Statistics.percentile(0.5, of: $0.sorted()) },
        "geomean": .numbers(Statistics.geometricMean),
        "skew": .numbers(Statistics.skewness),
        "kurtosis": .numbers(Statistics.kurtosis),
        "var_pop": .numbers { Statistics.variance($0, missing: 0) },
        "var_samp": .numbers { Statistics.variance($0, missing: 1) },
        "stddev_pop": .numbers { Statistics.deviation($0, missing: 0) },
        "stddev_samp": .numbers { Statistics.deviation($0, missing: 1) },
        "correl": .pairs(Statistics.correlation),
        "covar_pop": .pairs { Statistics.covariance($0, $1, missing: 0) },
        "covar_samp": .pairs { Statistics.covariance($0, $1, missing: 1) },
        "slope": .pairs { Statistics.slope(ys: $0, xs: $1) },
        "intercept": .pairs { Statistics.intercept(ys: $0, xs: $1) },
        "percentile": .sorted(at: 0) { sorted, share in
            finite(share.double.flatMap { Statistics.percentile($0, of: sorted) })
        },
        "percent_rank": .sorted(at: 0) { sorted, value in
            finite(value.double.flatMap { Statistics.percentRank($0, in: sorted) })
        },
        "small": .sorted(at: 0) { sorted, k in element(k, of: sorted) { $0 } },
        "large": .sorted(at: 0) { sorted, k in element(k, of: sorted) { sorted.count - 1 - $0 } },
        "rank": .sorted(at: 1) { sorted, value in
            guard let value = value.double else { return .null }
            return .integer(Int64(sorted.count - Statistics.below(value, in: sorted, orEqual: true) + 1))
        },
        "rank_avg": .sorted(at: 1) { sorted, value in
            guard let value = value.double else { return .null }
            let upTo = Statistics.below(value, in: sorted, orEqual: true)
            let equal = upTo - Statistics.below(value, in: sorted)
            return .number(Double(sorted.count - upTo + 1) + Double(max(0, equal - 1)) / 2)
        },
        "running_total": .table { evaluator, grids, span throws(ExpressionProblem) in
            try evaluator.running(grids[0], at: span, Arithmetic.add)
        },
        "running_product": .table { evaluator, grids, span throws(ExpressionProblem) in
            try evaluator.running(grids[0], at: span, Arithmetic.multiply)
        },
        "chisq_test": .table { evaluator, grids, span throws(ExpressionProblem) in
            try evaluator.chiSquared(grids[0], grids[1], at: span)
        },
        "t_test": .table { evaluator, grids, span throws(ExpressionProblem) in
            try evaluator.tTest(grids, at: span)
        },
        "z_test": .table { evaluator, grids, span throws(ExpressionProblem) in
            try evaluator.zTest(grids, at: span)
        },
        "confidence_norm": numeric { numbers in
            guard numbers[2] >= 1, numbers[1] > 0, numbers[0] > 0, numbers[0] < 1 else { return nil }
            return Distributions.inverseNormal(1 - numbers[0] / 2).map { $0 * numbers[1] / numbers[2].squareRoot() }
        },
        "confidence_t": numeric { numbers in
            guard numbers[2] > 1, numbers[1] > 0, numbers[0] > 0, numbers[0] < 1 else { return nil }
            return Distributions.inverseStudent(1 - numbers[0] / 2, freedom: numbers[2] - 1)
                .map { $0 * numbers[1] / numbers[2].squareRoot() }
        },
    ]

    private static func finite(_ value: Double?) -> ExpressionValue { value.map { .finite($0) } ?? .null }

    /// Whole as long as all are and 64 bits hold them; null of nothing.
    private static func fold(
        _ values: ArraySlice<ExpressionValue>, _ exact: (ExpressionValue, ExpressionValue) -> ExpressionValue,
        _ broken: ([Double]) -> ExpressionValue
    ) -> ExpressionValue {
        var result = ExpressionValue.null
        for value in values where value.double != nil {
            guard case .integer = value else { return broken(values.compactMap(\.double)) }
            result = result.isNull ? value : exact(result, value)
            guard case .integer = result else { return broken(values.compactMap(\.double)) }
        }
        return result
    }

    private static func extreme(
        _ values: ArraySlice<ExpressionValue>, _ isBetter: (Int) -> Bool
    ) -> ExpressionValue {
        var best = ExpressionValue.null
        for value in values where !value.isNull {
            if best.isNull || ExpressionValue.order(value, best).map(isBetter) == true { best = value }
        }
        return best
    }

    private static func mode(_ values: ArraySlice<ExpressionValue>) -> ExpressionValue {
        var counts: [ExpressionValue: Int] = [:]
        for value in values where !value.isNull { counts[value, default: 0] += 1 }
        guard let most = counts.values.max() else { return .null }
        return values.first { counts[$0] == most } ?? .null
    }

    /// The `k`th from 1 on.
    private static func element(
        _ k: ExpressionValue, of sorted: [Double], _ index: (Int) -> Int
    ) -> ExpressionValue {
        guard let k = k.whole, k >= 1, k <= sorted.count else { return .null }
        return Arithmetic.whole(sorted[index(Int(k) - 1)])
    }

    // MARK: Distributions

    /// The last argument says whether the probability is cumulative.
    private static func density(_ function: @escaping @Sendable ([Double], Bool) -> Double?) -> Computation {
        .several { values in
            guard case .yesNo(let cumulative)? = values.last else { return .null }
            let numbers = values.dropLast().compactMap(\.double)
            guard numbers.count == values.count - 1 else { return .null }
            return finite(function(numbers, cumulative))
        }
    }

    static let distributions: [String: Computation] = [
        "norm_dist": density { Distributions.normal($0[0], mean: $0[1], deviation: $0[2], cumulative: $1) },
        "norm_s_dist": density { Distributions.normal($0[0], mean: 0, deviation: 1, cumulative: $1) },
        "beta_dist": density { Distributions.beta($0[0], $0[1], $0[2], cumulative: $1) },
        "gamma_dist": density { Distributions.gamma($0[0], shape: $0[1], scale: $0[2], cumulative: $1) },
        "chisq_dist": density { Distributions.gamma($0[0], shape: $0[1] / 2, scale: 2, cumulative: $1) },
        "t_dist": density { Distributions.student($0[0], freedom: $0[1], cumulative: $1) },
        "f_dist": density { Distributions.f($0[0], $0[1], $0[2], cumulative: $1) },
        "expon_dist": density { Distributions.exponential($0[0], rate: $0[1], cumulative: $1) },
        "weibull_dist": density { Distributions.weibull($0[0], shape: $0[1], scale: $0[2], cumulative: $1) },
        "binom_dist": density { Distributions.binomial($0[0], of: $0[1], $0[2], cumulative: $1) },
        "poisson_dist": density { Distributions.poisson($0[0], rate: $0[1], cumulative: $1) },
        "negbinom_dist": density {
            Distributions.negativeBinomial(failures: $0[0], before: $0[1], $0[2], cumulative: $1)
        },
        "hypgeom_dist": density {
            Distributions.hypergeometric($0[0], sample: $0[1], successes: $0[2], population: $0[3], cumulative: $1)
        },
        "norm_inv": numeric { numbers in
            numbers[2] > 0 ? Distributions.inverseNormal(numbers[0]).map { numbers[1] + numbers[2] * $0 } : nil
        },
        "norm_s_inv": numeric { Distributions.inverseNormal($0[0]) },
        "beta_inv": numeric { Distributions.inverseBeta($0[0], $0[1], $0[2]) },
        "gamma_inv": numeric { Distributions.inverseGamma($0[0], shape: $0[1], scale: $0[2]) },
        "chisq_inv": numeric { Distributions.inverseGamma($0[0], shape: $0[1] / 2, scale: 2) },
        "t_inv": numeric { Distributions.inverseStudent($0[0], freedom: $0[1]) },
        "f_inv": numeric { Distributions.inverseF($0[0], $0[1], $0[2]) },
        "binom_inv": numeric { Distributions.inverseBinomial(tests: $0[0], $0[1], target: $0[2]) },
    ]
}

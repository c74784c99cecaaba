import LookerExpressions
import Testing

/// Values from closed forms, or where there is none from printed tables.
@Suite struct DistributionTests {
    static let printed: [Case] = [
        Case("norm_s_dist(0, no)", 0.3989422804014327), Case("norm_s_dist(0, yes)", 0.5),
        Case("norm_s_dist(1.96, yes)", 0.9750021048517795),
        Case("norm_dist(42, 40, 1.5, yes)", 0.9087887802741321), Case("norm_s_inv(0.975)", 1.959963984540054),
        Case("norm_s_inv(0.025)", -1.959963984540054), Case("norm_inv(0.975, 10, 2)", 13.919927969080108),
        Case("norm_s_inv(0.5)", 0),
        // With one degree of freedom 1/2 + atan(x)/π, with two 1/2 + x / (2 sqrt(2 + x²)).
        Case("t_dist(1, 1, yes)", 0.75), Case("t_dist(-1, 1, yes)", 0.25), Case("t_dist(0, 1, no)", 0.3183098861837907),
        Case("t_inv(0.75, 1)", 1), Case("t_inv(0.25, 1)", -1), Case("t_dist(2, 2, yes)", 0.9082482904638630),
        // With two degrees of freedom 1 - exp(-x/2).
        Case("chisq_dist(2, 2, yes)", 0.6321205588285577), Case("chisq_dist(2, 2, no)", 0.18393972058572117),
        Case("chisq_inv(0.6321205588285577, 2)", 2), Case("chisq_dist(20, 2, yes)", 0.9999546000702375),
        Case("gamma_dist(3, 1, 2, yes)", 0.7768698398515702), Case("gamma_dist(0, 1, 2, no)", 0.5),
        Case("gamma_inv(0.7768698398515702, 1, 2)", 3),
        Case("gamma_dist(-1, 2, 2, yes)", 0), Case("expon_dist(0.2, 10, yes)", 0.8646647167633873),
        Case("expon_dist(0.2, 10, no)", 1.353352832366127),
        // 12 x (1 - x)² at 1/2; the chance of two or more heads in four throws.
        Case("beta_dist(0.5, 2, 3, no)", 1.5), Case("beta_dist(0.5, 2, 3, yes)", 0.6875),
        Case("beta_inv(0.6875, 2, 3)", 0.5),
        Case("beta_dist(2, 2, 3, yes)", 1), Case("f_dist(1, 1, 1, yes)", 0.5), Case("f_dist(3, 2, 2, yes)", 0.75),
        Case("f_dist(1, 2, 2, no)", 0.25),
        Case("f_inv(0.75, 2, 2)", 3), Case("binom_dist(2, 4, 0.5, no)", 0.375),
        Case("binom_dist(2, 4, 0.5, yes)", 0.6875),
        Case("binom_dist(4, 4, 0.5, yes)", 1), Case("binom_dist(0, 4, 0, no)", 1), Case("binom_inv(4, 0.5, 0.6875)", 2),
        Case("binom_inv(4, 0.5, 0.7)", 3),
        Case("poisson_dist(0, 2, no)", 0.1353352832366127), Case("poisson_dist(1, 2, yes)", 0.4060058497098381),
        // 8 · 220 / 4845, and with the 495 / 4845 of none.
        Case("hypgeom_dist(1, 4, 8, 20, no)", 1_760.0 / 4_845), Case("hypgeom_dist(1, 4, 8, 20, yes)", 2_255.0 / 4_845),
        // C(3, 1) · 1/2⁴, and with the 1/8 of none.
        Case("negbinom_dist(1, 3, 0.5, no)", 0.1875), Case("negbinom_dist(1, 3, 0.5, yes)", 0.3125),
        Case("weibull_dist(105, 20, 100, yes)", 0.9295813900692769),
        Case("weibull_dist(2, 1, 4, no)", 0.15163266492815836),
        Case("confidence_norm(0.05, 2.5, 50)", 0.6929519121748377), Case("confidence_t(0.5, 1, 2)", 0.7071067811865476),
    ]

    @Test(arguments: printed)
    func `distributions agree with their tables`(_ example: Case) throws {
        try expect(example.expression, isNear: example.expected)
    }

    @Test(arguments: [
        "norm_dist(1, 0, 0, yes)", "t_dist(1, 0, yes)", "gamma_dist(1, -1, 1, yes)", "beta_inv(2, 1, 1)",
        "binom_dist(1, 2, 1.5, no)",
        "t_inv(1, 5)", "f_inv(-0.1, 1, 1)", "confidence_norm(0, 1, 1)", "chisq_inv(1, 2)", "poisson_dist(1, 0, yes)",
        "hypgeom_dist(1, 30, 8, 20, no)", "negbinom_dist(1, 0, 0.5, no)", "norm_s_dist(null, yes)",
        "norm_s_dist(1, null)",
        "hypgeom_dist(500000, 1000000, 1000000, 2000000, yes)",
    ])
    func `parameters that make no distribution give null`(_ expression: String) throws {
        try expect(expression, is: .null)
    }

    @Test func `tests give their probabilities`() throws {
        // Differences 1 1 3 3: mean 2, s² = 4/3, t = 2 / sqrt(1/3) = 2 sqrt(3) with 3 degrees of
        // freedom, where both tails make 1 - 2/π (2/5 + atan 2).
        try expect("t_test(list(2, 3, 5, 6), list(1, 2, 2, 3), 2, 1)", isNear: 0.04051932635383404)
        // Means 2 and 4, variances 1 and 1: t = -2 / sqrt(2/3) = -2.4495 with 4 degrees of freedom, both ways.
        try expect("t_test(list(1, 2, 3), list(3, 4, 5), 2, 2) - t_test(list(1, 2, 3), list(3, 4, 5), 2, 3)", isNear: 0)
        try expect(
            "t_test(list(1, 2, 3), list(3, 4, 5), 1, 2) * 2 - t_test(list(1, 2, 3), list(3, 4, 5), 2, 2)", isNear: 0)
        // Mean 3 of four values, deviation 2: z = (3 - 1.04) / 1.
        try expect("z_test(list(1, 2, 4, 5), 1.04, 2)", isNear: 1 - 0.9750021048517795)
        // 4/10 + 4/10 + 0 = 0.8, with two degrees of freedom exp(-0.4).
        try expect("chisq_test(list(8, 12, 10), list(10, 10, 10))", isNear: 0.6703200460356393)
        try expect("t_test(list(1), list(1), 2, 2)", is: .null)
        try expect("t_test(list(1, 2), list(1, 3), 3, 2)", is: .null)
        try expect("chisq_test(list(1), list(1))", is: .null)
    }
}

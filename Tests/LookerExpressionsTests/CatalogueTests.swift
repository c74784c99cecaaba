import Testing

@testable import LookerExpressions

@Suite struct CatalogueTests {
    /// Looker's page "Looker functions and operators", in its order.
    private static let documented = """
        abs ceiling exp floor ln log mod power rand round sqrt acos asin atan beta_dist beta_inv binom_dist binom_inv
        chisq_dist chisq_inv chisq_test combin confidence_norm confidence_t correl cos count count_distinct covar_pop
        covar_samp degrees expon_dist f_dist f_inv fact gamma_dist gamma_inv geomean hypgeom_dist intercept kurtosis large
        match max mean median min mode multinomial negbinom_dist norm_dist norm_inv norm_s_dist norm_s_inv percent_rank
        percentile pi poisson_dist product radians rank rank_avg running_product running_total sin skew slope small
        stddev_pop stddev_samp sum t_dist t_inv t_test tan var_pop var_samp weibull_dist z_test concat contains length lower
        position replace substring upper split to_number to_string add_days add_hours add_minutes add_months add_seconds
        add_years date date_time diff_days diff_hours diff_minutes diff_months diff_seconds diff_years extract_days
        extract_hours extract_minutes extract_months extract_seconds extract_years now trunc_days trunc_hours
        trunc_minutes trunc_months trunc_years to_date coalesce is_null index list lookup offset offset_list row
        pivot_column pivot_index pivot_offset pivot_offset_list pivot_row pivot_where matches_filter
        """.split(whereSeparator: \.isWhitespace).map(String.init)

    @Test func `every function that Looker documents is there, once`() {
        let names = FunctionCatalogue.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(Set(Self.documented).subtracting(names) == [])
        let ours = FunctionCatalogue.all.filter { !$0.isDocumentedByLooker }.map(\.name)
        #expect(Set(names).subtracting(Self.documented) == Set(ours))
        #expect(ours.sorted() == ["in_query", "starts_with", "trim", "trunc_quarters"])
    }

    @Test func `every function of table calculations can be computed, and no other`() {
        let offered = FunctionCatalogue.all.filter { $0.uses.contains(.tableCalculation) }.map(\.name)
        // Asked of the query, not computed.
        #expect(Set(offered).subtracting(["in_query"]) == Set(FunctionTable.all.keys))
    }

    @Test func `only functions of one row become SQL`() {
        let translated = FunctionCatalogue.all.filter { $0.uses.contains(.customFilter) }.map(\.name)
        for name in ["sum", "offset", "pivot_row", "running_total", "list", "split", "fact"] {
            #expect(!translated.contains(name))
        }
        for name in [
            "round", "sin", "concat", "to_string", "to_number", "add_days", "to_date", "coalesce", "matches_filter",
        ] {
            #expect(translated.contains(name))
        }
        #expect(FunctionCatalogue.function(named: "matches_filter")?.uses.contains(.tableCalculation) == false)
        for function in FunctionCatalogue.all {
            #expect(function.uses.contains(.tableCalculation) == function.uses.contains(.dataTest))
        }
    }

    @Test func `every function is described with its arguments`() throws {
        for function in FunctionCatalogue.all {
            #expect(function.summary.count > 4 && (function.summary.hasSuffix(".") || function.name == "pi"))
            #expect(function.parameters.dropLast().allSatisfy { !$0.repeats })
        }
        #expect(
            FunctionCatalogue.function(named: "substring")?.signature == "substring(string, start_position, length)")
        #expect(FunctionCatalogue.function(named: "concat")?.signature == "concat(value_1, value_2, ...)")
        #expect(FunctionCatalogue.function(named: "row")?.signature == "row()")
        #expect(FunctionCatalogue.function(named: "concat")?.maximumArguments == nil)
        #expect(FunctionCatalogue.function(named: "SUM") == nil)
    }

    @Test func `quick calculations are expressions that pass`() {
        for kind in QuickCalculation.allCases {
            let calculations = TableCalculations(
                [.init(name: "quick", expression: kind.expression(of: "orders.count"))], fields: Fixture.fields)
            #expect(calculations.problems.isEmpty, "\(kind)")
        }
    }
}

import LookML
import Testing

@testable import SemanticModel

@Suite struct MeasureDetailTests {
    private func measure(_ name: String, in project: Project) -> Measure? {
        guard case .measure(let measure)? = project.field(name)?.kind else { return nil }
        return measure
    }

    private func written(_ measure: Measure?) -> String? {
        guard case .expression(let sql, .number)? = measure?.form else { return nil }
        return sql.written
    }

    @Test func `measures of the result start from another measure`() {
        let project = shop(
            """
            view: v {
              measure: n { type: count }
              measure: share { type: percent_of_total sql: ${n} ;; }
              measure: row_share { type: percent_of_total direction: row sql: ${n} ;; value_format: "0.0" }
              measure: change { type: percent_of_previous sql: ${n} ;; }
              measure: so_far { type: running_total direction: column sql: ${n} ;; }
              measure: empty { type: running_total }
              measure: odd { type: running_total direction: diagonal sql: ${n} ;; }
              measure: filtered { type: running_total sql: ${n} ;; filters: [x: "1"] }
            }
            explore: v {}
            """)
        #expect(measure("v.share", in: project)?.calculation == .percentOfTotal(.column))
        #expect(measure("v.row_share", in: project)?.calculation == .percentOfTotal(.row))
        #expect(measure("v.change", in: project)?.calculation == .percentOfPrevious(.column))
        #expect(measure("v.so_far", in: project)?.calculation == .runningTotal(.column))
        #expect(measure("v.n", in: project)?.calculation == nil)
        #expect(written(measure("v.share", in: project)) == "${v.n}")
        #expect(project.field("v.share")?.type == "percent_of_total")
        #expect(project.field("v.share")?.valueFormat == "#,##0\"%\"")
        #expect(project.field("v.row_share")?.valueFormat == "0.0")
        #expect(project.field("v.so_far")?.valueFormat == nil)
        let codes = project.diagnostics.filter { $0.severity == .error }.map { "\($0.code) \($0.location.line)" }
        #expect(codes == ["missing-parameter 7", "wrong-type 8", "unexpected-parameter 9"])
    }

    @Test func `a measure is compared with the period before`() {
        let project = shop(
            """
            view: v {
              dimension_group: t { timeframes: [date, year] }
              dimension: d {}
              measure: n { type: count }
              measure: last_year { type: period_over_period based_on: n based_on_time: t_date period: year }
              measure: growth { type: period_over_period based_on: v.n based_on_time: v.t_year period: month
                kind: relative_change value_to_date: yes }
              measure: a { type: period_over_period based_on_time: t_date period: year }
              measure: b { type: period_over_period based_on: d based_on_time: t_date period: year }
              measure: c { type: period_over_period based_on: n based_on_time: t_week period: year }
              measure: e { type: period_over_period based_on: n based_on_time: t_date period: fiscal_year }
              measure: f { type: period_over_period based_on: n based_on_time: t_date period: decade kind: ratio }
            }
            explore: v {}
            """)
        #expect(
            measure("v.last_year", in: project)?.calculation
                == .periodOverPeriod(
                    PeriodOverPeriod(
                        measure: "v.n", time: "v.t_date", period: .year, kind: .previous, isToDate: false)))
        #expect(
            measure("v.growth", in: project)?.calculation
                == .periodOverPeriod(
                    PeriodOverPeriod(
                        measure: "v.n", time: "v.t_year", period: .month, kind: .relativeChange, isToDate: true)))
        #expect(written(measure("v.last_year", in: project)) == "${v.n}")
        let codes = project.diagnostics.filter { $0.code != "unsupported-parameter" }.map {
            "\($0.severity.rawValue) \($0.code) \($0.location.line)"
        }
        #expect(
            codes == [
                "error missing-parameter 8", "error bad-reference 9", "warning unknown-field 10",
                "error missing-parameter 11", "error wrong-type 12", "error wrong-type 12",
            ])
    }

    @Test func `estimates say how good they have to be`() {
        let project = shop(
            """
            view: v { measure: n { type: count_distinct sql: ${TABLE}.x ;; approximate: yes approximate_threshold: 1000
              allow_approximate_optimization: yes precision: 12 } measure: m { type: count } }
            explore: v {}
            """)
        let approximation = measure("v.n", in: project)?.approximation
        #expect(approximation?.isWanted == true)
        #expect(approximation?.threshold == 1000)
        #expect(approximation?.isAllowedInTables == true)
        #expect(approximation?.precision == 12)
        #expect(measure("v.m", in: project)?.approximation == Approximation())
    }

    @Test func `measures roll up as their aggregates allow`() {
        let project = shop(
            """
            view: v {
              dimension: id { primary_key: yes }
              measure: count { type: count }
              measure: sum { type: sum sql: x ;; }
              measure: average { type: average sql: x ;; }
              measure: min { type: min sql: x ;; }
              measure: max { type: max sql: x ;; }
              measure: distinct { type: count_distinct sql: x ;; }
              measure: median { type: median sql: x ;; }
              measure: once { type: sum_distinct sql: x ;; }
              measure: ratio { type: number sql: ${sum} / ${count} ;; }
              measure: share { type: percent_of_total sql: ${sum} ;; }
            }
            explore: v {}
            """)
        let names = ["count", "sum", "average", "min", "max", "distinct", "median", "once", "ratio", "share"]
        #expect(
            names.map { measure("v." + $0, in: project)?.rollUp } == [
                .sum, .sum, .average, .min, .max, .never, .never, .never, .parts, .never,
            ])
    }

    static let coarser: [(fine: String, coarse: String, isDivided: Bool)] = [
        ("date", "month", true), ("date", "week", true), ("date", "day_of_week", true), ("date", "hour", false),
        ("date", "date", true), ("date", "fiscal_quarter", true), ("date", "yesno", false), ("week", "week", true),
        ("week", "month", false), ("week", "year", false), ("week", "week_of_year", false), ("month", "quarter", true),
        ("month", "month_num", true), ("month", "month_name", true), ("month", "week", false), ("month", "date", false),
        ("month", "fiscal_year", true), ("quarter", "year", true), ("quarter", "month", false),
        ("quarter", "quarter_of_year", true), ("quarter", "fiscal_year", false), ("year", "quarter", false),
        ("time", "minute15", true), ("second", "hour_of_day", true), ("minute", "time_of_day", true),
        ("minute15", "minute30", true), ("minute10", "minute15", false), ("minute15", "hour", true),
        ("minute15", "hour_of_day", true), ("minute15", "time_of_day", false), ("hour", "hour6", true),
        ("hour6", "hour12", true), ("hour6", "hour8", false), ("hour6", "hour_of_day", false), ("hour6", "date", true),
        ("raw", "time", true), ("time", "raw", false), ("day_of_week", "week", false), ("hour", "time_of_day", false),
        ("fiscal_quarter", "fiscal_year", true), ("fiscal_quarter", "year", false), ("time", "millisecond", false),
    ]

    @Test(arguments: coarser)
    func `coarser times come from finer ones where those divide them`(
        _ fine: String, _ coarse: String, _ isDivided: Bool
    ) {
        guard let fine = Timeframe(name: fine), let coarse = Timeframe(name: coarse) else {
            Issue.record("no such timeframe")
            return
        }
        #expect(fine.isDivided(by: coarse) == isDivided)
    }
}

internal import LookML

/// What a model says about all of its views and explores.
struct ModelSettings {
    var label: String?
    var connection: String?
    var weekStartDay: WeekDay
    var fiscalMonthOffset: Int?
    var formats: NamedFormats
    var caseSensitive: Bool

    init(_ scope: some LookMLScope, problems: ProblemList) {
        label = scope.text("label")
        connection = scope.text("connection")
        weekStartDay = scope.text("week_start_day").flatMap(WeekDay.init(name:)) ?? .monday
        caseSensitive = scope.flag("case_sensitive") ?? true
        formats = NamedFormats(scope, problems: problems)
        guard let offset = scope.token("fiscal_month_offset") else { return }
        if let months = Int(offset.value.filter { $0 != " " }), (-11...11).contains(months) {
            fiscalMonthOffset = months
        } else {
            problems.report(
                "wrong-type", "`fiscal_month_offset` takes a number of months between -11 and 11.", at: offset.location)
        }
    }
}

extension Timeframe {
    /// The timeframe that LookML calls `name`; `nil` for anything else, counts that do not divide a day or an hour too.
    package init?(name: String) {
        if let simple = Self.byName[name] {
            self = simple
            return
        }
        func count(after prefix: String, in allowed: Set<Int>) -> Int? {
            guard name.hasPrefix(prefix), let count = Int(name.dropFirst(prefix.count)), allowed.contains(count) else {
                return nil
            }
            return count
        }
        if let minutes = count(after: "minute", in: [2, 3, 4, 5, 6, 10, 12, 15, 20, 30]) {
            self = .minutes(minutes)
        } else if let hours = count(after: "hour", in: [2, 3, 4, 6, 8, 12]) {
            self = .hours(hours)
        } else {
            return nil
        }
    }

    /// `day_of_week`, `minute15`: as LookML writes it, and behind `date_` the field's type in Looker's API.
    package var name: String {
        switch self {
        case .raw: "raw"
        case .time: "time"
        case .second: "second"
        case .millisecond: "millisecond"
        case .microsecond: "microsecond"
        case .minute: "minute"
        case .hour: "hour"
        case .date: "date"
        case .week: "week"
        case .month: "month"
        case .quarter: "quarter"
        case .year: "year"
        case .minutes(let count): "minute\(count)"
        case .hours(let count): "hour\(count)"
        case .fiscalYear: "fiscal_year"
        case .fiscalQuarter: "fiscal_quarter"
        case .fiscalMonthNum: "fiscal_month_num"
        case .fiscalQuarterOfYear: "fiscal_quarter_of_year"
        case .dayOfWeek: "day_of_week"
        case .dayOfWeekIndex: "day_of_week_index"
        case .dayOfMonth: "day_of_month"
        case .dayOfYear: "day_of_year"
        case .weekOfYear: "week_of_year"
        case .hourOfDay: "hour_of_day"
        case .timeOfDay: "time_of_day"
        case .monthNum: "month_num"
        case .monthName: "month_name"
        case .quarterOfYear: "quarter_of_year"
        case .yesno: "yesno"
        }
    }

    /// "Day of Week", as it stands behind a group's label.
    package var label: String {
        if self == .yesno { return "Yes / No" }
        return name.split(separator: "_").map { $0 == "of" ? "of" : $0.prefix(1).uppercased() + $0.dropFirst() }
            .joined(separator: " ")
    }

    /// Whether it needs a time within the day.
    package var isBelowDay: Bool {
        switch self {
        case .time, .second, .millisecond, .microsecond, .minute, .hour, .minutes, .hours, .hourOfDay, .timeOfDay: true
        default: false
        }
    }

    package var isFiscal: Bool {
        switch self {
        case .fiscalYear, .fiscalQuarter, .fiscalMonthNum, .fiscalQuarterOfYear: true
        default: false
        }
    }

    /// All without a count, in the order of the field picker.
    static let simple: [Timeframe] = [
        .raw, .time, .second, .millisecond, .microsecond, .minute, .hour, .date, .week, .month, .quarter, .year,
        .fiscalYear, .fiscalQuarter, .fiscalMonthNum, .fiscalQuarterOfYear, .timeOfDay, .hourOfDay, .dayOfWeek,
        .dayOfWeekIndex, .dayOfMonth, .dayOfYear, .weekOfYear, .monthNum, .monthName, .quarterOfYear, .yesno,
    ]

    private static let byName = Dictionary(simple.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

    /// What a dimension group without `timeframes` has.
    static let standard: [Timeframe] = [
        .raw, .time, .minute, .hour, .date, .week, .month, .quarter, .year, .timeOfDay, .hourOfDay, .dayOfWeek,
        .dayOfWeekIndex, .dayOfMonth, .dayOfYear, .weekOfYear, .monthNum, .monthName, .quarterOfYear,
    ]
}

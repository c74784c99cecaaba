/// Writes date filters as expressions.
enum DateWriter {
    static func expression(for filter: DateFilter) -> String {
        guard filter.forms.isEmpty else { return filter.forms.map(text).joined(separator: ",") }
        return filter.terms.map { term in
            switch term {
            case .isNull: "NULL"
            case .isNotNull: "NOT NULL"
            case .interval(let start?, let end?): "\(moment(start)) to \(moment(end))"
            case .interval(let start?, nil): "after \(moment(start))"
            case .interval(nil, let end?): "before \(moment(end))"
            case .interval(nil, nil): "NOT NULL"
            }
        }.joined(separator: ",")
    }

    static func text(_ term: DateTerm) -> String { (term.negated ? "NOT " : "") + text(term.form) }

    private static func text(_ form: DateForm) -> String {
        switch form {
        case .null: "NULL"
        case .recent(let count, let unit): units(count, unit)
        case .at(let point): text(point)
        case .spanning(let point, let count, let unit): "\(text(point)) for \(units(count, unit))"
        case .between(let first, let last): "\(text(first)) to \(text(last))"
        case .toDate(let unit, let precision): "this \(unit.rawValue) to \(precision.rawValue)"
        case .before(let point): "before \(text(point))"
        case .after(let point): "after \(text(point))"
        }
    }

    static func text(_ point: DatePoint) -> String {
        switch point {
        case .ago(let count, let unit): "\(units(count, unit)) ago"
        case .fromNow(let count, let unit): "\(units(count, unit)) from now"
        case .this(let unit): "this \(unit.rawValue)"
        case .last(let unit): "last \(unit.rawValue)"
        case .next(let unit): "next \(unit.rawValue)"
        case .today: "today"
        case .yesterday: "yesterday"
        case .tomorrow: "tomorrow"
        case .now: "now"
        case .weekday(let day): day.name
        case .year(let year): padded(year, 4)
        case .month(let year, let month): "\(padded(year, 4))-\(padded(month, 2))"
        case .quarter(let year, let quarter): "\(padded(year, 4))-Q\(quarter)"
        case .fiscalYear(let year): "FY\(padded(year, 4))"
        case .fiscalQuarter(let year, let quarter): "FY\(padded(year, 4))-Q\(quarter)"
        case .moment(let moment): text(moment)
        }
    }

    static func units(_ count: Int, _ unit: DateUnit) -> String { "\(count) \(unit.rawValue)\(count == 1 ? "" : "s")" }

    static func text(_ moment: CivilMoment) -> String {
        var text = "\(padded(moment.year, 4))-\(padded(moment.month, 2))-\(padded(moment.day, 2))"
        guard let hour = moment.hour else { return text }
        text += " " + padded(hour, 2)
        guard let minute = moment.minute else { return text }
        text += ":" + padded(minute, 2)
        guard let second = moment.second else { return text }
        text += ":" + padded(second, 2)
        if let microsecond = moment.microsecond { text += "." + padded(microsecond, 6) }
        return text
    }

    /// Wall-clock microseconds as a date, with a time unless it is midnight.
    static func moment(_ instant: Int64) -> String {
        let days = CivilCalendar.floorDivide(instant, CivilCalendar.microsecondsPerDay)
        let rest = Int(instant - days * CivilCalendar.microsecondsPerDay)
        let date = CivilCalendar.date(days: days)
        var moment = CivilMoment(year: Int(date.year), month: Int(date.month), day: Int(date.day))
        if rest != 0 {
            moment.hour = rest / 3_600_000_000
            moment.minute = rest / 60_000_000 % 60
            moment.second = rest / 1_000_000 % 60
            if rest % 1_000_000 != 0 { moment.microsecond = rest % 1_000_000 }
        }
        return text(moment)
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

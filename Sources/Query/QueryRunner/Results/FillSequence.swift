internal import LookerExpressions
internal import QueryCompiler
internal import SemanticModel
internal import Warehouse

/// The values that a filled dimension shows, numbered in ascending order without gaps.
///
/// Periods are counted from 1970, so that the next month is one more whatever its length; listed values from 0.
struct FillSequence {
    private enum Kind {
        case periods(PeriodCount)
        case listed([DimensionFill.Value], places: [String: Int64])
    }

    private let kind: Kind
    /// The number of the first and the last value; `nil` where the values found decide.
    let first: Int64?
    let last: Int64?

    /// `nil` for a timeframe whose values can't be counted through.
    init?(_ values: DimensionFill.Values) {
        switch values {
        case .periods(let timeframe, let from, let until, let weekStart, let fiscalMonthOffset):
            guard
                let periods = PeriodCount(timeframe, weekStart: weekStart, fiscalMonthOffset: fiscalMonthOffset)
            else { return nil }
            kind = .periods(periods)
            first = from.map(periods.number(at:))
            last = until.map { periods.number(at: $0.subtractingReportingOverflow(1).partialValue) }
        case .listed(let list):
            let places = list.enumerated().map { ($0.element.text, Int64($0.offset)) }
            kind = .listed(list, places: Dictionary(places, uniquingKeysWith: { first, _ in first }))
            first = 0
            last = Int64(list.count) - 1
        }
    }

    /// The number of a value of the result; `nil` for NULL and for what is no value of the sequence.
    func number(of column: Column, row: Int) -> Int64? {
        guard let text = column.scalarText(row: row) else { return nil }
        return switch kind {
        case .periods(let periods): periods.number(of: text)
        case .listed(_, let places): places[text]
        }
    }

    /// The value with a number, as the statement would return it.
    func value(_ number: Int64) -> DimensionFill.Value? {
        switch kind {
        case .periods(let periods): periods.value(number)
        case .listed(let list, _): list.indices.contains(Int(number)) ? list[Int(number)] : nil
        }
    }
}

extension DimensionFill.Value {
    var text: String {
        switch self {
        case .text(let text): text
        case .number(let number): String(number)
        }
    }

    var number: Int64? {
        if case .number(let number) = self { number } else { nil }
    }
}

/// The values of a timeframe as consecutive numbers: days, weeks, months … since 1970. They read as the statement's SQL
/// writes them.
struct PeriodCount {
    private enum Unit {
        /// Of a fixed length in microseconds, counted from a moment.
        case fixed(Int64, from: Int64)
        /// Of a number of months, counted from a month that is not before 1970-01.
        case months(Int64, from: Int64)
    }

    private static let day: Int64 = 86_400_000_000

    private let timeframe: Timeframe
    private let unit: Unit

    init?(_ timeframe: Timeframe, weekStart: Int, fiscalMonthOffset: Int) {
        self.timeframe = timeframe
        let (second, hour): (Int64, Int64) = (1_000_000, 3_600_000_000)
        switch timeframe {
        case .time, .second: unit = .fixed(second, from: 0)
        case .minute: unit = .fixed(60 * second, from: 0)
        case .minutes(let count) where count > 0: unit = .fixed(Int64(count) * 60 * second, from: 0)
        case .hour: unit = .fixed(hour, from: 0)
        case .hours(let count) where count > 0: unit = .fixed(Int64(count) * hour, from: 0)
        case .date: unit = .fixed(Self.day, from: 0)
        // 1970-01-01 was a Thursday, the fourth day of the ISO week.
        case .week: unit = .fixed(7 * Self.day, from: Int64(weekStart - 4) * Self.day)
        case .month: unit = .months(1, from: 0)
        case .quarter: unit = .months(3, from: 0)
        case .year: unit = .months(12, from: 0)
        case .fiscalQuarter: unit = .months(3, from: Int64(fiscalMonthOffset))
        case .fiscalYear: unit = .months(12, from: Int64(fiscalMonthOffset))
        default: return nil
        }
    }

    /// - Parameter moment: Microseconds of the wall clock since 1970-01-01.
    func number(at moment: Int64) -> Int64 {
        switch unit {
        case .fixed(let length, let start):
            return CivilTime.floorDivide(moment.subtractingReportingOverflow(start).partialValue, by: length).quotient
        case .months(let length, let start):
            let (year, month, _) = CivilTime.civil(days: CivilTime.floorDivide(moment, by: Self.day).quotient)
            return CivilTime.floorDivide((year - 1970) * 12 + month - 1 - start, by: length).quotient
        }
    }

    /// `nil` for what does not read as a value of the timeframe.
    func number(of text: String) -> Int64? {
        if case .months(let length, _) = unit, timeframe.isFiscal {
            // FY2018 or FY2018-Q2
            let parts = text.dropFirst(2).split(separator: "-", maxSplits: 1)
            guard text.hasPrefix("FY"), let name = parts.first, let year = Int64(name), year.magnitude < 10_000 else {
                return nil
            }
            if length == 12 { return parts.count == 1 ? year - 1970 : nil }
            guard parts.count == 2, let quarter = Int64(parts[1].dropFirst()), (1...4).contains(quarter) else {
                return nil
            }
            return (year - 1970) * 4 + quarter - 1
        }
        return LookerExpressions.CivilTime.parse(text).map(number(at:))
    }

    func value(_ number: Int64) -> DimensionFill.Value? {
        switch unit {
        case .fixed(let length, let start):
            let (distance, overflow) = number.multipliedReportingOverflow(by: length)
            guard !overflow else { return nil }
            return .text(text(at: distance &+ start))
        case .months(let length, _):
            // In fiscal years their own months count, so that the offset is of no account.
            let (years, month) = CivilTime.floorDivide(number &* length, by: 12)
            let year = 1970 + years
            return switch timeframe {
            case .year: .number(year)
            case .fiscalYear: .text("FY\(year)")
            case .fiscalQuarter: .text("FY\(year)-Q\(month / 3 + 1)")
            default: .text(CivilTime.padded(year, 4) + "-" + CivilTime.padded(month + 1, 2))
            }
        }
    }

    private func text(at moment: Int64) -> String {
        let text = CivilTime.timestamp(microseconds: moment)
        return switch timeframe {
        case .date, .week: String(text.prefix(10))
        case .hour: String(text.prefix(13))
        case .minute: String(text.prefix(16))
        default: text
        }
    }
}

internal import LookerExpressions
internal import SQL

extension ExpressionSQL {
    private static let lengths: [(name: String, unit: TimeFunctions.Interval, microseconds: Int64)] = [
        ("days", .day, 86_400_000_000), ("hours", .hour, 3_600_000_000), ("minutes", .minute, 60_000_000),
        ("seconds", .second, 1_000_000),
    ]
    private static let parts: [String: TimeFunctions.Part] = [
        "extract_years": .year, "extract_months": .month, "extract_days": .day, "extract_hours": .hour,
        "extract_minutes": .minute, "extract_seconds": .second,
    ]
    private static let cuts: [String: TimeFunctions.Unit] = [
        "trunc_years": .year, "trunc_quarters": .quarter, "trunc_months": .month, "trunc_days": .day,
        "trunc_hours": .hours(1), "trunc_minutes": .minutes(1),
    ]
    private static let differences: [String: TimeFunctions.Interval] = [
        "diff_years": .year, "diff_months": .month, "diff_days": .day, "diff_hours": .hour, "diff_minutes": .minute,
        "diff_seconds": .second,
    ]
    /// Ten thousand years: from any date, that leads out of the calendar. Less than a 25th of it is not looked at.
    private static let mostMonths: Int64 = 120_000
    private static let mostMicroseconds: Int64 = 316_000_000_000_000_000

    /// 0001-01-01 00:00 and the last microsecond of 9999-12-31.
    private static let calendar: (first: Int64, last: Int64) = (-62_135_596_800_000_000, 253_402_300_799_999_999)

    /// - Returns: Nil for NULL.
    func moment(_ operand: SQLOperand) -> SQLExpression? {
        switch operand.constant {
        case .string(let text): return CivilTime.parse(text).map(dialect.time.constant)
        case .null: return nil
        default: return operand.type == .date ? operand.sql : dialect.time.timestamp(operand.sql)
        }
    }

    func dates(_ name: String, _ operands: [SQLOperand]) -> SQLOperand? {
        switch name {
        case "to_date": return .date(dialect.time.parse(operands[0].sql))
        case "date", "date_time": return .date(date(operands))
        default: break
        }
        if let part = Self.parts[name] {
            guard let time = moment(operands[0]) else { return .null }
            return .count(dialect.time.part(time, part))
        }
        if let unit = Self.cuts[name] {
            return .date(moment(operands[0]).map { dialect.time.truncate($0, unit) })
        }
        if let unit = Self.differences[name] {
            guard let start = moment(operands[0]), let end = moment(operands[1]) else { return .null }
            return .count(dialect.time.wholeIntervals(unit, start, end))
        }
        guard name.hasPrefix("add_") else { return nil }
        guard let time = moment(operands[1]) else { return .null }
        switch name {
        case "add_years": return .date(add(operands[0], .year, months: 12, to: time))
        case "add_months": return .date(add(operands[0], .month, months: 1, to: time))
        default:
            guard let length = Self.lengths.first(where: { name == "add_" + $0.name }) else { return nil }
            return .date(add(operands[0], length.unit, microseconds: length.microseconds, to: time))
        }
    }

    // MARK: Moving

    private func add(
        _ amount: SQLOperand, _ unit: TimeFunctions.Interval, months: Int64, to time: SQLExpression
    ) -> SQLExpression? {
        guard let count = whole(amount) else { return nil }
        let most = Self.mostMonths / months
        if let constant = amount.constant?.whole {
            guard constant.magnitude <= most else { return nil }
            let moved = dialect.time.add(time, unit, count)
            return constant.magnitude * 25 <= most ? moved : inCalendar(moved)
        }
        return inCalendar(dialect.time.add(time, unit, within(most, count)))
    }

    /// Of these intervals there may be parts.
    private func add(
        _ amount: SQLOperand, _ unit: TimeFunctions.Interval, microseconds: Int64, to time: SQLExpression
    ) -> SQLExpression? {
        if let constant = amount.constant, let count = constant.double {
            let distance = (count * Double(microseconds)).rounded()
            guard distance.magnitude <= Double(Self.mostMicroseconds) else { return nil }
            let isWhole = count.rounded() == count
            let moved =
                isWhole
                ? dialect.time.add(time, unit, .bound(.int(Int64(count))))
                : dialect.time.addMicroseconds(time, .bound(.int(Int64(distance))))
            return distance.magnitude * 25 <= Double(Self.mostMicroseconds) ? moved : inCalendar(moved)
        }
        if amount.isWhole {
            return inCalendar(dialect.time.add(time, unit, within(Self.mostMicroseconds / microseconds, amount.sql)))
        }
        let distance = arithmetic(.multiply, amount, constant(.integer(microseconds)))
        let limited = within(Self.mostMicroseconds, dialect.math.round(distance.sql, "0", false))
        return inCalendar(dialect.time.addMicroseconds(time, limited))
    }

    /// A number, or NULL if it is farther from 0 than `most`.
    private func within(_ most: Int64, _ number: SQLExpression) -> SQLExpression {
        dialect.once([number]) { "CASE WHEN \($0[0]) BETWEEN -\(Int(most)) AND \(Int(most)) THEN \(bare: $0[0]) END" }
    }

    private func inCalendar(_ time: SQLExpression) -> SQLExpression {
        let (first, last) = (
            dialect.time.constant(Self.calendar.first), dialect.time.constant(Self.calendar.last)
        )
        return dialect.once([time]) { "CASE WHEN \($0[0]) BETWEEN \(first) AND \(last) THEN \(bare: $0[0]) END" }
    }

    // MARK: Making

    /// From three or six numbers, of which only the seconds may have a fraction.
    private func date(_ operands: [SQLOperand]) -> SQLExpression? {
        let numbers = operands.map(whole)
        guard let year = numbers[0], let month = numbers[1], let day = numbers[2] else { return nil }
        var time = dialect.time.day(year, month, day)
        guard operands.count == 6 else { return time }
        guard let hour = numbers[3], let minute = numbers[4] else { return nil }
        time = dialect.time.add(time, .hour, between(0, 23, hour))
        time = dialect.time.add(time, .minute, between(0, 59, minute))
        if operands[5].isWhole { return dialect.time.add(time, .second, between(0, 59, operands[5].sql)) }
        let fraction = arithmetic(.multiply, operands[5], constant(.integer(1_000_000)))
        return dialect.time.addMicroseconds(
            time, between(0, 59_999_999, dialect.math.unary(.floor, fraction.sql)))
    }

    private func between(_ first: Int, _ last: Int, _ number: SQLExpression) -> SQLExpression {
        dialect.once([number]) { "CASE WHEN \($0[0]) BETWEEN \(first) AND \(last) THEN \(bare: $0[0]) END" }
    }
}

/// Python's `datetime` or `date`: attributes, `strftime`, `isoformat`, `+`/`-` with a `timedelta`. Years 1 to 9999.
package struct JinjaDateTime: JinjaObject, Hashable {
    static let dayLength = 86_400_000_000

    /// Microseconds since 1970-01-01 on the clock that it was read from.
    package let wallMicroseconds: Int
    /// Seconds east of Greenwich; nil if it has no zone.
    package let offset: Int?
    package let isDate: Bool

    /// - Parameters:
    ///   - wallMicroseconds: microseconds since 1970-01-01 00:00 on the local clock.
    ///   - offset: seconds east of Greenwich, 0 for UTC, nil for a time without a zone.
    ///   - isDate: a `date`, whose time of day is cut off.
    package init(wallMicroseconds: Int, offset: Int? = nil, isDate: Bool = false) throws(JinjaError) {
        let days = floorDivision(wallMicroseconds, JinjaDateTime.dayLength).quotient
        // 0001-01-01 and 9999-12-31.
        guard days >= -719_162, days <= 2_932_896 else {
            throw JinjaError(.value, "this date is outside of the years 1 to 9999")
        }
        self.wallMicroseconds = isDate ? days * JinjaDateTime.dayLength : wallMicroseconds
        self.offset = offset
        self.isDate = isDate
    }

    /// The instant in UTC.
    /// - Parameter epochMicroseconds: microseconds since 1970-01-01 00:00 UTC.
    package static func utc(epochMicroseconds: Int) throws(JinjaError) -> JinjaDateTime {
        try JinjaDateTime(wallMicroseconds: epochMicroseconds, offset: 0)
    }

    var days: Int { floorDivision(wallMicroseconds, JinjaDateTime.dayLength).quotient }
    var timeOfDay: Int { floorDivision(wallMicroseconds, JinjaDateTime.dayLength).rest }
    var civil: (year: Int, month: Int, day: Int) { CivilDate.civil(days) }
    var hour: Int { timeOfDay / 3_600_000_000 }
    var minute: Int { timeOfDay / 60_000_000 % 60 }
    var second: Int { timeOfDay / 1_000_000 % 60 }
    var microsecond: Int { timeOfDay % 1_000_000 }
    /// Monday is 0.
    var weekday: Int { floorDivision(days + 3, 7).rest }
    /// For comparison; a time without a zone counts as UTC.
    package var epochMicroseconds: Int { wallMicroseconds - (offset ?? 0) * 1_000_000 }

    package var jinjaTypeName: String { isDate ? "date" : "datetime" }
    package var jinjaText: String { isoText(separator: " ") }

    package var jinjaRepresentation: String {
        let (year, month, day) = civil
        if isDate { return "datetime.date(\(year), \(month), \(day))" }
        var text = "datetime.datetime(\(year), \(month), \(day), \(hour), \(minute)"
        if second != 0 || microsecond != 0 { text += ", \(second)" }
        if microsecond != 0 { text += ", \(microsecond)" }
        return text + (offset == nil ? ")" : ", tzinfo=\(offset == 0 ? "datetime.timezone.utc" : "…"))")
    }

    func isoText(separator: String) -> String {
        let (year, month, day) = civil
        let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
        if isDate { return date }
        var text = date + separator + "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))"
        if microsecond != 0 { text += "." + padded(microsecond, 6) }
        return text + (offset.map { JinjaDateTime.zoneText($0, separator: ":") } ?? "")
    }

    static func zoneText(_ offset: Int, separator: String) -> String {
        let minutes = abs(offset) / 60
        return (offset < 0 ? "-" : "+") + padded(minutes / 60, 2) + separator + padded(minutes % 60, 2)
    }

    package func jinjaAttribute(_ name: String) -> JinjaValue? {
        let (year, month, day) = civil
        switch name {
        case "year": return .int(Int64(year))
        case "month": return .int(Int64(month))
        case "day": return .int(Int64(day))
        case "hour" where !isDate: return .int(Int64(hour))
        case "minute" where !isDate: return .int(Int64(minute))
        case "second" where !isDate: return .int(Int64(second))
        case "microsecond" where !isDate: return .int(Int64(microsecond))
        case "tzinfo" where !isDate: return offset == nil ? JinjaValue.none : "UTC"
        default: return method(name)
        }
    }

    private func method(_ name: String) -> JinjaValue? {
        switch name {
        case "strftime":
            return .function(name) { [self] call in
                .string(try DateFormat(try call.requiredText(0, "format")).text(of: self))
            }
        case "isoformat":
            return .function(name) { [self] call in
                .string(isoText(separator: call.argument(0, "sep")?.stringValue ?? "T"))
            }
        case "date" where !isDate:
            return .function(name) { [self] _ in
                .object(try JinjaDateTime(wallMicroseconds: wallMicroseconds, isDate: true))
            }
        case "timestamp" where !isDate:
            return .function(name) { [self] _ in .double(Double(epochMicroseconds) / 1_000_000) }
        case "weekday": return .function(name) { [self] _ in .int(Int64(weekday)) }
        case "isoweekday": return .function(name) { [self] _ in .int(Int64(weekday + 1)) }
        case "toordinal": return .function(name) { [self] _ in .int(Int64(days + 719_163)) }
        case "replace": return .function(name) { [self] call in .object(try replacing(call)) }
        case "astimezone" where !isDate:
            return .function(name) { [self] _ in .object(try JinjaDateTime.utc(epochMicroseconds: epochMicroseconds)) }
        default: return nil
        }
    }

    private func replacing(_ call: JinjaCall) throws(JinjaError) -> JinjaDateTime {
        let inputs = Inputs("replace()", call.positional, call.keyword)
        let names = ["year", "month", "day", "hour", "minute", "second", "microsecond"]
        var parts = [civil.year, civil.month, civil.day, hour, minute, second, microsecond]
        for (index, name) in names.enumerated() { parts[index] = try inputs.whole(index, name) ?? parts[index] }
        var offset = offset
        if let zone = call[keyword: "tzinfo"] { offset = zone.isNone ? nil : 0 }
        return try JinjaDateTime.make(parts, offset: offset, isDate: isDate)
    }

    /// From year, month, day, hour, minute, second, microsecond.
    static func make(_ parts: [Int], offset: Int?, isDate: Bool) throws(JinjaError) -> JinjaDateTime {
        let limits = [1...9999, 1...12, 1...31, 0...23, 0...59, 0...59, 0...999_999]
        let names = ["year", "month", "day", "hour", "minute", "second", "microsecond"]
        for (index, part) in parts.enumerated() where !limits[index].contains(part) {
            throw JinjaError(
                .value,
                "the \(names[index]) \(part) is not from \(limits[index].lowerBound) to \(limits[index].upperBound)")
        }
        guard parts[2] <= CivilDate.daysInMonth(parts[1], of: parts[0]) else {
            throw JinjaError(.value, "the month \(parts[1]) of \(parts[0]) has no day \(parts[2])")
        }
        let days = CivilDate.days(year: parts[0], month: parts[1], day: parts[2])
        let seconds = (days * 24 + parts[3]) * 3600 + parts[4] * 60 + parts[5]
        return try JinjaDateTime(wallMicroseconds: seconds * 1_000_000 + parts[6], offset: offset, isDate: isDate)
    }

    package func jinjaIsEqual(to other: JinjaValue) -> Bool {
        guard case .object(let object) = other, let time = object as? JinjaDateTime, time.isDate == isDate else {
            return false
        }
        return (time.offset == nil) == (offset == nil) && time.epochMicroseconds == epochMicroseconds
    }

    package func jinjaOrder(to other: JinjaValue) -> Int? {
        guard case .object(let object) = other, let time = object as? JinjaDateTime, time.isDate == isDate,
            (time.offset == nil) == (offset == nil)
        else { return nil }
        return epochMicroseconds < time.epochMicroseconds ? -1 : epochMicroseconds > time.epochMicroseconds ? 1 : 0
    }

    package func jinjaOperate(
        _ operation: JinjaOperation, with other: JinjaValue, isReversed: Bool
    ) throws(JinjaError) -> JinjaValue? {
        guard case .object(let object) = other else { return nil }
        if let duration = object as? JinjaDuration, operation == .add || (operation == .subtract && !isReversed) {
            let amount =
                isDate
                ? floorDivision(duration.microseconds, JinjaDateTime.dayLength).quotient * JinjaDateTime.dayLength
                : duration.microseconds
            let (sum, isTooMuch) =
                operation == .add
                ? wallMicroseconds.addingReportingOverflow(amount)
                : wallMicroseconds.subtractingReportingOverflow(amount)
            guard !isTooMuch else { throw Arithmetic.tooLarge }
            return .object(try JinjaDateTime(wallMicroseconds: sum, offset: offset, isDate: isDate))
        }
        if let time = object as? JinjaDateTime, operation == .subtract, !isReversed, time.isDate == isDate {
            guard (time.offset == nil) == (offset == nil) else {
                throw JinjaError(
                    .value, "one of these times has a zone, the other has none; give both one with replace(tzinfo=…)")
            }
            return .object(JinjaDuration(microseconds: epochMicroseconds - time.epochMicroseconds))
        }
        return nil
    }
}

/// A number with zeros before it.
func padded(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
}

/// Python's `timedelta`.
package struct JinjaDuration: JinjaObject, Hashable {
    package let microseconds: Int

    package init(microseconds: Int) { self.microseconds = microseconds }

    private var days: Int { floorDivision(microseconds, JinjaDateTime.dayLength).quotient }
    private var rest: Int { floorDivision(microseconds, JinjaDateTime.dayLength).rest }

    package var jinjaTypeName: String { "timedelta" }
    package var jinjaIsTrue: Bool { microseconds != 0 }

    package var jinjaText: String {
        let seconds = rest / 1_000_000
        var text = days == 0 ? "" : "\(days) day\(abs(days) == 1 ? "" : "s"), "
        text += "\(seconds / 3600):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
        if rest % 1_000_000 != 0 { text += "." + padded(rest % 1_000_000, 6) }
        return text
    }

    package var jinjaRepresentation: String {
        let parts = [("days", days), ("seconds", rest / 1_000_000), ("microseconds", rest % 1_000_000)]
        let text = parts.filter { $0.1 != 0 }.map { "\($0.0)=\($0.1)" }.joined(separator: ", ")
        return "datetime.timedelta(\(text.isEmpty ? "0" : text))"
    }

    package func jinjaAttribute(_ name: String) -> JinjaValue? {
        switch name {
        case "days": return .int(Int64(days))
        case "seconds": return .int(Int64(rest / 1_000_000))
        case "microseconds": return .int(Int64(rest % 1_000_000))
        case "total_seconds":
            let microseconds = microseconds
            return .function(name) { _ in .double(Double(microseconds) / 1_000_000) }
        default: return nil
        }
    }

    package func jinjaIsEqual(to other: JinjaValue) -> Bool {
        if case .object(let object) = other, let duration = object as? JinjaDuration { return duration == self }
        return false
    }

    package func jinjaOrder(to other: JinjaValue) -> Int? {
        guard case .object(let object) = other, let duration = object as? JinjaDuration else { return nil }
        return microseconds < duration.microseconds ? -1 : microseconds > duration.microseconds ? 1 : 0
    }

    package func jinjaOperate(
        _ operation: JinjaOperation, with other: JinjaValue, isReversed: Bool
    ) throws(JinjaError) -> JinjaValue? {
        if case .object(let object) = other, let duration = object as? JinjaDuration, !isReversed {
            switch operation {
            case .add: return .object(try exact(microseconds.addingReportingOverflow(duration.microseconds)))
            case .subtract:
                return .object(try exact(microseconds.subtractingReportingOverflow(duration.microseconds)))
            case .divide where duration.microseconds != 0:
                return .double(Double(microseconds) / Double(duration.microseconds))
            default: return nil
            }
        }
        guard let number = other.number else { return nil }
        switch operation {
        case .multiply: return .object(try JinjaDuration.rounded(Double(microseconds) * number))
        case .divide where !isReversed && number != 0:
            return .object(try JinjaDuration.rounded(Double(microseconds) / number))
        default: return nil
        }
    }

    private func exact(_ result: (partialValue: Int, overflow: Bool)) throws(JinjaError) -> JinjaDuration {
        guard !result.overflow else { throw Arithmetic.tooLarge }
        return JinjaDuration(microseconds: result.partialValue)
    }

    static func rounded(_ microseconds: Double) throws(JinjaError) -> JinjaDuration {
        guard let whole = Int(exactly: microseconds.rounded(.toNearestOrEven)) else { throw Arithmetic.tooLarge }
        return JinjaDuration(microseconds: whole)
    }
}

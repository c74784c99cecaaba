import Foundation

/// `modules.datetime` and `modules.re`, as far as dbt projects use them.
enum Modules {
    static let all = JinjaMembers("modules", ["datetime": .object(dates), "re": .object(RegularExpressions.module)])

    private static let dates = JinjaMembers(
        "datetime",
        [
            "datetime": .object(DateClass(isDate: false)),
            "date": .object(DateClass(isDate: true)),
            "timedelta": .function("timedelta", duration),
            "timezone": .object(JinjaMembers("timezone", ["utc": "UTC"])),
        ])

    @Sendable private static func duration(_ call: JinjaCall) async throws -> JinjaValue {
        let units: [(name: String, microseconds: Double)] = [
            ("days", 86_400e6), ("seconds", 1e6), ("microseconds", 1), ("milliseconds", 1e3), ("minutes", 60e6),
            ("hours", 3_600e6), ("weeks", 604_800e6),
        ]
        let inputs = Inputs("timedelta()", call.positional, call.keyword)
        try inputs.allow("days", "seconds", "microseconds", "milliseconds", "minutes", "hours", "weeks")
        var sum = 0.0
        for (index, unit) in units.enumerated() {
            guard let value = inputs[index, unit.name] else { continue }
            guard let number = value.number else {
                try value.check()
                throw JinjaError(.value, "timedelta() needs numbers, not \(value.described)")
            }
            sum += number * unit.microseconds
        }
        return .object(try JinjaDuration.rounded(sum))
    }
}

/// `datetime.datetime` and `datetime.date`: called, they make one; their methods make them in other ways.
struct DateClass: JinjaObject {
    let isDate: Bool

    var jinjaTypeName: String { isDate ? "date" : "datetime" }
    var jinjaText: String { "<class 'datetime.\(jinjaTypeName)'>" }

    var jinjaBody: (@Sendable (JinjaCall) async throws -> JinjaValue)? {
        let isDate = isDate
        return { call in
            let inputs = Inputs(call.name + "()", call.positional, call.keyword)
            let names = ["year", "month", "day", "hour", "minute", "second", "microsecond"]
            var parts = [0, 0, 0, 0, 0, 0, 0]
            for (index, name) in names.prefix(isDate ? 3 : 7).enumerated() {
                if index < 3 { _ = try inputs.required(index, name) }
                parts[index] = try inputs.whole(index, name) ?? 0
            }
            let hasZone = inputs[7, "tzinfo"].map { !$0.isNone } ?? false
            return .object(try JinjaDateTime.make(parts, offset: hasZone ? 0 : nil, isDate: isDate))
        }
    }

    func jinjaAttribute(_ name: String) -> JinjaValue? {
        let isDate = isDate
        switch name {
        case "now" where !isDate, "utcnow" where !isDate, "today":
            return .function(name) { call in
                let hasZone = call.argument(0, "tz").map { !$0.isNone } ?? false
                let now = Int(Date().timeIntervalSince1970 * 1_000_000)
                return .object(try JinjaDateTime(wallMicroseconds: now, offset: hasZone ? 0 : nil, isDate: isDate))
            }
        case "strptime" where !isDate:
            return .function(name) { call in
                let format = DateFormat(try call.requiredText(1, "format"))
                return .object(try format.time(from: try call.requiredText(0, "date_string")))
            }
        case "fromisoformat":
            return .function(name) { call in .object(try DateClass.iso(try call.requiredText(0, "date_string"), isDate))
            }
        case "fromtimestamp", "utcfromtimestamp":
            return .function(name) { call in
                guard let seconds = try call.required(0, "timestamp").number,
                    let microseconds = Int(exactly: (seconds * 1_000_000).rounded())
                else { throw JinjaError(.value, "fromtimestamp() needs seconds since 1970") }
                return .object(try JinjaDateTime(wallMicroseconds: microseconds, isDate: isDate))
            }
        default: return nil
        }
    }

    private static func iso(_ text: String, _ isDate: Bool) throws(JinjaError) -> JinjaDateTime {
        if isDate {
            let time = try DateFormat("%Y-%m-%d").time(from: text)
            return try JinjaDateTime(wallMicroseconds: time.wallMicroseconds, isDate: true)
        }
        let separator = text.unicodeScalars.dropFirst(10).first.map { String($0) } ?? ""
        let date = "%Y-%m-%d" + (separator == "%" ? "%%" : separator)
        for format in [
            "%Y-%m-%d", date + "%H:%M:%S", date + "%H:%M:%S.%f", date + "%H:%M:%S%z", date + "%H:%M:%S.%f%z",
            date + "%H:%M", date + "%H:%M%z",
        ] {
            if let time = try? DateFormat(format).time(from: text) { return time }
        }
        throw JinjaError(.value, "the text \(ValueWriter.quoted(text)) is no time of ISO 8601")
    }
}

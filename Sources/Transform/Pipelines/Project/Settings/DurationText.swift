import JSON

/// Lengths of time as people write them: `30s`, `15m`, `26h`, `7d`, `3 days`; a bare number is seconds.
package enum DurationText {
    package static func parse(_ text: String) -> Duration? {
        let text = text.lowercased().filter { $0 != " " }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let count = Int64(digits), count <= 1_000_000_000 else { return nil }
        let seconds: Int64
        switch text.dropFirst(digits.count) {
        case "", "s", "sec", "second", "seconds": seconds = 1
        case "m", "min", "minute", "minutes": seconds = 60
        case "h", "hour", "hours": seconds = 3600
        case "d", "day", "days": seconds = 86_400
        case "w", "week", "weeks": seconds = 604_800
        default: return nil
        }
        return .seconds(count * seconds)
    }

    static func parse(_ value: JSONValue) -> Duration? {
        if let number = value.intValue { return .seconds(number) }
        return value.stringValue.flatMap(parse(_:))
    }
}

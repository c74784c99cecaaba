/// `| date: '%Y-%m-%d'`: times as `strftime` writes them, in the language of the C locale.
struct LiquidDate {
    /// Microseconds since 1970 of the clock on the wall.
    var time: Int64
    /// Seconds east of Greenwich, if the text said so.
    var zone: Int64 = 0

    /// The text in another format; unchanged if it is no time, or if there is no format.
    static func formatted(_ text: LiquidText, as format: LiquidText, now: Int64) -> LiquidText {
        guard format.byteCount > 0, text.byteCount <= 64, let date = LiquidDate(text.text, now: now) else {
            return text
        }
        // Of the text only numbers are left.
        return format.mappedKeepingOrigin { date.formatted($0) }
    }

    /// `now`, `today`, seconds since 1970, or `2024-05-01 17:30:00.5 +02:00` and parts of it.
    init?(_ text: String, now: Int64) {
        let trimmed = text.trimmingBlanks()
        if trimmed == "now" || trimmed == "today" {
            self.init(time: now)
            return
        }
        if let seconds = Int64(trimmed), trimmed.utf8.count > 4 {
            let (time, overflow) = seconds.multipliedReportingOverflow(by: CivilCalendar.microsecondsPerSecond)
            guard !overflow else { return nil }
            self.init(time: time)
            return
        }
        var reader = Reader(bytes: Array(trimmed.utf8)[...])
        guard let year = reader.number(digits: 4...4), reader.takeAny("-/"), let month = reader.number(digits: 1...2),
            (1...12).contains(month)
        else { return nil }
        var day: Int64 = 1
        if reader.takeAny("-/") {
            guard let number = reader.number(digits: 1...2) else { return nil }
            day = number
        }
        guard (1...CivilCalendar.daysInMonth(year: year, month: month)).contains(day) else { return nil }
        var time: Int64 = 0
        var zone: Int64 = 0
        if reader.takeAny("T ") {
            guard let clock = reader.clock(), let offset = reader.zone() else { return nil }
            (time, zone) = (clock, offset)
        }
        guard reader.bytes.isEmpty else { return nil }
        let days = CivilCalendar.days(year: year, month: month, day: day)
        self.init(time: days * CivilCalendar.microsecondsPerDay + time, zone: zone)
    }

    private init?(time: Int64, zone: Int64 = 0) {
        guard CivilCalendar.range.contains(time) else { return nil }
        self.time = time
        self.zone = zone
    }

    private struct Reader {
        var bytes: ArraySlice<UInt8>

        mutating func number(digits: ClosedRange<Int>) -> Int64? {
            let run = bytes.prefix(digits.upperBound).prefix { $0.isASCIIDigit }
            guard run.count >= digits.lowerBound else { return nil }
            bytes.removeFirst(run.count)
            return Int64(String(decoding: run, as: UTF8.self))
        }

        mutating func takeAny(_ marks: String) -> Bool {
            guard let first = bytes.first, marks.utf8.contains(first) else { return false }
            bytes.removeFirst()
            return true
        }

        /// `17:30`, `17:30:05` and `17:30:05.123456`, in microseconds.
        mutating func clock() -> Int64? {
            guard let hour = number(digits: 1...2), hour < 24, takeAny(":"), let minute = number(digits: 2...2),
                minute < 60
            else { return nil }
            var result = (hour * 60 + minute) * 60
            guard takeAny(":") else { return result * CivilCalendar.microsecondsPerSecond }
            guard let second = number(digits: 2...2), second < 60 else { return nil }
            result = (result + second) * CivilCalendar.microsecondsPerSecond
            guard takeAny(".,") else { return result }
            let digits = bytes.prefix { $0.isASCIIDigit }
            guard !digits.isEmpty else { return nil }
            bytes.removeFirst(digits.count)
            let six = Array(digits.prefix(6)) + [UInt8](repeating: 0x30, count: max(0, 6 - digits.count))
            return result + (Int64(String(decoding: six, as: UTF8.self)) ?? 0)
        }

        /// `Z`, `UTC`, `+02:00` and nothing, in seconds.
        mutating func zone() -> Int64? {
            _ = takeAny(" ")
            if bytes.isEmpty || bytes.elementsEqual("Z".utf8) || bytes.elementsEqual("UTC".utf8) {
                bytes = []
                return 0
            }
            let isWest = bytes.first == UInt8(ascii: "-")
            guard takeAny("+-"), let hour = number(digits: 2...2) else { return nil }
            _ = takeAny(":")
            guard let minute = number(digits: 2...2), hour < 24, minute < 60 else { return nil }
            return (isWest ? -1 : 1) * (hour * 60 + minute) * 60
        }
    }
}

extension LiquidText {
    /// Each run changed by itself, where the change adds nothing of its own.
    func mappedKeepingOrigin(_ change: (String) -> String) -> LiquidText {
        runs.reduce(into: LiquidText()) { $0.append(change($1.text), $1.origin) }
    }
}

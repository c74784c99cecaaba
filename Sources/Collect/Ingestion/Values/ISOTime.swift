package import Landing

/// Moments as ISO 8601 text: `2026-03-05T10:00:00.250Z`, with an offset, with a blank for the T, or a day alone. Without
/// an offset it is UTC.
package enum ISOTime {
    /// `nil` for anything else.
    package static func parse(_ text: String) -> Timestamp? {
        var reader = Digits(bytes: Array(text.utf8))
        guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2), reader.skip("-"),
            let day = reader.number(2), let days = CalendarDay.number(year: year, month: month, day: day)
        else { return nil }
        var microseconds = days * Timestamp.dayLength
        if reader.isAtEnd { return Timestamp(microseconds: microseconds) }

        guard reader.skip("T") || reader.skip("t") || reader.skip(" "), let hour = reader.number(2), hour < 24,
            reader.skip(":"), let minute = reader.number(2), minute < 60
        else { return nil }
        microseconds += Int64(hour * 3600 + minute * 60) * Timestamp.secondLength
        if reader.skip(":") {
            // 60 is a leap second; it becomes the first moment of the next minute.
            guard let second = reader.number(2), second <= 60 else { return nil }
            microseconds += Int64(second) * Timestamp.secondLength
            if reader.skip(".") || reader.skip(",") {
                guard let fraction = reader.fraction() else { return nil }
                microseconds += fraction
            }
        }
        if reader.isAtEnd || reader.skip("Z") || reader.skip("z") {
            return reader.isAtEnd ? Timestamp(microseconds: microseconds) : nil
        }
        let isWest = reader.skip("-")
        guard isWest || reader.skip("+"), let hours = reader.number(2) else { return nil }
        _ = reader.skip(":")
        guard hours < 24, let minutes = reader.isAtEnd ? 0 : reader.number(2), minutes < 60, reader.isAtEnd else {
            return nil
        }
        let offset = Int64(hours * 3600 + minutes * 60) * Timestamp.secondLength
        return Timestamp(microseconds: microseconds + (isWest ? offset : -offset))
    }

    private struct Digits {
        var bytes: [UInt8]
        var place = 0

        var isAtEnd: Bool { place == bytes.count }

        mutating func number(_ count: Int) -> Int? {
            guard place + count <= bytes.count else { return nil }
            var number = 0
            for byte in bytes[place..<place + count] {
                guard let digit = Self.digit(byte) else { return nil }
                number = number * 10 + digit
            }
            place += count
            return number
        }

        /// Digits after the point, as microseconds; finer ones are dropped.
        mutating func fraction() -> Int64? {
            var microseconds: Int64 = 0
            var unit: Int64 = 100_000
            let start = place
            while place < bytes.count, let digit = Self.digit(bytes[place]) {
                microseconds += Int64(digit) * unit
                unit /= 10
                place += 1
            }
            return place > start ? microseconds : nil
        }

        mutating func skip(_ character: Unicode.Scalar) -> Bool {
            guard place < bytes.count, bytes[place] == UInt8(ascii: character) else { return false }
            place += 1
            return true
        }

        private static func digit(_ byte: UInt8) -> Int? {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? Int(byte - UInt8(ascii: "0")) : nil
        }
    }
}

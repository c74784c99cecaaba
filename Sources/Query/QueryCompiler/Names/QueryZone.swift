internal import Foundation

/// The time zone in which a query reads its times.
struct QueryZone {
    /// The IANA name.
    let name: String
    private let zone: TimeZone

    /// `nil` when there is no such zone.
    init?(_ name: String) {
        guard TimeZone.isName(name), let zone = TimeZone(identifier: name) else { return nil }
        self.name = name
        self.zone = zone
    }

    /// Whether wall clocks there show UTC all year.
    var isUTC: Bool { TimeZone.utcNames.contains(name) }

    /// What clocks there show at a moment. Both are microseconds since 1970-01-01 00:00:00, of UTC and of the clock.
    func wallClock(at moment: Int64) -> Int64 {
        let (clock, overflow) = moment.addingReportingOverflow(offset(at: moment))
        return overflow ? moment : clock
    }

    /// The moment at which clocks there show a time: the first of two when they are put back. A time that they skip is read
    /// as if they had not been put forward yet.
    func moment(of clock: Int64) -> Int64 {
        // Zones change at most once within a day, so the offsets of the day before and the day after are all there are.
        let day: Int64 = 86_400_000_000
        let before = offset(at: clock.subtractingReportingOverflow(day).partialValue)
        let after = offset(at: clock.addingReportingOverflow(day).partialValue)
        let early = clock.subtractingReportingOverflow(before).partialValue
        let late = clock.subtractingReportingOverflow(after).partialValue
        return [early, late].filter { wallClock(at: $0) == clock }.min() ?? early
    }

    /// Microseconds to add to UTC.
    private func offset(at moment: Int64) -> Int64 {
        let date = Date(timeIntervalSince1970: Double(moment / 1_000_000) - (moment % 1_000_000 < 0 ? 1 : 0))
        return Int64(zone.secondsFromGMT(for: date)) * 1_000_000
    }
}

extension TimeZone {
    fileprivate static let utcNames: Set<String> = ["UTC", "Etc/UTC", "GMT", "Etc/GMT"]
    private static let knownNames = Set(knownTimeZoneIdentifiers).union(utcNames)

    /// A name that is known, or an old one of the form `US/Pacific`.
    fileprivate static func isName(_ name: String) -> Bool {
        guard name.utf8.count <= 64, !knownNames.contains(name) else { return knownNames.contains(name) }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return (2...3).contains(parts.count)
            && parts.allSatisfy { part in
                part.first?.isLetter == true
                    && part.utf8.allSatisfy { byte in
                        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
                            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
                    }
            }
    }
}

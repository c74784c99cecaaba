internal import Landing

/// Whether an instance should update.
enum UpdateCheck {
    /// A build from a branch counts as old after this many days, to the moment.
    private static let longestBuildAge: Int64 = 40

    /// - Throws: Why the version can't be compared.
    static func hasUpdate(
        version: String, deployType: String, releases: Releases, at now: Timestamp
    ) throws(ProductVersionProblem) -> Bool {
        let family = Releases.Family(deployType: deployType)
        if family != .app, let day = buildDay(in: version) {
            return now.microseconds > (day + longestBuildAge) * Timestamp.dayLength
        }
        let running = try ProductVersion(version)
        guard let newest = releases.newest(in: family) else { return false }
        return running < newest.version
    }

    /// The day in a developer build's version, such as `218287_2023-05-10_5.0-5bd03cd18e71`.
    static func buildDay(in version: String) -> Int64? {
        let bytes = Array(version.utf8)
        let length = 12
        guard bytes.count >= length else { return nil }
        for start in 0...(bytes.count - length) {
            let part = bytes[start..<start + length]
            guard part.first == UInt8(ascii: "_"), part.last == UInt8(ascii: "_") else { continue }
            let day = Array(part.dropFirst().dropLast())
            guard day[4] == UInt8(ascii: "-"), day[7] == UInt8(ascii: "-"), let year = number(day[0..<4]),
                let month = number(day[5..<7]), let dayOfMonth = number(day[8..<10])
            else { continue }
            if let day = CalendarDay.number(year: year, month: month, day: dayOfMonth) { return day }
        }
        return nil
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var number = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            number = number * 10 + Int(digit - 0x30)
        }
        return number
    }
}

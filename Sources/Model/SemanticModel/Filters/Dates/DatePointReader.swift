/// Reads one point in time of a date filter.
enum DatePointReader {
    /// Nine digits are enough for the seconds of thirty years and can't overflow.
    private static let longestCount = 9

    /// - Returns: The point, and whether it was a bare `3 days`, which is read as `3 days ago`.
    static func read(
        _ scanner: inout FilterScanner
    ) throws(FilterExpressionError) -> (point: DatePoint, isBareCount: Bool) {
        scanner.skipBlanks()
        guard let first = scanner.peek() else { throw scanner.error("A date is expected here.") }
        if first.isASCIIDigit { return try number(&scanner) }
        let start = scanner.offset
        if scanner.takeWord("fy") { return (try fiscal(&scanner, start: start), false) }
        if scanner.takeWord("this") { return (.this(try readUnit(&scanner)), false) }
        if scanner.takeWord("next") { return (.next(try readUnit(&scanner)), false) }
        if scanner.takeWord("last") {
            scanner.skipBlanks()
            guard let next = scanner.peek(), next.isASCIIDigit else {
                return (.last(try readUnit(&scanner)), false)
            }
            let (count, unit) = try readCount(&scanner)
            return (.ago(count, unit), true)
        }
        if scanner.takeWord("today") { return (.today, false) }
        if scanner.takeWord("yesterday") { return (.yesterday, false) }
        if scanner.takeWord("tomorrow") { return (.tomorrow, false) }
        if scanner.takeWord("now") { return (.now, false) }
        for day in WeekDay.allCases where scanner.takeWord(day.name) { return (.weekday(day), false) }
        throw scanner.error("\(scanner.nextForMessage()) is not a date; try `7 days`, `last month` or `2024/05/29`.")
    }

    /// `3 weeks`
    static func readCount(_ scanner: inout FilterScanner) throws(FilterExpressionError) -> (Int, DateUnit) {
        scanner.skipBlanks()
        let start = scanner.offset
        let digits = scanner.takeDigits()
        guard !digits.isEmpty else { throw scanner.error("A number of units is expected, such as `2 weeks`.") }
        guard digits.utf8.count <= longestCount, let count = Int(digits) else {
            throw scanner.error("The number \(digits.prefix(20)) is too large.", at: start)
        }
        scanner.skipBlanks()
        return (count, try readUnit(&scanner))
    }

    static func readUnit(_ scanner: inout FilterScanner) throws(FilterExpressionError) -> DateUnit {
        scanner.skipBlanks()
        let start = scanner.offset
        let isFiscal = scanner.takeWord("fiscal")
        let word = scanner.peekWord() ?? ""
        let singular = word.hasSuffix("s") ? String(word.dropLast()) : word
        guard let unit = DateUnit(rawValue: isFiscal ? "fiscal " + singular : singular) else {
            let found = scanner.nextForMessage()
            throw scanner.error(
                "A unit is expected (second, minute, hour, day, week, month, quarter, year), not \(found).", at: start)
        }
        _ = scanner.takeWord(word)
        return unit
    }

    /// A year and what follows it, or a count of units.
    private static func number(
        _ scanner: inout FilterScanner
    ) throws(FilterExpressionError) -> (point: DatePoint, isBareCount: Bool) {
        var ahead = scanner
        let digits = ahead.takeDigits()
        if digits.utf8.count == 4, let year = Int(digits) {
            if let separator = ahead.peek(), separator == "-" || separator == "/" {
                scanner = ahead
                scanner.advance()
                return (try afterYear(year, separator, &scanner), false)
            }
            let word = ahead.peekWord() ?? ""
            if word.isEmpty || word == "for" || word == "to" {
                guard year > 0 else { throw scanner.error("There is no year 0.") }
                scanner = ahead
                return (.year(year), false)
            }
        } else {
            if ahead.peekWord() == nil {
                throw scanner.error(
                    "A number needs a unit (`7 days`), and a date four digits of a year (`2024/05/29`).")
            }
        }
        let (count, unit) = try readCount(&scanner)
        if scanner.takeWord("ago") { return (.ago(count, unit), false) }
        var from = scanner
        if from.takeWord("from") {
            guard from.takeWord("now") else { throw from.error("`now` has to follow `from`.") }
            scanner = from
            return (.fromNow(count, unit), false)
        }
        return (.ago(count, unit), true)
    }

    /// `05`, `05-29`, `05-29 12:00` or `Q2`
    private static func afterYear(
        _ year: Int, _ separator: Unicode.Scalar, _ scanner: inout FilterScanner
    ) throws(FilterExpressionError) -> DatePoint {
        guard year > 0 else { throw scanner.error("There is no year 0.") }
        if scanner.peek() == "Q" || scanner.peek() == "q" {
            return .quarter(year: year, quarter: try quarter(&scanner))
        }
        let month = try twoDigits(&scanner, "month", 1...12)
        guard scanner.peek() == separator else { return .month(year: year, month: month) }
        scanner.advance()
        let length = CivilCalendar.daysInMonth(year: Int64(year), month: Int64(month))
        let day = try twoDigits(&scanner, "day", 1...Int(length))
        var moment = CivilMoment(year: year, month: month, day: day)
        try time(&scanner, &moment)
        return .moment(moment)
    }

    private static func time(
        _ scanner: inout FilterScanner, _ moment: inout CivilMoment
    ) throws(FilterExpressionError) {
        var ahead = scanner
        if !ahead.takeWord("t") { ahead.skipBlanks() }
        guard ahead.offset > scanner.offset, let next = ahead.peek(), next.isASCIIDigit else { return }
        scanner = ahead
        moment.hour = try twoDigits(&scanner, "hour", 0...23)
        guard scanner.takeNext(":") else { return }
        moment.minute = try twoDigits(&scanner, "minute", 0...59)
        if scanner.takeNext(":") {
            moment.second = try twoDigits(&scanner, "second", 0...59)
            if scanner.takeNext(".") {
                let start = scanner.offset
                let digits = scanner.takeDigits()
                guard !digits.isEmpty, digits.utf8.count <= 9 else {
                    throw scanner.error("Up to nine digits may follow the seconds' point.", at: start)
                }
                moment.microsecond = Int((digits + "000000").prefix(6))
            }
        }
        if scanner.peekWord() == "z" {
            throw scanner.error("Times are read in the query's time zone; leave out the Z.")
        }
    }

    private static func fiscal(
        _ scanner: inout FilterScanner, start: Int
    ) throws(FilterExpressionError) -> DatePoint {
        let digits = scanner.takeDigits()
        guard digits.utf8.count == 4, let year = Int(digits), year > 0 else {
            throw scanner.error("A fiscal year is written FY2024.", at: start)
        }
        guard scanner.takeNext("-") else { return .fiscalYear(year) }
        return .fiscalQuarter(year: year, quarter: try quarter(&scanner))
    }

    private static func quarter(_ scanner: inout FilterScanner) throws(FilterExpressionError) -> Int {
        let start = scanner.offset
        guard scanner.takeWord("q"), let quarter = Int(scanner.takeDigits()), (1...4).contains(quarter) else {
            throw scanner.error("A quarter is written Q1, Q2, Q3 or Q4.", at: start)
        }
        return quarter
    }

    private static func twoDigits(
        _ scanner: inout FilterScanner, _ part: String, _ range: ClosedRange<Int>
    ) throws(FilterExpressionError) -> Int {
        let start = scanner.offset
        let digits = scanner.takeDigits()
        guard digits.utf8.count == 2, let value = Int(digits) else {
            throw scanner.error("The \(part) of a date has two digits: 2024/05/29 08:00.", at: start)
        }
        guard range.contains(value) else { throw scanner.error("There is no \(part) \(value).", at: start) }
        return value
    }
}

extension WeekDay {
    /// `monday`
    package var name: String {
        switch self {
        case .monday: "monday"
        case .tuesday: "tuesday"
        case .wednesday: "wednesday"
        case .thursday: "thursday"
        case .friday: "friday"
        case .saturday: "saturday"
        case .sunday: "sunday"
        }
    }

    package init?(name: String) {
        guard let day = WeekDay.allCases.first(where: { $0.name == name.lowercased() }) else { return nil }
        self = day
    }
}

/// Filters on dates and times. Every term is a half-open interval in the query's time zone.
///
///     3 days          the last three, today included      3 days ago for 3 days   the three before today
///     this week       monday      2024-05      FY2024-Q1   2024/01/01 to 2024/02/01
///     before 2 months ago         after yesterday          this year to second     NOT NULL
struct DateFilterParser {
    private var scanner: FilterScanner
    private let clock: FilterClock

    init(_ text: String, clock: FilterClock) {
        scanner = FilterScanner(text)
        self.clock = clock
    }

    mutating func parse() throws(FilterExpressionError) -> FieldFilter {
        var forms: [DateTerm] = []
        var set = DateSet()
        while true {
            scanner.skipBlanks()
            if scanner.isAtEnd { break }
            if scanner.take(",") { continue }
            let start = scanner.offset
            let term = try term()
            scanner.skipBlanks()
            guard scanner.isAtEnd || scanner.peek() == "," else {
                throw scanner.error("\(scanner.nextForMessage()) can't be read here.")
            }
            do {
                try set.add(term, clock: clock)
            } catch {
                throw scanner.error("The date lies outside of the years 1 to 9999.", at: start)
            }
            forms.append(term)
        }
        return forms.isEmpty ? .any : .date(DateFilter(terms: set.terms, forms: forms))
    }

    private mutating func term() throws(FilterExpressionError) -> DateTerm {
        let start = scanner.offset
        if scanner.take("-") {
            guard scanner.takeWord("null") else {
                throw scanner.error("A minus can only stand before NULL; write NOT before a date.", at: start)
            }
            return DateTerm(.null, negated: true)
        }
        let negated = scanner.takeWord("not")
        return DateTerm(try form(), negated: negated)
    }

    private mutating func form() throws(FilterExpressionError) -> DateForm {
        if scanner.takeWord("null") { return .null }
        if scanner.takeWord("before") { return .before(try limit()) }
        if scanner.takeWord("after") { return .after(try limit()) }
        let start = scanner.offset
        let (point, isBareCount) = try DatePointReader.read(&scanner)
        scanner.skipBlanks()
        if isBareCount, case .ago(let count, let unit) = point {
            if scanner.peekWord() == "for" {
                throw scanner.error("Write `ago` or `from now` before `for`: \(count) \(unit.rawValue)s ago for …")
            }
            return .recent(count, unit)
        }
        if scanner.takeWord("for") {
            let (count, unit) = try DatePointReader.readCount(&scanner)
            return .spanning(point, count, unit)
        }
        guard scanner.takeWord("to") else { return .at(point) }
        if case .this(let unit) = point {
            return .toDate(unit, upTo: try DatePointReader.readUnit(&scanner))
        }
        guard point.isAbsolute else {
            throw scanner.error("`to` stands between two dates, or in `this year to day`.", at: start)
        }
        let endPlace = scanner.offset
        let (end, _) = try DatePointReader.read(&scanner)
        guard end.isAbsolute else { throw scanner.error("A date has to follow `to`.", at: endPlace) }
        return .between(point, end)
    }

    /// What follows `before` and `after`; `2 days` means two days ago.
    private mutating func limit() throws(FilterExpressionError) -> DatePoint {
        try DatePointReader.read(&scanner).point
    }
}

extension DatePoint {
    /// Whether it names the same time whenever it is read, or a day.
    fileprivate var isAbsolute: Bool {
        switch self {
        case .ago, .fromNow, .this, .last, .next: false
        default: true
        }
    }
}

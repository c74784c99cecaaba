import Testing

@testable import SemanticModel

/// Random text and damaged expressions: nothing may trap, and what is read has to survive being written and read again.
@Suite struct FilterPropertyTests {
    @Test(arguments: [FilterGrammar.string, .number, .boolean, .date, .location])
    func `no text stops the parser, and every filter can be written back`(_ grammar: FilterGrammar) throws {
        var random = SeededRandom(state: 20_180_518)
        var readable = 0
        for round in 0..<6_000 {
            let expression = round % 2 == 0 ? random.text() : random.damaged(Self.seeds)
            let clock = FilterClock(
                now: random.instant(), weekStartDay: WeekDay.allCases[random.below(7)],
                fiscalMonthOffset: random.below(23) - 11)
            guard let filter = try? FilterParser.parse(expression, for: grammar, clock: clock) else { continue }
            readable += 1
            _ = filter.sentence
            let text = FilterWriter.expression(for: filter)
            #expect(try FilterParser.parse(text, for: grammar, clock: clock) == filter, "\(expression) → \(text)")
        }
        #expect(readable > 300)
    }

    @Test func `long lists take time in proportion to their length`() throws {
        let count = 10_000
        let days = (0..<count).map { "NOT \($0) days ago" }.joined(separator: ",")
        guard case .date(let filter) = try FilterParser.parse(days, for: .date, clock: FilterClock(now: 0)) else {
            Issue.record("not a date filter")
            return
        }
        #expect(filter.terms.count == 3)
        let names = (0..<count).map { "\"a\($0)" }.joined(separator: ",")
        guard case .string(let texts) = try FilterParser.parse(names, for: .string, clock: FilterClock(now: 0)) else {
            Issue.record("not a string filter")
            return
        }
        #expect(texts.including.count == count)
    }

    private static let seeds: [String] = [
        "FOO%,-FOOD", "-\"a, b\"", "%100^%^_^^ FOO%", "Santa Cruz\\, CA", "^ ^ hello^ ^ ", "-EMPTY", "NOT 66, 99, 4",
        ">=50 AND <=100 OR >=500 AND <=1000", "(1,100],500,600,(800,900],[2000,)", "[-.4, .4],NOT NULL", "1 to", "<>5",
        "Yes", "-No", "not null", "7 days ago for 7 days", "3 days from now for 2 weeks", "before 2 months ago",
        "this year to second", "2018/05/10 05:00 for 5 hours", "2018-05-18 12:00:00 to 2018-05-18 14:00:00",
        "40 miles from 36.97, -122.03", "inside box from 72.33, -173.14 to 14.39, -61.70", "1, 2", "5 feet from 1,2",
        "FY2018-Q1", "2018-Q4", "after monday", "last fiscal quarter", "NOT today, NOT NULL", "99 years", "2018",
    ]
}

/// SplitMix64: the same numbers on every machine.
struct SeededRandom {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

    /// Mostly dates that exist, now and then any number at all.
    mutating func instant() -> Int64 {
        below(10) == 0 ? Int64(bitPattern: next()) : Int64(below(4_000_000_000)) * 1_000_000
    }

    private static let words: [String] = [
        "NOT ", "NULL", "EMPTY", "-", "%", "_", "^", "\"", "\\", ",", " ", "(", ")", "[", "]", "<", ">", "=", "!=",
        "to ",
        "AND ", "OR ", "inf", "5", "42", ".5", "1e9", "2018", "-05", "/29", " 12:00", "Q3", "FY2018", "last ", "this ",
        "next ", "before ", "after ", "days ", "weeks ", "fiscal ", "quarter", "ago ", "from now ", "for ", "today",
        "monday", "Yes", "No", "é", "😀", "\u{202E}", "\u{0}", "'", ";", "--", "999999999", "99999999999999999999",
    ]

    mutating func text() -> String {
        (0..<below(9)).map { _ in Self.words[below(Self.words.count)] }.joined()
    }

    mutating func damaged(_ seeds: [String]) -> String {
        var scalars = Array(seeds[below(seeds.count)].unicodeScalars)
        for _ in 0..<below(4) where !scalars.isEmpty {
            let place = below(scalars.count)
            switch below(4) {
            case 0: scalars.remove(at: place)
            case 1: scalars.insert(contentsOf: Array(Self.words[below(Self.words.count)].unicodeScalars), at: place)
            case 2: scalars.swapAt(place, below(scalars.count))
            default: scalars = Array(scalars[place...])
            }
        }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }
}

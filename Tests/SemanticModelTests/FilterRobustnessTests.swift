import Testing

@testable import SemanticModel

/// SplitMix64: the same texts in every run.
private struct Random: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

private func parsed(
    _ text: String, _ grammar: FilterGrammar, _ clock: FilterClock
) -> Result<FieldFilter, FilterExpressionError> {
    Result { () throws(FilterExpressionError) in try FilterParser.parse(text, for: grammar, clock: clock) }
}

private let pieces = [
    "NOT", "null", "EMPTY", "-", "%", "_", "^", "\\", "\"", ",", " ", "  ", "5", "0", "2018", "99999999999999999999",
    "1e9",
    "e-400", ".", "inf", "(", "[", ")", "]", "<", ">", "=", "!=", "AND", "or", "to", "for", "this", "last", "next",
    "ago",
    "from now", "before", "after", "week", "days", "seconds", "fiscal", "year", "quarter", "FY", "Q1", "/", "05", "31",
    ":",
    "T", "Z", "monday", "today", "yes", "no", "é", "🏔", "\u{0}", "\u{301}", "\u{2003}",
]

@Test func `no text stops the parsers and readable filters keep their meaning when they are written`() throws {
    var random = Random(state: 2018)
    let clocks = [
        FilterClock(now: 1_526_668_202_000_000, weekStartDay: .monday, fiscalMonthOffset: 3),
        FilterClock(now: .min, weekStartDay: .sunday, fiscalMonthOffset: .min),
        FilterClock(now: .max, weekStartDay: .friday, fiscalMonthOffset: .max),
        FilterClock(now: -62_135_596_800_000_000, weekStartDay: .tuesday, fiscalMonthOffset: -11),
        FilterClock(now: 253_402_300_799_999_999, weekStartDay: .saturday, fiscalMonthOffset: 11),
    ]
    for round in 0..<2_000 {
        var text = ""
        for _ in 0..<Int.random(in: 1...9, using: &random) {
            text += (pieces.randomElement(using: &random) ?? "") + (Bool.random(using: &random) ? " " : "")
        }
        let clock = clocks[round % clocks.count]
        for grammar in [FilterGrammar.string, .number, .boolean, .date] {
            _ = FilterSentence.sentence(for: text, grammar: grammar, clock: clock)
            switch parsed(text, grammar, clock) {
            case .success(let filter):
                let written = FilterWriter.expression(for: filter)
                #expect(parsed(written, grammar, clock) == .success(filter), "\(text) as \(written)")
            case .failure(let error):
                #expect(grammar != .string)
                #expect((0...text.unicodeScalars.count).contains(error.offset), "\(text)")
            }
        }
    }
}

import Testing

@testable import SemanticModel

@Suite struct LiquidFilterEscaperTests {
    static let values = [
        "west", "NULL", "empty", "a,b", "100%", "_", "-x", " x ", "\"q\"", "^", "a\\", "%,-west", "Santa Cruz, CA",
    ]

    private func read(_ template: String, _ value: String, _ grammar: FilterGrammar) throws -> FieldFilter {
        let text = try rendered(template, ["v": .user(value)], as: LiquidFilterEscaper(grammar)).get()
        return try FilterParser.parse(text, for: grammar, clock: FilterClock(now: 0))
    }

    @Test(arguments: values)
    func `a user's text is one exact value, whatever it contains`(_ value: String) throws {
        let exact = FieldFilter.string(StringFilter(including: [.equals(value)], excluding: []))
        #expect(try read("{{ v }}", value, .string) == exact)
        #expect(
            try read(" {{ v }} , {{ v }}", value, .string)
                == .string(
                    StringFilter(including: [.equals(value), .equals(value)], excluding: [])))
        #expect(
            try read("-{{ v }}", value, .string)
                == .string(
                    StringFilter(including: [], excluding: [.equals(value)])))
        if value.last != "\\" { #expect(try read("\"{{ v }}\"", value, .string) == exact) }
    }

    @Test func `the author's wildcards around a user's text stay`() throws {
        #expect(
            try read("%{{ v }}%", "50%", .string)
                == .string(
                    StringFilter(including: [.matches([.anyRun, .text("50%"), .anyRun])], excluding: [])))
    }

    @Test func `numbers, dates and yes or no take nothing else`() throws {
        #expect(try read("{{ v }}", "5", .number) == .number(NumberFilter(including: [.equals("5")], excluding: [])))
        #expect(
            try read("[{{ v }},{{ v }}]", "-1.5", .number)
                == .number(
                    NumberFilter(
                        including: [
                            .range(
                                lower: .init(digits: "-1.5", inclusive: true),
                                upper: .init(digits: "-1.5", inclusive: true))
                        ], excluding: [])))
        #expect(try read("{{ v }}", "yes", .boolean) == .boolean(.yes))
        #expect(try read("after {{ v }}", "1970-01-02", .date) == read("after 1970-01-02", "", .date))
        for (value, grammar) in [
            ("5, NULL", FilterGrammar.number), ("1 to 9", .number), ("today, NOT NULL", .date), ("yes,no", .boolean),
            ("5 miles from 0", .location),
        ] {
            #expect(throws: LiquidError.self, "\(value)") { try read("{{ v }}", value, grammar) }
        }
    }
}

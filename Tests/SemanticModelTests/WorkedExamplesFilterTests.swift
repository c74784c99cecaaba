import Testing

@testable import SemanticModel

/// Filter texts out of real addresses and dashboards, with the type of field that each belongs to.
@Suite struct WorkedExamplesFilterTests {
    /// Friday 2018-05-18 18:30:02 UTC
    private static let clock = FilterClock(now: 1_526_668_202_000_000)

    /// In days since 1970-01-01, the end not included; 2018-05-18 is day 17669.
    static let dates: [(text: String, start: Int64?, end: Int64?)] = [
        ("4 week ago for 4 week", 17_637, 17_665), ("4 week", 17_644, 17_672), ("52 weeks", 17_308, 17_672),
        ("3 months", 17_591, 17_683), ("3 month", 17_591, 17_683), ("12 month", 17_318, 17_683),
        ("90 day", 17_580, 17_670), ("30 day", 17_640, 17_670), ("56 days ago for 28 days", 17_613, 17_641),
        ("after 13 months ago", 17_257, nil), ("2022/01/01 to 2022/04/22", 18_993, 19_104),
    ]

    @Test(arguments: dates)
    func `section 8 of the filter language: dates of real addresses`(_ text: String, _ start: Int64?, _ end: Int64?)
        throws
    {
        #expect(try Self.terms(text) == [Self.days(start, end)])
    }

    private static func terms(_ text: String) throws -> [DateFilter.Term]? {
        guard case .date(let filter) = try FilterParser.parse(text, for: .date, clock: clock) else { return nil }
        return filter.terms
    }

    private static func days(_ start: Int64?, _ end: Int64?) -> DateFilter.Term {
        .interval(start: start.map { $0 * 86_400_000_000 }, end: end.map { $0 * 86_400_000_000 })
    }

    @Test func `section 8 of the filter language: weeks, or nothing at all`() throws {
        #expect(try Self.terms("4 week ago for 4 week,null") == [Self.days(17_637, 17_665), .isNull])
    }

    private static func list(_ values: String...) -> FieldFilter {
        .string(StringFilter(including: values.map { .equals($0) }, excluding: []))
    }

    static let texts: [(text: String, filter: FieldFilter)] = [
        ("None,p1,p2,p0,p3", list("None", "p1", "p2", "p0", "p3")),
        ("AE APAC,AE EMEA,AE East", list("AE APAC", "AE EMEA", "AE East")), ("US,CA,BR", list("US", "CA", "BR")),
        ("Customer", list("Customer")), ("", .any), ("80 to 159", list("80 to 159")), ("FOO,BAR", list("FOO", "BAR")),
        (
            "%CENTRAL%",
            .string(StringFilter(including: [.matches([.anyRun, .text("CENTRAL"), .anyRun])], excluding: []))
        ),
        ("-EMPTY", .string(StringFilter(including: [], excluding: [.isEmpty]))),
        ("Expansion,New Business,Renewal", list("Expansion", "New Business", "Renewal")),
    ]

    @Test(arguments: texts)
    func `section 8 of the filter language: texts of real addresses`(_ text: String, _ filter: FieldFilter) throws {
        #expect(try FilterParser.parse(text, for: .string, clock: Self.clock) == filter)
    }

    @Test func `section 8 of the filter language: ranges of real addresses`() throws {
        func range(_ low: String, _ high: String) -> FieldFilter {
            let term = NumberFilter.Term.range(
                lower: .init(digits: low, inclusive: true), upper: .init(digits: high, inclusive: true))
            return .number(NumberFilter(including: [term], excluding: []))
        }
        #expect(try FilterParser.parse("[0,2000]", for: .number, clock: Self.clock) == range("0", "2000"))
        #expect(try FilterParser.parse("80 to 159", for: .number, clock: Self.clock) == range("80", "159"))
    }
}

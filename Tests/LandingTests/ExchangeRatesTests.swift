import Landing
import Testing
import Warehouse

/// Amounts in the project's currency: what is stored of them, and how the table of rates is read.
struct ExchangeRatesTests {
    private static let table = """
        date,currency,rate
        2026-03-03,JPY,0.0065
        2026-03-05,JPY,0.007
        2026-03-01,EUR,1.1
        """

    private static func settings(_ code: String?, _ table: String = Self.table) -> LoaderSettings {
        var settings = LoaderSettings()
        settings.currency = LiveCurrency(ProjectCurrency(code: code, rates: ExchangeRates.read(table).rates))
        return settings
    }

    private static let amounts = """
        SELECT insert_id, revenue::VARCHAR, currency, revenue_project::VARCHAR FROM main.events ORDER BY insert_id
        """

    /// An event of a day of March 2026, at noon.
    private static func event(_ id: String, day: Int64, _ revenue: Int, _ currency: String?) -> String {
        let time = 1_772_712_000_000 + (day - 5) * 86_400_000
        let currency = currency.map { #","currency":"\#($0)""# } ?? ""
        return #"[{"type":"buy","user":"amy","id":"\#(id)","time":\#(time),"revenue":\#(revenue)\#(currency)}]"#
    }

    @Test func `what an event is worth follows the rate of its day`() async throws {
        let fixture = try await LoaderFixture(settings: Self.settings("USD"))
        try await fixture.loader.start()
        for event in [
            Self.event("a", day: 4, 100, nil), Self.event("b", day: 4, 100, "USD"), Self.event("c", day: 4, 100, "usd"),
            // The rate of the 3rd holds on the 4th, that of the 5th on the 5th; before the 3rd there is none.
            Self.event("d", day: 4, 10_000, "JPY"), Self.event("e", day: 5, 10_000, "jpy"),
            Self.event("f", day: 2, 10_000, "JPY"), Self.event("g", day: 4, 10, "CHF"),
            Self.event("h", day: 4, -3, "EUR"),
        ] {
            try await fixture.send(event)
        }
        try await fixture.loader.loadAll()
        #expect(
            try await fixture.rows(Self.amounts) == [
                "a|100.000000|NULL|100.000000", "b|100.000000|USD|100.000000", "c|100.000000|usd|100.000000",
                "d|10000.000000|JPY|65.000000", "e|10000.000000|jpy|70.000000", "f|10000.000000|JPY|NULL",
                "g|10.000000|CHF|NULL", "h|-3.000000|EUR|-3.300000",
            ])
    }

    @Test func `without a currency of the project only amounts without one are its own`() async throws {
        let fixture = try await LoaderFixture(settings: Self.settings(nil))
        try await fixture.loader.start()
        try await fixture.send(Self.event("a", day: 5, 100, nil))
        try await fixture.send(Self.event("b", day: 5, 100, "EUR"))
        try await fixture.loader.loadAll()
        #expect(
            try await fixture.rows(Self.amounts) == ["a|100.000000|NULL|100.000000", "b|100.000000|EUR|NULL"])
    }

    @Test func `what is stored follows the settings at the next start`() async throws {
        let fixture = try await LoaderFixture()
        try await fixture.loader.start()
        try await fixture.send(Self.event("a", day: 5, 100, nil))
        try await fixture.send(Self.event("b", day: 5, 100, "USD"))
        try await fixture.send(Self.event("c", day: 5, 10_000, "jpy"))
        try await fixture.send(Self.event("d", day: 2, 10_000, "JPY"))
        try await fixture.loader.loadAll()
        func stored() async throws -> [String] {
            try await fixture.rows("SELECT revenue_project::VARCHAR FROM main.events ORDER BY insert_id")
        }
        #expect(try await stored() == ["100.000000", "NULL", "NULL", "NULL"])
        try await fixture.restarted(settings: Self.settings("USD")).start()
        #expect(try await stored() == ["100.000000", "100.000000", "70.000000", "NULL"])
        // The rate is 0.006123456789 with the digits that count, and 10,000 times that are 61.23456789.
        let other = "date,currency,rate\n2026-03-01,JPY,0.00612345678949\n"
        try await fixture.restarted(settings: Self.settings("USD", other)).start()
        #expect(try await stored() == ["100.000000", "100.000000", "61.234568", "61.234568"])
        try await fixture.restarted().start()
        #expect(try await stored() == ["100.000000", "NULL", "NULL", "NULL"])
    }

    /// What was stored at the load is what a start would store, so that a start changes nothing.
    @Test func `a load and a start round alike`() async throws {
        let table =
            "date,currency,rate\n2026-03-01,AAA,0.0000005\n2026-03-01,BBB,0.00000049\n2026-03-01,CCC,99999999.9\n"
        let fixture = try await LoaderFixture(settings: Self.settings("USD", table))
        try await fixture.loader.start()
        for event in [
            Self.event("a", day: 5, 1, "AAA"), Self.event("b", day: 5, -1, "AAA"), Self.event("c", day: 5, 1, "BBB"),
            Self.event("d", day: 5, 10_000, "CCC"), Self.event("e", day: 5, 100_000, "CCC"),
        ] {
            try await fixture.send(event)
        }
        try await fixture.loader.loadAll()
        let stored = "SELECT revenue_project::VARCHAR FROM main.events ORDER BY insert_id"
        // The last has thirteen digits before the point, more than are kept.
        let expected = ["0.000001", "-0.000001", "0.000000", "999999999000.000000", "NULL"]
        #expect(try await fixture.rows(stored) == expected)
        try await fixture.warehouse.execute(
            Statement("UPDATE main.events SET revenue_project = 7", label: "test"))
        try await fixture.restarted(settings: Self.settings("USD", table)).start()
        #expect(try await fixture.rows(stored) == expected)
    }

    @Test func `rates that are taken up count for what is loaded after them`() async throws {
        let settings = Self.settings("USD")
        let fixture = try await LoaderFixture(settings: settings)
        try await fixture.loader.start()
        try await fixture.send(Self.event("a", day: 5, 10, "CHF"))
        try await fixture.loader.loadAll()
        settings.currency.replace(rates: ExchangeRates.read("date,currency,rate\n2026-03-05,CHF,1.25").rates)
        try await fixture.send(Self.event("b", day: 5, 10, "CHF"))
        try await fixture.loader.loadAll()
        #expect(try await fixture.rows(Self.amounts) == ["a|10.000000|CHF|NULL", "b|10.000000|CHF|12.500000"])
    }

    /// As after a start with a file that can't be read.
    @Test func `without known rates what is stored stays, and what comes in has none`() async throws {
        let fixture = try await LoaderFixture(settings: Self.settings("USD"))
        try await fixture.loader.start()
        try await fixture.send(Self.event("a", day: 5, 10_000, "JPY"))
        try await fixture.loader.loadAll()
        let unknown = Self.settings("USD")
        unknown.currency.replace(rates: nil)
        let restarted = fixture.restarted(settings: unknown)
        try await restarted.start()
        #expect(try await fixture.rows(Self.amounts) == ["a|10000.000000|JPY|70.000000"])
        try await fixture.send(Self.event("b", day: 5, 10_000, "JPY"))
        try await fixture.send(Self.event("c", day: 5, 10, "USD"))
        try await restarted.loadAll()
        let loaded = ["a|10000.000000|JPY|70.000000", "b|10000.000000|JPY|NULL", "c|10.000000|USD|10.000000"]
        #expect(try await fixture.rows(Self.amounts) == loaded)
        try await fixture.restarted(settings: Self.settings("USD")).start()
        #expect(
            try await fixture.rows(Self.amounts) == loaded.map { $0.replacing("JPY|NULL", with: "JPY|70.000000") })
    }

    @Test(arguments: [
        ("", 1, "There are no exchange rates below date,currency,rate."),
        ("day,currency,rate\n2026-03-01,JPY,1", 1, "The first line of exchange rates must be date,currency,rate."),
        ("\ndate,currency,rate\n2026-03-01,JPY", 3, "An exchange rate has three cells: date,currency,rate."),
        ("date,currency,rate\n2026-03-01,JPY,0,0065", 2, "An exchange rate has three cells: date,currency,rate."),
        ("date,currency,rate\n2026-02-29,JPY,1", 2, "'2026-02-29' is no date such as 2026-03-01."),
        ("date,currency,rate\n1.3.2026,JPY,1", 2, "'1.3.2026' is no date such as 2026-03-01."),
        ("date,currency,rate\n2026-03-01,Yen!,1", 2, "'Yen!' is no currency of three letters, such as JPY."),
        (
            "date,currency,rate\r\n2026-03-01,JPY,0\r\n", 2,
            "'0' is no rate: a number above 0 and below 100000000, such as 0.0065."
        ),
        (
            "date,currency,rate\n2026-03-01,JPY,6.5e-3", 2,
            "'6.5e-3' is no rate: a number above 0 and below 100000000, such as 0.0065."
        ),
        (
            "date,currency,rate\n2026-03-01,JPY,1\n2026-03-02,JPY,1\n2026-03-01,jpy,2", 4,
            "Line 2 has a rate of JPY for 2026-03-01 already."
        ),
    ]) func `lines that can't be taken are said with their number`(_ text: String, line: Int, message: String) {
        let problems = ExchangeRates.read(text).problems
        #expect(problems.map(\.line) == [line])
        #expect(problems.map(\.message) == [message])
    }

    @Test func `a table as spreadsheets write it, and the good lines beside a bad one`() {
        let plain = ExchangeRates.read("date,currency,rate\n2024-02-29,JPY,0.0065\n2026-03-01,EUR,1.1")
        let written = ExchangeRates.read(
            "\u{FEFF}\"Date\", \"Currency\", \"Rate\"\r\n2026-03-01, eur, 1.10\r\n\r\n2024-02-29,JPY,\"0.006500\"\r\nx,EUR,1\r\n"
        )
        #expect(plain.problems.isEmpty)
        #expect(written.problems.map(\.line) == [5])
        #expect(written.rates == plain.rates)
    }
}

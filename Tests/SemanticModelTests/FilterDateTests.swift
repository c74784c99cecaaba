import Testing

@testable import SemanticModel

/// Friday 2018-05-18 18:30:02
private let now = instant("2018-05-18 18:30:02")
private let clock = FilterClock(now: now, weekStartDay: .monday, fiscalMonthOffset: 3)

/// Days are counted one year and one month at a time, so that the calendar under test is not used to check itself.
private func instant(_ text: Substring) -> Int64 {
    let parts = text.split { "- :".contains($0) }.compactMap { Int64($0) }
    func isLeap(_ year: Int64) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
    var days: Int64 = 0
    if parts[0] >= 1970 {
        for year in 1970..<parts[0] { days += isLeap(year) ? 366 : 365 }
    } else {
        for year in parts[0]..<1970 { days -= isLeap(year) ? 366 : 365 }
    }
    let lengths: [Int64] = [31, isLeap(parts[0]) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    days += lengths.prefix(Int(parts[1]) - 1).reduce(0, +) + parts[2] - 1
    let time = parts.count > 3 ? parts[3] * 3_600 + parts[4] * 60 + parts[5] : 0
    return (days * 86_400 + time) * 1_000_000
}

/// "[start, end)" with … for an open end, NULL or NOT NULL.
private func term(_ text: String) -> DateFilter.Term {
    if text == "NULL" { return .isNull }
    if text == "NOT NULL" { return .isNotNull }
    let ends = text.dropFirst().dropLast().split(separator: ", ")
    return .interval(start: ends[0] == "…" ? nil : instant(ends[0]), end: ends[1] == "…" ? nil : instant(ends[1]))
}

private func terms(_ expression: String, _ clock: FilterClock = clock) throws -> [DateFilter.Term]? {
    guard case .date(let filter) = try FilterParser.parse(expression, for: .date, clock: clock) else { return nil }
    return filter.terms
}

private let vectors: [(String, String)] = [
    ("1 second", "[2018-05-18 18:30:02, 2018-05-18 18:30:03)"),
    ("60 seconds", "[2018-05-18 18:29:03, 2018-05-18 18:30:03)"),
    ("60 seconds ago for 1 second", "[2018-05-18 18:29:02, 2018-05-18 18:29:03)"),
    ("1 minute", "[2018-05-18 18:30:00, 2018-05-18 18:31:00)"),
    ("60 minutes", "[2018-05-18 17:31:00, 2018-05-18 18:31:00)"),
    ("60 minutes ago for 1 minute", "[2018-05-18 17:30:00, 2018-05-18 17:31:00)"),
    ("24 hours", "[2018-05-17 19:00:00, 2018-05-18 19:00:00)"),
    ("24 hours ago for 1 hour", "[2018-05-17 18:00:00, 2018-05-17 19:00:00)"),
    ("today", "[2018-05-18, 2018-05-19)"),
    ("yesterday", "[2018-05-17, 2018-05-18)"),
    ("tomorrow", "[2018-05-19, 2018-05-20)"),
    ("1 day", "[2018-05-18, 2018-05-19)"),
    ("2 days", "[2018-05-17, 2018-05-19)"),
    ("3 days", "[2018-05-16, 2018-05-19)"),
    ("last 3 days", "[2018-05-16, 2018-05-19)"),
    ("1 day ago", "[2018-05-17, 2018-05-18)"),
    ("3 days ago", "[2018-05-15, 2018-05-16)"),
    ("7 days ago for 7 days", "[2018-05-11, 2018-05-18)"),
    ("3 days ago for 3 days", "[2018-05-15, 2018-05-18)"),
    ("today for 7 days", "[2018-05-18, 2018-05-25)"),
    ("3 days from now", "[2018-05-21, 2018-05-22)"),
    ("3 days from now for 2 weeks", "[2018-05-21, 2018-06-04)"),
    ("monday", "[2018-05-14, 2018-05-15)"),
    ("friday", "[2018-05-18, 2018-05-19)"),
    ("sunday", "[2018-05-13, 2018-05-14)"),
    ("after monday", "[2018-05-14, …)"),
    ("before monday", "[…, 2018-05-14)"),
    ("1 week", "[2018-05-14, 2018-05-21)"),
    ("this week", "[2018-05-14, 2018-05-21)"),
    ("2 weeks", "[2018-05-07, 2018-05-21)"),
    ("last week", "[2018-05-07, 2018-05-14)"),
    ("1 week ago", "[2018-05-07, 2018-05-14)"),
    ("next week", "[2018-05-21, 2018-05-28)"),
    ("4 week", "[2018-04-23, 2018-05-21)"),
    ("4 week ago for 4 week", "[2018-04-16, 2018-05-14)"),
    ("before this week", "[…, 2018-05-14)"),
    ("after this week", "[2018-05-14, …)"),
    ("after last week", "[2018-05-07, …)"),
    ("before next week", "[…, 2018-05-21)"),
    ("1 month", "[2018-05-01, 2018-06-01)"),
    ("this month", "[2018-05-01, 2018-06-01)"),
    ("2 months", "[2018-04-01, 2018-06-01)"),
    ("3 month", "[2018-03-01, 2018-06-01)"),
    ("last month", "[2018-04-01, 2018-05-01)"),
    ("2 months ago", "[2018-03-01, 2018-04-01)"),
    ("2 months ago for 2 months", "[2018-03-01, 2018-05-01)"),
    ("before 2 months ago", "[…, 2018-03-01)"),
    ("before 2 months", "[…, 2018-03-01)"),
    ("next month", "[2018-06-01, 2018-07-01)"),
    ("2 months from now", "[2018-07-01, 2018-08-01)"),
    ("6 months from now for 3 months", "[2018-11-01, 2019-02-01)"),
    ("3 months ago for 2 days", "[2018-02-01, 2018-02-03)"),
    ("this quarter", "[2018-04-01, 2018-07-01)"),
    ("last quarter", "[2018-01-01, 2018-04-01)"),
    ("2 quarters ago", "[2017-10-01, 2018-01-01)"),
    ("before 2 quarters ago", "[…, 2017-10-01)"),
    ("next quarter", "[2018-07-01, 2018-10-01)"),
    ("this year", "[2018-01-01, 2019-01-01)"),
    ("last year", "[2017-01-01, 2018-01-01)"),
    ("1 year", "[2018-01-01, 2019-01-01)"),
    ("2 years", "[2017-01-01, 2019-01-01)"),
    ("2 years ago", "[2016-01-01, 2017-01-01)"),
    ("before 2 years ago", "[…, 2016-01-01)"),
    ("this year to second", "[2018-01-01, 2018-05-18 18:30:02)"),
    ("this year to day", "[2018-01-01, 2018-05-18)"),
    ("this week to day", "[2018-05-14, 2018-05-18)"),
    ("this month to hour", "[2018-05-01, 2018-05-18 18:00:00)"),
    ("this fiscal quarter", "[2018-04-01, 2018-07-01)"),
    ("last fiscal quarter", "[2018-01-01, 2018-04-01)"),
    ("this fiscal year", "[2018-04-01, 2019-04-01)"),
    ("after 1 month ago", "[2018-04-01, …)"),
    ("after 2 weeks from now", "[2018-05-28, …)"),
    ("before 2 days ago", "[…, 2018-05-16)"),
    ("before 3 days ago", "[…, 2018-05-15)"),
    ("12 months ago for 12 months", "[2017-05-01, 2018-05-01)"),
    ("56 days ago for 28 days", "[2018-03-23, 2018-04-20)"),
    ("2018/05/29", "[2018-05-29, 2018-05-30)"),
    ("2018-05-18 12:00", "[2018-05-18 12:00:00, 2018-05-18 12:01:00)"),
    ("2018-05-18 12:00:00", "[2018-05-18 12:00:00, 2018-05-18 12:00:01)"),
    ("2018/05/10 for 3 days", "[2018-05-10, 2018-05-13)"),
    ("2018/05/10 05:00 for 5 hours", "[2018-05-10 05:00:00, 2018-05-10 10:00:00)"),
    ("2018/05/10 for 5 months", "[2018-05-10, 2018-10-10)"),
    ("2024/01/01 to 2024/02/01", "[2024-01-01, 2024-02-01)"),
    ("2018-05-18 12:00:00 to 2018-05-18 14:00:00", "[2018-05-18 12:00:00, 2018-05-18 14:00:00)"),
    ("after 2018/10/05", "[2018-10-05, …)"),
    ("before 2018-01-01 12:00:00", "[…, 2018-01-01 12:00:00)"),
    ("2018/05", "[2018-05-01, 2018-06-01)"),
    ("2018-05", "[2018-05-01, 2018-06-01)"),
    ("2018/05 for 2 months", "[2018-05-01, 2018-07-01)"),
    ("2018-Q4", "[2018-10-01, 2019-01-01)"),
    ("2018", "[2018-01-01, 2019-01-01)"),
    ("FY2018", "[2018-04-01, 2019-04-01)"),
    ("FY2018-Q1", "[2018-04-01, 2018-07-01)"),
    ("null", "NULL"),
    ("not null", "NOT NULL"),
    ("90 day", "[2018-02-18, 2018-05-19)"),
    ("99 years", "[1920-01-01, 2019-01-01)"),
]

@Test(arguments: vectors)
func `date filters become intervals`(expression: String, expected: String) throws {
    #expect(try terms(expression) == [term(expected)])
    #expect(try terms(expression.uppercased()) == [term(expected)])
    #expect(try terms("  " + expression.replacing(" ", with: "   ") + " ,") == [term(expected)])
}

@Test(arguments: vectors)
func `date filters survive being written back`(expression: String, expected: String) throws {
    let filter = try FilterParser.parse(expression, for: .date, clock: clock)
    #expect(try FilterParser.parse(FilterWriter.expression(for: filter), for: .date, clock: clock) == filter)
}

@Test(arguments: [
    ("2018-05-18T12:00:00", "[2018-05-18 12:00:00, 2018-05-18 12:00:01)"),
    ("2018/01/31 for 1 month", "[2018-01-31, 2018-02-28)"),
    ("2016/01/31 for 1 month", "[2016-01-31, 2016-02-29)"),
    ("2016/02/29 for 1 year", "[2016-02-29, 2017-02-28)"),
    ("FY2018-Q4", "[2019-01-01, 2019-04-01)"), ("next fiscal year", "[2019-04-01, 2020-04-01)"),
    ("2 fiscal quarters", "[2018-01-01, 2018-07-01)"), ("2 fiscal quarters ago", "[2017-10-01, 2018-01-01)"),
    ("before tomorrow", "[…, 2018-05-19)"), ("after today", "[2018-05-18, …)"),
    ("monday for 2 days", "[2018-05-14, 2018-05-16)"), ("now", "[2018-05-18 18:30:02, 2018-05-18 18:30:03)"),
    ("1969-12-31", "[1969-12-31, 1970-01-01)"), ("1900/02/28 for 1 day", "[1900-02-28, 1900-03-01)"),
    ("2000-02", "[2000-02-01, 2000-03-01)"), ("-NULL", "NOT NULL"), ("9999-12-30", "[9999-12-30, 9999-12-31)"),
])
func `less common date filters become intervals too`(expression: String, expected: String) throws {
    #expect(try terms(expression) == [term(expected)])
}

@Test func `date filters in lists are united`() throws {
    #expect(try terms("4 week ago for 4 week,null") == [term("[2018-04-16, 2018-05-14)"), .isNull])
    #expect(
        try terms("1 year ago, 1 month ago") == [term("[2017-01-01, 2018-01-01)"), term("[2018-04-01, 2018-05-01)")])
    #expect(try terms("today, 7 days ago") == [term("[2018-05-18, 2018-05-19)"), term("[2018-05-11, 2018-05-12)")])
    #expect(try terms("") == nil)
    #expect(try terms(" , ") == nil)
}

@Test func `negated date filters are taken out`() throws {
    #expect(try terms("NOT 2018") == [term("[…, 2018-01-01)"), term("[2019-01-01, …)"), .isNull])
    #expect(try terms("2018, NOT 2018-Q1") == [term("[2018-04-01, 2019-01-01)")])
    #expect(try terms("2018, NOT NULL") == [term("[2018-01-01, 2019-01-01)")])
    #expect(try terms("not 2018, not null") == [term("[…, 2018-01-01)"), term("[2019-01-01, …)")])
}

@Test func `weeks start on the day of the model`() throws {
    let sundays = FilterClock(now: now, weekStartDay: .sunday)
    #expect(try terms("this week", sundays) == [term("[2018-05-13, 2018-05-20)")])
    #expect(try terms("4 week ago for 4 week", sundays) == [term("[2018-04-15, 2018-05-13)")])
    let fridays = FilterClock(now: now, weekStartDay: .friday)
    #expect(try terms("this week", fridays) == [term("[2018-05-18, 2018-05-25)")])
    let saturdays = FilterClock(now: now, weekStartDay: .saturday)
    #expect(try terms("this week", saturdays) == [term("[2018-05-12, 2018-05-19)")])
}

@Test func `without a fiscal offset fiscal years are calendar years`() throws {
    let plain = FilterClock(now: now)
    #expect(try terms("this fiscal year", plain) == [term("[2018-01-01, 2019-01-01)")])
    #expect(try terms("FY2018-Q2", plain) == [term("[2018-04-01, 2018-07-01)")])
}

@Test(arguments: [
    ("someday", 0), ("3 days, soon", 8), ("3", 0), ("3 parsecs", 2), ("2018/5/18", 5), ("2018/13/01", 5),
    ("2018/02/29", 8), ("2018-05-18 25:00", 11), ("2018-05-18 12:60", 14), ("3 days sideways", 7), ("before", 6),
    ("99999999999999999999 days", 0), ("this", 4), ("2018-Q5", 5), ("-3 days", 0), ("today to", 8),
    ("999999999 years", 0), ("today, 20000 years ago", 7), ("9999-12-31", 0), ("2018-05-18 12:00:00Z", 19),
])
func `date filters that can't be read say where`(expression: String, offset: Int) {
    #expect {
        try terms(expression)
    } throws: { error in
        (error as? FilterExpressionError)?.offset == offset
    }
}

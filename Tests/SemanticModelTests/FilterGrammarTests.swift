import Testing

@testable import SemanticModel

@Test func `timeframes are filtered as what their values are`() {
    let expected: [(FilterGrammar, [Timeframe])] = [
        (.string, [.dayOfWeek, .monthName, .quarterOfYear, .fiscalQuarterOfYear, .timeOfDay]),
        (
            .number,
            [.hourOfDay, .dayOfMonth, .dayOfYear, .weekOfYear, .monthNum, .dayOfWeekIndex, .fiscalMonthNum]
        ),
        (.boolean, [.yesno]),
        (
            .date,
            [
                .raw, .time, .second, .minute, .minutes(15), .hour, .hours(6), .date, .week, .month, .quarter, .year,
                .fiscalQuarter, .fiscalYear,
            ]
        ),
    ]
    for (grammar, timeframes) in expected {
        for timeframe in timeframes { #expect(FilterGrammar(timeframe) == grammar, "\(timeframe)") }
    }
}

@Test func `plain values are filtered by their type`() {
    #expect(FilterGrammar(ValueType.string) == .string)
    #expect(FilterGrammar(ValueType.zipcode) == .string)
    #expect(FilterGrammar(ValueType.number) == .number)
    #expect(FilterGrammar(ValueType.yesno) == .boolean)
    #expect(FilterGrammar(ValueType.date) == .date)
}

import JSON
import ProductAnalytics
import Testing

/// Who passes which filter (MOD-5 to MOD-8): each person has one event, with another value of `plan`.
struct FilterOperatorTests {
    /// By person from 1; without a value the key is missing.
    private static let plans: [JSONValue?] = [
        nil, .null, "", "free", "Freemium", "pro/eu", ["free", "beta"], 5, "3",
    ]

    private static let log: Log = {
        var log = Log()
        for (place, plan) in plans.enumerated() {
            var event = LogEvent(place + 1, "view", at: moment("2026-03-02 10:00"))
            if let plan { event.properties["plan"] = plan }
            log.events.append(event)
        }
        return log
    }()

    @Test func `a value passes what the operator says`() async throws {
        let test = try await TestLog(Self.log)
        let context = try await test.context(from: moment("2026-03-02"), to: moment("2026-03-03"), every: .day)
        for (operation, values, expected) in Self.cases {
            let filter = PropertyFilter(.event("plan"), operation, values)
            let chart = SegmentationChart(.uniques, of: [EventSelection("view", where: [filter])])
            let people = try await chart.units(behind: ["event": 0], in: context).units
            #expect(people.map { $0 - TestLog.uid(0, project: 1) } == expected, "\(filter.words)")
        }
    }

    private static let cases: [(PropertyFilter.Operator, [String?], [Int64])] = [
        // The table of the reference: persons 1 and 2 have no value.
        (.is, ["free"], [4, 7]), (.isNot, ["free"], [1, 2, 3, 5, 6, 8, 9]),
        (.contains, ["fr"], [4, 5, 7]), (.doesNotContain, ["fr"], [1, 2, 3, 6, 8, 9]),
        (.isSet, [], [3, 4, 5, 6, 7, 8, 9]), (.isNotSet, [], [1, 2]), (.greater, ["3"], [8]), (.is, [nil], [1, 2]),
        // Of several values one is enough, the missing one is a value as any, and the empty text, too.
        (.isNot, [nil], [3, 4, 5, 6, 7, 8, 9]), (.is, ["free", nil], [1, 2, 4, 7]),
        (.isNot, ["free", nil], [3, 5, 6, 8, 9]), (.is, [""], [3]),
        (.contains, ["fr", "eu"], [4, 5, 6, 7]), (.doesNotContain, ["fr", "eu"], [1, 2, 3, 8, 9]),
        // Only what contains something is asked whatever the case.
        (.is, ["Free"], []), (.contains, ["FR"], [4, 5, 7]), (.startsWith, ["fre"], [4, 7]),
        (.startsWith, ["Fre"], [5]),
        // As numbers: 5 and "3" are some, nothing else is.
        (.less, ["5"], [9]), (.atMost, ["5"], [8, 9]), (.atLeast, ["3"], [8, 9]), (.greater, ["-1"], [8, 9]),
        (.greater, ["x"], []),
        // * is a run without /, ** any run, ? one character, everything else itself.
        (.glob, ["fr*"], [4, 7]), (.glob, ["*e*"], [4, 5, 7]), (.glob, ["**e*"], [4, 5, 6, 7]),
        (.glob, ["pro/??"], [6]), (.glob, ["?"], [8, 9]), (.glob, ["f.ee"], []), (.glob, ["fr?e", "[35]"], [4, 7]),
        // Of lists; a text is a list of one.
        (.setContains, ["free"], [4, 7]), (.setContains, ["free", "beta"], [7]), (.setIs, ["beta", "free"], [7]),
        (.setDoesNotContain, ["free", "beta"], [1, 2, 3, 4, 5, 6, 8, 9]), (.setIs, ["free"], [4]),
        (.setIsNot, ["free"], [1, 2, 3, 5, 6, 7, 8, 9]),
    ]
}

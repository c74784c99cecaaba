import JSON
import Testing

@testable import Alerts

@Suite struct StateTests {
    private static func reading(_ value: Double, _ isMet: Bool, period: String? = nil) -> AlertReading {
        var reading = AlertReading(nil, period: period)
        (reading.value, reading.isMet) = (value, isMet)
        return reading
    }

    /// What is news at each of several looks.
    private static func news(
        _ outcomes: [Result<AlertReading, AlertTrouble>], _ comparison: AlertComparison = .greater
    ) throws -> [AlertState.News?] {
        var state = AlertState()
        let condition = try ConditionTests.condition(comparison, 5)
        return outcomes.enumerated().map { place, outcome in
            let (after, news) = state.after(outcome, of: condition, at: Int64(place))
            // What is kept is all that the next look knows.
            state = AlertState(after.json)
            #expect(state == after)
            return news
        }
    }

    @Test func `a condition that stays met is news once, until it was not met`() throws {
        let looks = [(4.0, false), (6, true), (7, true), (5, false), (6, true)]
        let news = try Self.news(looks.map { .success(Self.reading($0, $1)) })
        #expect(news == [nil, .met, nil, nil, .met])
    }

    @Test func `a failure in between changes nothing about that`() throws {
        let news = try Self.news([
            .success(Self.reading(6, true)), .failure(.failed("The warehouse was away.")),
            .success(Self.reading(7, true)),
        ])
        #expect(news == [.met, nil, nil])
    }

    @Test func `of a time series each period is news once`() throws {
        let news = try Self.news([
            .success(Self.reading(6, true, period: "2026-11-26")),
            .success(Self.reading(6, true, period: "2026-11-26")),
            .success(Self.reading(8, true, period: "2026-11-27")),
            .success(Self.reading(2, false, period: "2026-11-28")),
            // Data that came late.
            .success(Self.reading(9, true, period: "2026-11-28")),
        ])
        #expect(news == [.met, nil, .met, nil, .met])
    }

    @Test func `each change is news`() throws {
        let news = try Self.news([.success(Self.reading(6, true)), .success(Self.reading(12, true))], .increases)
        #expect(news == [.met, .met])
    }

    @Test func `three failures in a row are told once, and a look that works begins anew`() throws {
        let failed = Result<AlertReading, AlertTrouble>.failure(.failed("The warehouse was away."))
        let fine = Result<AlertReading, AlertTrouble>.success(Self.reading(1, false))
        let news = try Self.news([failed, failed, failed, failed, fine, failed, failed, failed])
        #expect(news == [nil, nil, .failing, nil, nil, nil, nil, .failing])
    }

    @Test func `a period that was seen elsewhere is not told again`() throws {
        let state = AlertState(
            of: JSONObject([("time_series_condition_state", ["latest_time_series_id": "2026-11-27"])]))
        let condition = try ConditionTests.condition(.greater, 5)
        #expect(state.after(.success(Self.reading(6, true, period: "2026-11-27")), of: condition, at: 0).news == nil)
        #expect(state.after(.success(Self.reading(6, true, period: "2026-11-28")), of: condition, at: 0).news == .met)
    }
}

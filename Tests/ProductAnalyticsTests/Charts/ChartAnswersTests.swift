import JSON
import ProductAnalytics
import Testing

/// Definitions as people write them and answers as they are sent, for journeys, sessions and what people are worth.
struct ChartAnswersTests {
    private static let log: Log = {
        var log = Log()
        for person in 1...400 {
            for (minute, type) in ["home", "search", "buy"].prefix(1 + person % 3).enumerated() {
                var event = LogEvent(person, type, at: moment("2026-03-02 10:0\(minute)"))
                event.session = 1
                event.properties["channel"] = minute == 0 ? "ads" : nil
                if type == "buy" { event.revenue = 10 }
                log.events.append(event)
            }
        }
        return log
    }()

    private func answer(_ definition: JSONValue, asOf: Int64 = moment("2026-03-20")) async throws -> JSONObject {
        let test = try await TestLog(Self.log)
        let runner = ChartRunner(
            source: try await test.source(), warehouse: test.warehouse, calendar: ChartCalendar())
        var object = try #require(definition.objectValue)
        object["range"] = ["from": "2026-03-02", "to": "2026-03-02"]
        let outcome = try await runner.run(ChartDefinition(.object(object)), asOf: asOf, label: "test")
        var writer = JSONWriter()
        outcome.write(to: &writer)
        return try #require(try JSONValue.parse(String(decoding: writer.bytes, as: UTF8.self)).objectValue)
    }

    private func series(_ answer: JSONObject) -> JSONObject {
        answer["series"]?.arrayValue?.first?.objectValue ?? JSONObject()
    }

    @Test func journeys() async throws {
        let answer = try await answer(["chart": "journeys", "end_with": "buy", "steps": 3, "sessions": "recorded"])
        let edges = series(answer)["edges"]?.arrayValue ?? []
        let edge: JSONValue = [
            "column": 1, "from": "search", "from_kind": "node", "to": "buy", "to_kind": "node", "count": 133,
            "share": 1,
            "average_seconds": 60,
        ]
        #expect(edges.count == 2)
        #expect(edges.first?.text == edge.text)
        #expect(answer["definition"]?.stringValue?.contains("Up to 3 nodes that end with buy") == true)
    }

    @Test func `sampled numbers are scaled and say how far they may be off`() async throws {
        let whole = series(try await answer(["chart": "sessions"]))["collapsed"]?.objectValue ?? JSONObject()
        let half =
            series(try await answer(["chart": "sessions", "sample": 0.5]))["collapsed"]?.objectValue ?? JSONObject()
        #expect(whole["users"]?.doubleValue == 400)
        #expect(whole["users_error"] == nil)
        let users = half["users"]?.doubleValue ?? 0
        // Every person has one session; the error is 1.96 · √(n · 0.5) ÷ 0.5 of n people looked at.
        #expect(users == half["sessions"]?.doubleValue)
        #expect(abs(users - 400) < 3 * 1.96 * 400.0.squareRoot())
        #expect(abs((half["users_error"]?.doubleValue ?? 0) - 1.96 * (users / 2 * 0.5).squareRoot() / 0.5) < 1e-9)
        #expect(half["sessions_per_user"]?.doubleValue == 1)
    }

    @Test func `lifetime value`() async throws {
        let answer = try await answer(["chart": "revenue_ltv", "days": 1])
        #expect(series(answer)["revenue"]?.text == "[1330,1330]")
        #expect(series(answer)["arpu"]?.text == "[3.325,3.325]")
        #expect(series(answer)["arppu"]?.text == "[10,10]")
        let calendar = try await self.answer(["chart": "revenue_ltv", "view": "calendar"])
        #expect(series(calendar)["collapsed"]?.objectValue?["arppu"]?.doubleValue == 10)
    }

    @Test func attribution() async throws {
        let answer = try await answer([
            "chart": "attribution", "event": "buy", "sum": "revenue", "touch": "event.channel",
            "models": ["u", "custom"],
            "weights": ["first": 1, "last": 1], "lookback": "session",
        ])
        #expect(answer["models"]?.text == #"["u","custom"]"#)
        let values = series(answer)["values"]?.arrayValue?.map(\.text)
        #expect(values == [#"{"value":"ads","users":133,"counts":[133,133],"sums":[1330,1330]}"#])
    }

    @Test func impact() async throws {
        let answer = try await answer([
            "chart": "impact", "treatment": "search", "outcome": "buy", "intervals": 1,
        ])
        #expect(answer["intervals"]?.text == "[-1,0,1]")
        #expect(series(answer)["people"]?.text == "[267,267,267]")
        #expect(series(answer)["performers"]?.text == "[0,133,0]")
        #expect(series(answer)["average"]?.text == "[null,1,null]")
    }
}

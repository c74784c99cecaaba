import ColumnPack
import JSON
import ProductAnalytics
import Testing
import Warehouse

/// Numbers in JSON that charts ask for are packed beside the steps.
@Suite struct PackedNumberTests {
    private let sum = """
        {"chart": "segmentation", "events": ["A"], "metric": "property_sum", "property": "event.NAME", \
        "range": {"from": "2026-03-02", "to": "2026-03-15"}}
        """

    private func definition(_ property: String) throws -> ChartDefinition {
        try ChartDefinition(JSONValue.parse(sum.replacing("NAME", with: property)))
    }

    private func reads(_ answer: JSONValue) -> [String] {
        answer["reads"]?.arrayValue?.map {
            ($0["tables"]?.stringValue ?? "") + ": " + ($0["because"]?.stringValue ?? "")
        } ?? []
    }

    /// Events of one person, a minute from each other, one day.
    private func log(_ sizes: [(type: String, size: JSONValue?)]) -> Log {
        var log = Log()
        for (minute, one) in sizes.enumerated() {
            var event = LogEvent(1, one.type, at: moment("2026-03-03 10:00") + Int64(minute) * ChartCalendar.minute)
            event.properties["weight"] = one.size
            log.events.append(event)
        }
        return log
    }

    @Test(arguments: [TestLog.Beside.halfPacked, .packed])
    func `what one chart asks for is there for the next`(_ beside: TestLog.Beside) async throws {
        // 1 + 2.5 + 30; what is no number is none, and B's are not counted.
        let test = try await TestLog(
            [log([("A", 1), ("A", 2.5), ("B", 100), ("A", "x"), ("A", nil), ("A", "30"), ("B", 1)])], beside: beside)
        let chart = try definition("weight")
        let first = try await test.answer(chart)
        #expect(
            reads(first) == ["events: event.weight is read from JSON this time, and packed for the next"])
        #expect(first["series"]?.arrayValue?.first?["series"]?.arrayValue?[1] == 33.5)
        try await test.packAgain()
        let second = try await test.answer(chart)
        #expect(reads(second) == ["steps: "])
        #expect(second.numbers == first.numbers)
        // The SQL that it shows gives the same, where the columns are not packed.
        let sql = try #require(second["sql"]?.arrayValue?.first?.stringValue?.split(separator: ";\n").first)
        #expect(sql.contains("main.events"))
        try await test.warehouse.execute(Statement("CREATE TABLE shown AS \(sql)", label: "test"))
        // Of the other kind of event nobody has asked.
        let pack = try #require(test.warehouse.packs)
        #expect(pack.wanted.all.contains { $0.property == "event.weight" })
        #expect(pack.wanted.all.filter { $0.property == "event.weight" }.count == 1)
    }

    @Test func `nothing is wanted of samples, of columns, or where nothing is packed`() async throws {
        let events: [(String, JSONValue?)] = [("A", 1), ("A", 2)]
        let packed = try await TestLog([log(events)], beside: .packed)
        let whole = sum.replacing("NAME", with: "weight")
        let sampled = try ChartDefinition(JSONValue.parse(whole.dropLast() + #", "sample": 0.5}"#))
        _ = try await packed.answer(sampled)
        _ = try await packed.answer(
            ChartDefinition(JSONValue.parse(sum.replacing("event.NAME", with: "revenue"))))
        #expect(packed.warehouse.packs?.wanted.all.allSatisfy { $0.property == "event.size" } == true)
        let waiting = try await TestLog([log(events)], beside: .halfWaiting)
        #expect(reads(try await waiting.answer(definition("weight"))) == ["events: event.weight is not promoted"])
    }
}

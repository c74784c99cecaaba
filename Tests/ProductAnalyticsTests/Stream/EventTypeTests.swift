import JSON
import ProductAnalytics
import Testing

struct EventTypeTests {
    /// Breakdowns by the event's type, filters on it, and the events at the time of a person's first.
    @Test func `the type of an event is a property`() async throws {
        var log = Log()
        log.inactiveTypes = ["idle"]
        log.events = [
            LogEvent(1, "view", at: moment("2026-03-02 10:00")), LogEvent(1, "buy", at: moment("2026-03-02 11:00")),
            LogEvent(2, "idle", at: moment("2026-03-02 09:00")), LogEvent(2, "view", at: moment("2026-03-02 12:00")),
        ]
        let test = try await TestLog(log)
        let context = try await test.context(from: moment("2026-03-02"), to: moment("2026-03-03"), every: .day)
        var request = context.request(from: nil, to: nil)
        let filter = PropertyFilter(.eventType, .startsWith, ["vi"])
        let views = request.place(of: .filters([filter]))
        let firsts = request.place(of: .isFirst)
        _ = request.place(of: PropertyReference.eventType)
        request.needsFirst = true
        let outcome = try await context.log.run(request) { _ in Rows() }
        let names = outcome.pass.types.map { outcome.dictionaries[0].text(of: $0) }
        #expect(names == ["view", "buy", "idle", "view"])
        #expect(outcome.pass.marks.map { $0 >> UInt64(views) & 1 } == [1, 0, 0, 1])
        #expect(outcome.pass.marks.map { $0 >> UInt64(firsts) & 1 } == [1, 0, 1, 0])
    }

    private struct Rows: UnitPass {
        var types: [Int32] = []
        var marks: [UInt64] = []

        mutating func add(_ events: UnitEvents) {
            types += events.table.breakdowns[0][events.rows]
            marks += events.table.marks[events.rows]
        }

        mutating func merge(_ other: Self) {
            types += other.types
            marks += other.marks
        }
    }
}

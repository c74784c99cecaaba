import Foundation
import JSON
import ProductAnalytics

/// The same numbers for the same seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// How many random logs a test takes: a sample in `make test`, all of 10,000 in `make soak`.
///
/// Suites that take them are `.serialized`: each batch has a database, and thousands of those at once take all memory.
enum RandomLogs {
    static let count = ProcessInfo.processInfo.environment["SOUNDINGS_SOAK"] == nil ? 60 : 10_000
    /// How many charts of each log: several of a sample, one of all, so that as many definitions are drawn as there are logs.
    static func charts(sample: Int) -> Int { count > 1_000 ? 1 : sample }

    /// Logs that share a database.
    static let batch = 100

    /// The seeds of each batch, first one by one.
    static var batches: [[UInt64]] { batches { _ in true } }

    /// The batches of those seeds alone that are wanted.
    static func batches(where isWanted: (UInt64) -> Bool) -> [[UInt64]] {
        let seeds = (0..<UInt64(count)).filter(isWanted)
        return stride(from: 0, to: seeds.count, by: batch).map { start in
            Array(seeds[start..<min(seeds.count, start + batch)])
        }
    }
}

extension Log {
    /// A small log with what is hard about logs: equal times, late arrivals, merged people, people without active events,
    /// days on which the clocks change, several values of a property for one person.
    /// - Parameters:
    ///   - start: The first day, microseconds.
    ///   - days: How many days it spans.
    static func random(
        seed: UInt64, start: Int64 = moment("2026-03-02 00:00"), days: Int = 14, types: [String] = ["A", "B", "C", "D"]
    ) -> Log {
        var generator = SeededGenerator(seed: seed)
        var log = Log()
        log.inactiveTypes = ["idle"]
        let people = Int.random(in: 1...7, using: &generator)
        // Steps of time: the coarser, the more ties.
        let steps: [Int64] = [
            1, 250_000, ChartCalendar.second, ChartCalendar.minute, ChartCalendar.hour, 6 * ChartCalendar.hour,
        ]
        let step = steps.randomElement(using: &generator) ?? ChartCalendar.hour
        let span = Int64(days) * ChartCalendar.day
        // Some logs happen within hours, so that windows and sessions matter.
        let width = Bool.random(using: &generator) ? span : max(step, span / 40)
        for _ in 0..<Int.random(in: 0...40, using: &generator) {
            let person = Int.random(in: 1...people, using: &generator)
            let isIdle = Int.random(in: 0..<10, using: &generator) == 0
            let type = isIdle ? "idle" : types.randomElement(using: &generator) ?? "A"
            let time = start + ChartCalendarSteps.floor(Int64.random(in: 0..<width, using: &generator), to: step)
            var event = LogEvent(person, type, at: time)
            let plans: [JSONValue] = ["free", "pro", "", .null]
            if Bool.random(using: &generator) { event.userProperties["plan"] = plans.randomElement(using: &generator) }
            let amounts: [JSONValue] = [10, 2.5, "7", "x", -3, .null]
            if Bool.random(using: &generator) { event.properties["amount"] = amounts.randomElement(using: &generator) }
            let pages: [JSONValue] = ["/a", "/b", "/c/d", ["/a", "/b"], ["/b", "/b"]]
            if Bool.random(using: &generator) { event.properties["page"] = pages.randomElement(using: &generator) }
            if Int.random(in: 0..<3, using: &generator) > 0 {
                event.session = start / 1_000 + Int64(Int.random(in: 0...2, using: &generator))
            }
            let companies = [["acme"], ["bolt"], ["acme", "bolt"], []]
            if let names = companies.randomElement(using: &generator), !names.isEmpty {
                event.groups = ["company": names]
            }
            if Int.random(in: 0..<4, using: &generator) == 0 {
                event.revenue = Double(Int.random(in: -2...20, using: &generator))
            }
            event.country = ["DE", "US", nil].randomElement(using: &generator) ?? nil
            let sizes: [JSONValue?] = [4, 0.25, "12", "x", -1, .null, nil]
            if let size = sizes[log.events.count % sizes.count] { event.properties["size"] = size }
            log.events.append(event)
        }
        if people > 2, Bool.random(using: &generator) {
            log.merges[people] = Int.random(in: 1..<people, using: &generator)
        }
        return log
    }
}

enum ChartCalendarSteps {
    static func floor(_ value: Int64, to step: Int64) -> Int64 { value - value % step }
}

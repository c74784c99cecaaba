import Foundation
import JSON
import ProductAnalytics
import Testing

struct SamplingTests {
    /// Of the numbers 10001 to 10030, those whose MD5 begins with eight hexadecimal digits that are below 3000 modulo
    /// 10,000, as Python's hashlib has it.
    static let sampled: Set<Int> = [7, 8, 18, 21, 25, 30]

    /// 30 people with lots of events.
    private static let log: Log = {
        var generator = SeededGenerator(seed: 5)
        var log = Log()
        log.inactiveTypes = ["idle"]
        for _ in 0..<12 {
            for person in 1...30 {
                let minutes = Int64.random(in: 0..<(14 * 24 * 60), using: &generator)
                let type = ["A", "B", "C", "idle"].randomElement(using: &generator) ?? "A"
                var event = LogEvent(person, type, at: moment("2026-03-02") + minutes * ChartCalendar.minute)
                event.userProperties["plan"] = person % 2 == 0 ? "free" : "pro"
                event.country = ["DE", "US", "FR"][person % 3]
                event.properties["page"] = ["/a", "/b"].randomElement(using: &generator)
                event.properties["amount"] = .int(Int64.random(in: 1...9, using: &generator))
                event.revenue = type == "B" ? 10 : nil
                log.events.append(event)
            }
        }
        return log
    }()

    /// SMP-1, SMP-2 and SMP-4: a sampled answer is the answer on the histories of those people, the same ones each time;
    /// counts and sums are divided by the rate, everything else stands.
    @Test(arguments: EveryChart.all) func `a sample is whole histories, scaled`(_ chart: EveryChart) async throws {
        var part = Self.log
        part.events.removeAll { !Self.sampled.contains($0.person) }
        let all = try await TestLog(Self.log)
        let few = try await TestLog(part)
        let sampled = try await all.answer(chart.definition(sample: 0.3))
        #expect(sampled["sampled"] == 0.3)
        #expect(try await all.answer(chart.definition(sample: 0.3)).numbers == sampled.numbers)
        var check = ScaleCheck(rate: 0.3)
        check.compare(sampled.numbers, try await few.answer(chart.definition()).numbers, "")
        #expect(check.problems.isEmpty)
        #expect(check.scaled > 0)
        // How far totals and sums may be off is not known from how many people there are.
        #expect(check.errors > 0 || chart.members.contains(#""metric":"#))
    }

    /// INV-12: with everybody in it a sample has the exact numbers, divided by its rate, which is nearly 1. The highest of
    /// these people's places among 10,000 is 9996. Of 1 it is no sample.
    @Test(arguments: EveryChart.all) func `a sample of everybody is exact`(_ chart: EveryChart) async throws {
        let test = try await TestLog(Self.log)
        let sampled = try await test.answer(chart.definition(sample: 0.9999))
        #expect(sampled["sampled"] == 0.9999)
        var check = ScaleCheck(rate: 0.9999)
        check.compare(sampled.numbers, try await test.answer(chart.definition()).numbers, "")
        #expect(check.problems.isEmpty)
        #expect(check.scaled > 0)
        #expect(try chart.definition(sample: 1).sample == nil)
    }

    /// SMP-3
    @Test func `no list of people and no cohort comes of a sample`() async throws {
        let test = try await TestLog(Self.log)
        let runner = ChartRunner(
            source: try await test.source(), warehouse: test.warehouse, calendar: ChartCalendar())
        let definition = try EveryChart(#""chart": "lifecycle""#).definition(sample: 0.3)
        let refusal = ChartError.invalid(
            "sample", "A sampled chart has no list of all the people behind a number. Take the sample away.")
        await #expect(throws: refusal) {
            _ = try await runner.units(
                behind: ["state": "new"], of: definition, asOf: moment("2026-04-01"), label: "test")
        }
        await #expect(throws: refusal) {
            _ = try await runner.cohort(
                named: "x", behind: ["state": "new"], of: definition, asOf: moment("2026-04-01"), label: "test")
        }
    }

    /// SMP-4: three of the six people of the sample did B, so that every share is 50 % ± 1.96 · √(0.25 ÷ 6), 40.008 points.
    @Test func `shares of a sample say how far they may be off`() async throws {
        var log = Log()
        for person in 1...30 {
            log.events.append(LogEvent(person, "A", at: moment("2026-03-02 10:00")))
            if person % 2 == 1 { log.events.append(LogEvent(person, "B", at: moment("2026-03-02 10:01"))) }
        }
        let test = try await TestLog(log)
        func series(_ members: String) async throws -> JSONObject {
            let answer = try await test.answer(EveryChart(members).definition(sample: 0.3))
            return try #require(answer.objectValue?["series"]?.arrayValue?.first?.objectValue)
        }
        func rounded(_ value: JSONValue?) -> [Int] {
            (value?.arrayValue ?? [value ?? .null]).map { Int((($0.doubleValue ?? -1) * 100_000).rounded()) }
        }
        let funnel = try await series(#""chart": "funnel", "steps": ["A", "B"]"#)
        #expect(rounded(funnel["conversion_errors"]) == [0, 40_008])
        #expect(rounded(funnel["step_conversion_errors"]) == [0, 40_008])
        let attempts = try await series(#""chart": "funnel", "steps": ["A", "B"], "count": "totals""#)
        #expect(attempts["conversion"] != nil && attempts["conversion_errors"] == nil)
        let active = try await series(
            #""chart": "segmentation", "metric": "active", "events": ["B"], "interval": "month""#)
        #expect(rounded(active["collapsed"]) == [5_000_000] && rounded(active["error_collapsed"]) == [4_000_833])
        #expect(rounded(active["error_series"]) == [4_000_833])
        let engagement = try await series(#""chart": "engagement", "events": ["B"]"#)
        #expect(rounded(engagement["events"]?.arrayValue?.first?.objectValue?["share_error"]) == [40_008])
        let sessions = try await series(#""chart": "sessions", "sessions": {"timeout_minutes": 30}"#)
        #expect(rounded(sessions["collapsed"]?.objectValue?["bounce_rate_error"]) == [40_008])
    }

    /// The example of the reference: a tenth, 400 sampled buyers, 100 of them converted.
    @Test func `intervals of counts and shares`() {
        let tenth = Sampling(rate: 0.1)
        #expect(tenth.scaled(400) == 4_000)
        #expect(tenth.error(ofCount: 400).rounded() == 372)
        #expect((Sampling.error(ofShare: 0.25, of: 400) * 1_000).rounded() == 42)
    }
}

/// Compares an answer on a sample with the exact answer on the people in it.
private struct ScaleCheck {
    let rate: Double
    var problems: [String] = []
    /// Numbers that were divided by the rate.
    var scaled = 0
    /// Places that say how far a number may be from the truth.
    var errors = 0

    init(rate: Double) { self.rate = rate }

    /// SMP-2: counts and sums. All else stands: averages, shares, ratios, times and what the numbers are of.
    private static let counts: Set<String> = [
        "active", "at_least", "bounced_users", "bounces", "collapsed", "converted", "count", "counts",
        "current", "dormant", "dropped", "ended", "events", "exactly", "length_users", "lengths", "mature",
        "new", "not_converted", "one_day_only", "open", "paths", "payers", "people", "performers",
        "resurrected", "revenue", "series", "sessions", "size", "sizes", "sum", "sums", "time_spent", "totals",
        "treated", "units", "users", "values",
    ]

    /// Whether the number at a path is one of a count or a sum.
    private static func isCount(_ path: String) -> Bool {
        if path.contains(".ratios[") { return false }
        let name = path.split(separator: ".").last?.prefix { $0 != "[" } ?? ""
        // Impact has lists of people by how often they did it, engagement how often each did.
        return name == "frequency" ? path.hasSuffix("]") : counts.contains(String(name))
    }

    mutating func compare(_ sampled: JSONValue, _ exact: JSONValue, _ path: String) {
        switch (sampled, exact) {
        case (.object(let left), .object(let right)):
            for key in left.keys where right[key] == nil {
                if key.contains("error") {
                    errors += 1
                } else {
                    problems.append("\(path).\(key) is only in the sample")
                }
            }
            for (key, value) in right.members where key != "notes" {
                guard let other = left[key] else {
                    problems.append("\(path).\(key) is not in the sample")
                    continue
                }
                compare(other, value, path + "." + key)
            }
        case (.array(let left), .array(let right)):
            if left.count != right.count { problems.append("\(path) has \(left.count) items, not \(right.count)") }
            for (index, pair) in zip(left, right).enumerated() { compare(pair.0, pair.1, "\(path)[\(index)]") }
        default:
            guard let left = sampled.doubleValue, let right = exact.doubleValue else {
                if sampled != exact { problems.append("\(path): \(sampled) is not \(exact)") }
                return
            }
            let isCount = Self.isCount(path)
            // Counts are rounded.
            if abs(left - (isCount ? right / rate : right)) > (isCount ? 0.5 : 0) + 1e-6 {
                problems.append("\(path): \(left) is not \(right)\(isCount ? " divided by \(rate)" : "")")
            } else if isCount, right != 0 {
                scaled += 1
            }
        }
    }
}

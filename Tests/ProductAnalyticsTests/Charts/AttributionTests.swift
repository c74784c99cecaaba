import JSON
import ProductAnalytics
import Testing

@Suite(.serialized) struct AttributionTests {
    /// Touches an hour apart from 10:00 on, and a purchase of 100 an hour after the last one.
    private static func log(_ channels: [JSONValue]) -> Log {
        var log = Log()
        for (hour, channel) in channels.enumerated() {
            var event = LogEvent(1, "visit", at: moment("2026-03-02 10:00") + Int64(hour) * ChartCalendar.hour)
            event.properties["channel"] = channel
            log.events.append(event)
        }
        var buy = LogEvent(1, "buy", at: moment("2026-03-02 10:00") + Int64(channels.count) * ChartCalendar.hour)
        buy.revenue = 100
        log.events.append(buy)
        return log
    }

    private static var chart: AttributionChart {
        AttributionChart(event: EventSelection("buy"), sum: .column("revenue"), touch: .event("channel"))
    }

    private func series(_ chart: AttributionChart, _ log: Log) async throws -> AttributionAnswer.Series {
        let test = try await TestLog(log)
        return try await chart.attribution(
            in: try await test.context(from: moment("2026-03-02"), to: moment("2026-03-04"), every: .day)
        ).series[0]
    }

    /// Rounded credits of a sum by value, for one model.
    private func sums(_ series: AttributionAnswer.Series, _ model: Int = 0) -> [String: Double] {
        Dictionary(uniqueKeysWithValues: series.rows.map { ($0.value, ($0.sums[model] * 100).rounded() / 100) })
    }

    @Test func `ads, mail, search, then a purchase of 100`() async throws {
        let series = try await series(Self.chart, Self.log(["ads", "mail", "search"]))
        #expect(series.events == 1)
        #expect(series.sum == 100)
        let expected: [[String: Double]] = [
            ["ads": 100, "mail": 0, "search": 0], ["ads": 0, "mail": 0, "search": 100],
            ["ads": 33.33, "mail": 33.33, "search": 33.33], ["ads": 100, "mail": 100, "search": 100],
            ["ads": 40, "mail": 20, "search": 40], ["ads": 20, "mail": 20, "search": 60],
            ["ads": 60, "mail": 20, "search": 20],
        ]
        for (model, sums) in expected.enumerated() { #expect(self.sums(series, model) == sums, "\(model)") }
    }

    /// The reference's table for one, two and four touches.
    @Test func `shares by number of touches`() async throws {
        let table: [[[Double]]] = [
            [[100], [100], [100], [100], [100], [100], [100]],
            [[100, 0], [0, 100], [50, 50], [100, 100], [50, 50], [30, 70], [70, 30]],
            [
                [100, 0, 0, 0], [0, 0, 0, 100], [25, 25, 25, 25], [100, 100, 100, 100], [40, 10, 10, 40],
                [10, 10, 20, 60], [60, 20, 10, 10],
            ],
        ]
        for rows in table {
            let names = ["a", "b", "c", "d"].prefix(rows[0].count)
            let series = try await series(Self.chart, Self.log(names.map { .string($0) }))
            for (model, row) in rows.enumerated() {
                #expect(sums(series, model) == Dictionary(uniqueKeysWithValues: zip(names, row)), "model \(model)")
            }
        }
    }

    @Test func `custom weights`() async throws {
        var chart = Self.chart
        chart.models = [.custom(first: 50, middle: 30, last: 20)]
        #expect(sums(try await series(chart, Self.log(["a", "b", "c", "d"]))) == ["a": 50, "b": 15, "c": 15, "d": 20])
        #expect(sums(try await series(chart, Self.log(["a", "b"]))) == ["a": 71.43, "b": 28.57])
        #expect(sums(try await series(chart, Self.log(["a"]))) == ["a": 100])
    }

    @Test func `equal touches one after the other`() async throws {
        var chart = Self.chart
        chart.models = [.linear]
        let log = Self.log(["a", "a", "b"])
        #expect(sums(try await series(chart, log)) == ["a": 66.67, "b": 33.33])
        chart.collapses = true
        #expect(sums(try await series(chart, log)) == ["a": 50, "b": 50])
    }

    /// The end of the window is in it; no touch is (none); a touch may be the event itself.
    @Test func `what lies in the look-back window`() async throws {
        var chart = Self.chart
        chart.models = [.first]
        chart.lookback = .time(2 * ChartCalendar.hour)
        #expect(sums(try await series(chart, Self.log(["a", "b", "c"]))) == ["b": 100, "c": 0])
        #expect(sums(try await series(chart, Self.log(["a", .null, .null]))) == ["(none)": 100])
        chart.touch = .event("how")
        var log = Self.log(["a"])
        log.events[1].properties["how"] = "card"
        #expect(sums(try await series(chart, log)) == ["card": 100])
        chart.touch = .event("channel")
        chart.lookback = .session(.computed(ComputedSessions()))
        #expect(sums(try await series(chart, log)) == ["(none)": 100])
        chart.lookback = .session(.recorded)
        for index in log.events.indices { log.events[index].session = 5 }
        #expect(sums(try await series(chart, log)) == ["a": 100])
    }

    @Test func `what is wrong is said`() {
        do {
            _ = try ChartDefinition([
                "chart": "attribution", "event": "buy", "models": ["custom"], "lookback": ["days": 0],
            ])
            Issue.record("No error.")
        } catch {
            for text in [
                "touch: Name the property", "models: There is no model \"custom\". Say its weights.", "lookback: ",
            ] {
                #expect(error.description.contains(text), "\(error)")
            }
        }
    }

    @Test(arguments: RandomLogs.batches) func `random logs`(_ seeds: [UInt64]) async throws {
        let logs = seeds.map { Log.random(seed: $0) }
        let test = try await TestLog(logs)
        for (index, log) in logs.enumerated() {
            let lookbacks: [AttributionChart.Lookback] = [
                .time(30 * ChartCalendar.day), .time(10 * ChartCalendar.hour), .session(.recorded),
                .session(.computed(ComputedSessions(timeout: 4 * ChartCalendar.hour))),
            ]
            let chart = AttributionChart(
                event: EventSelection("A"), sum: .column("revenue"), touch: .event("page"),
                touchEvent: index % 3 == 0 ? EventSelection("B") : .any, lookback: lookbacks[index % 4],
                collapses: index % 2 == 0,
                models: AttributionModel.all + [.custom(first: 5, middle: 2, last: 3)])
            let german = PropertyFilter(.column("country"), .is, ["DE"])
            let context = try await test.context(
                project: index + 1, from: moment("2026-03-03"), to: moment("2026-03-10"), every: .day,
                segments: [.everybody, Segment(name: "DE", filters: [german])])
            let answer = try await chart.attribution(in: context)
            for (segment, series) in answer.series.enumerated() {
                let name: Comment = "seed \(seeds[index]), segment \(segment)"
                let (counts, sums, users) = Self.oracle(log, chart, context, onlyGerman: segment == 1)
                #expect(Set(series.rows.map(\.value)) == Set(users.keys), name)
                for row in series.rows {
                    #expect(row.users == users[row.value]?.count, name)
                    for model in chart.models.indices {
                        #expect(abs(row.counts[model] - (counts[row.value]?[model] ?? 0)) < 1e-9, name)
                        #expect(abs(row.sums[model] - (sums[row.value]?[model] ?? 0)) < 1e-9, name)
                    }
                }
                // All credit together is the undivided total, except for participation.
                for model in chart.models.indices where chart.models[model] != .participation {
                    let all = series.rows.map { $0.counts[model] }.reduce(0, +)
                    #expect(abs(all - Double(series.events)) < 1e-9, name)
                }
                guard !series.rows.isEmpty else { continue }
                let row = series.rows[index % series.rows.count]
                let point: JSONValue = ["value": .string(row.value), "segment": .int(Int64(segment))]
                let expected = (users[row.value] ?? []).map { TestLog.uid($0, project: index + 1) }.sorted()
                #expect(try await chart.units(behind: point, in: context).units == expected, name)
            }
        }
    }

    private static func oracle(
        _ log: Log, _ chart: AttributionChart, _ context: ChartContext, onlyGerman: Bool
    ) -> (counts: [String: [Double]], sums: [String: [Double]], users: [String: Set<Int>]) {
        var counts: [String: [Double]] = [:]
        var sums: [String: [Double]] = [:]
        var users: [String: Set<Int>] = [:]
        let zero = Array(repeating: 0.0, count: chart.models.count)
        var margin = ChartCalendar.day
        if case .time(let time) = chart.lookback { margin = time }
        for (person, history) in log.byPerson {
            let events = history.map(\.event).filter {
                $0.time >= context.range.from - margin && $0.time < context.range.to
            }
            var streams = [events]
            switch chart.lookback {
            case .time: break
            case .session(.recorded):
                streams = SessionsTests.cut(events, .recorded, context.calendar)
                streams += events.filter { $0.session == nil }.map { [$0] }
            case .session(let rule): streams = SessionsTests.cut(events, rule, context.calendar)
            }
            for stream in streams {
                for (place, event) in stream.enumerated()
                where event.type == "A" && event.time >= context.range.from && (!onlyGerman || event.country == "DE") {
                    var touches: [String] = []
                    for touch in stream[...place] {
                        if case .time(let time) = chart.lookback, event.time - touch.time > time { continue }
                        if chart.touchEvent != .any, touch.type != "B" { continue }
                        for value in values(touch) where !(chart.collapses && touches.last == value) {
                            touches.append(value)
                        }
                    }
                    for value in touches.isEmpty ? ["(none)"] : Set(touches) {
                        users[value, default: []].insert(person)
                    }
                    for model in chart.models.indices {
                        let shares = touches.isEmpty ? [1] : shares(of: chart.models[model], touches.count)
                        for (value, share) in zip(touches.isEmpty ? ["(none)"] : touches, shares) {
                            counts[value, default: zero][model] += share
                            sums[value, default: zero][model] += share * (event.revenue ?? 0)
                        }
                    }
                }
            }
        }
        return (counts, sums, users)
    }

    private static func values(_ event: LogEvent) -> [String] {
        switch event.properties["page"] {
        case .string(let text): [text]
        case .array(let items): items.compactMap(\.stringValue)
        default: []
        }
    }

    /// Literally the table of the reference.
    private static func shares(of model: AttributionModel, _ n: Int) -> [Double] {
        func parts(_ head: [Double], _ middle: Double, _ tail: [Double]) -> [Double] {
            let between = n - head.count - tail.count
            return head + Array(repeating: middle / Double(max(1, between)), count: between) + tail
        }
        switch model {
        case .first: return [1] + Array(repeating: 0, count: n - 1)
        case .last: return Array(repeating: 0, count: n - 1) + [1]
        case .linear: return Array(repeating: 1 / Double(n), count: n)
        case .participation: return Array(repeating: 1, count: n)
        case .u: return n == 1 ? [1] : n == 2 ? [0.5, 0.5] : parts([0.4], 0.2, [0.4])
        case .j: return n == 1 ? [1] : n == 2 ? [0.3, 0.7] : parts([], 0.2, [0.2, 0.6])
        case .inverseJ: return n == 1 ? [1] : n == 2 ? [0.7, 0.3] : parts([0.6, 0.2], 0.2, [])
        case .custom(let a, let b, let c):
            return n == 1 ? [1] : n == 2 ? [a / (a + c), c / (a + c)] : parts([a / 10], b / 10, [c / 10])
        }
    }
}

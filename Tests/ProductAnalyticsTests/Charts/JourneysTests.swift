import JSON
import ProductAnalytics
import Testing

struct JourneysTests {
    /// Three people with one session each, an event a minute.
    private static let worked: Log = {
        var log = Log()
        let paths = [
            ["home", "search", "product", "cart", "buy"], ["home", "search", "search", "product"],
            ["home", "product", "home", "cart"],
        ]
        for (person, path) in paths.enumerated() {
            for (minute, type) in path.enumerated() {
                var event = LogEvent(person + 1, type, at: moment("2026-03-02 10:0\(minute)"))
                event.session = 1
                log.events.append(event)
            }
        }
        return log
    }()

    private func flow(_ chart: JourneysChart, _ log: Log = worked) async throws -> JourneyFlow {
        try await answer(chart, log).flows[0]
    }

    private func answer(_ chart: JourneysChart, _ log: Log = worked) async throws -> JourneysAnswer {
        let test = try await TestLog(log)
        return try await chart.journeys(
            in: try await test.context(from: moment("2026-03-02"), to: moment("2026-03-03"), every: .day))
    }

    private func edges(_ flow: JourneyFlow) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: flow.edges.map { ("\($0.column) \($0.near.name)→\($0.far.name)", $0.count) })
    }

    @Test func `worked: collapsed, uniques`() async throws {
        let flow = try await flow(JourneysChart(.startWith(EventSelection("home")), steps: 4))
        #expect(flow.paths == 3)
        #expect(
            edges(flow) == [
                "1 home→search": 2, "1 home→product": 1, "2 search→product": 2, "2 product→home": 1,
                "3 product→cart": 1, "3 product→dropped off": 1, "3 home→cart": 1,
            ])
        // p1 a minute, p2 two minutes from its first search.
        let edge = try #require(flow.edges.first { $0.column == 2 && $0.near == "search" })
        #expect(edge.averageSeconds == 90)
    }

    @Test func `worked: not collapsed, uniques`() async throws {
        let flow = try await flow(JourneysChart(.startWith(EventSelection("home")), steps: 4, collapses: false))
        #expect(
            edges(flow) == [
                "1 home→search": 2, "1 home→product": 1, "2 search→product": 1, "2 search→search": 1,
                "2 product→home": 1, "3 product→cart": 1, "3 search→product": 1, "3 home→cart": 1,
            ])
    }

    @Test func `worked: collapsed, totals`() async throws {
        let flow = try await flow(JourneysChart(.startWith(EventSelection("home")), steps: 4, counting: .totals))
        #expect(flow.paths == 4)
        #expect(
            edges(flow) == [
                "1 home→search": 2, "1 home→product": 1, "1 home→cart": 1, "2 search→product": 2, "2 product→home": 1,
                "2 cart→dropped off": 1, "3 product→cart": 1, "3 product→dropped off": 1, "3 home→cart": 1,
            ])
    }

    /// Columns are counted from 1 in the answer, in edges and in points.
    @Test func `a node of the answer is a point`() async throws {
        let test = try await TestLog(Self.worked)
        let context = try await test.context(from: moment("2026-03-02"), to: moment("2026-03-03"), every: .day)
        let chart = JourneysChart(.startWith(EventSelection("home")), steps: 4)
        let answer = try await chart.journeys(in: context)
        var writer = JSONWriter()
        writer.beginObject()
        answer.write(to: &writer)
        writer.endObject()
        let series = try JSONValue.parse(writer.bytes)["series"]?.arrayValue?.first
        let node = try #require(series?["columns"]?.arrayValue?[1].arrayValue?.first)
        #expect(node["column"] == 2 && node["node"] == "search" && node["count"] == 2)
        let units = try await chart.units(behind: ["column": 2, "node": "search"], in: context).units
        #expect(units == [1, 2].map { TestLog.uid($0, project: 1) })
    }

    @Test(arguments: [
        (#"{"column": 2, "node": "serch"}"#, #"node: Column 2 has no node "serch". Did you mean "search"?"#),
        (#"{"column": 5, "node": "home"}"#, "column: There are the columns 1 to 4."),
        (#"{"column": 4, "from": "cart", "to": "buy"}"#, "column: Edges go from the columns 1 to 3."),
        (#"{"column": 1, "from": "home", "to": "sell"}"#, #"to: Column 2 has no node "sell"."#),
        (
            #"{"column": 3, "from": "product", "to": "dropped off"}"#,
            #"to: Column 4 has no node "dropped off". Say "to_kind": "dropped_off" as well."#
        ),
        (
            #"{"column": 2, "node": "more", "node_kind": "more"}"#,
            #"node_kind: Column 2 has nothing that is put together as "more"."#
        ),
    ]) func `a point that the flow doesn't have is an error`(_ point: String, problem: String) async throws {
        let test = try await TestLog(Self.worked)
        let context = try await test.context(from: moment("2026-03-02"), to: moment("2026-03-03"), every: .day)
        let chart = JourneysChart(.startWith(EventSelection("home")), steps: 4)
        do {
            _ = try await chart.units(behind: JSONValue.parse(point), in: context)
            Issue.record("It was answered.")
        } catch ChartError.invalid(let problems) {
            #expect(problems.map(\.description) == [problem])
        }
    }

    /// PTH-4: read backwards; p2 has nothing before its first home.
    @Test func `paths that end with an event`() async throws {
        let flow = try await flow(JourneysChart(.endWith(EventSelection("product")), steps: 3))
        #expect(
            edges(flow) == [
                "1 product→search": 2, "1 product→home": 1, "2 search→home": 2, "2 home→dropped off": 1,
            ])
    }

    /// PTH-7: p2 searches and never sees the cart.
    @Test func `between two events`() async throws {
        let chart = JourneysChart(.between(EventSelection("home"), EventSelection("cart")), steps: 4)
        let answer = try await answer(chart)
        #expect(answer.flows[0].paths == 2)
        #expect(answer.notConverted == [1])
        #expect(
            edges(answer.flows[0]) == [
                "1 home→search": 1, "1 home→product": 1, "2 search→product": 1, "2 product→home": 1,
                "3 product→cart": 1, "3 home→cart": 1,
            ])
    }

    /// PTH-7: from one page to another where both are called by their type. p1 sees another page on the way, which is one
    /// node with the start; p2 comes back from the end, and p3 never gets there.
    @Test func `between two events of one name`() async throws {
        var log = Log()
        let paths = [["home", "help", "out"], ["home", "out", "home", "out"], ["out", "home", "help"]]
        for (person, path) in paths.enumerated() {
            for (minute, page) in path.enumerated() {
                var event = LogEvent(person + 1, "view", at: moment("2026-03-02 10:0\(minute)"))
                event.properties["page"] = .string(page)
                event.session = 1
                log.events.append(event)
            }
        }
        func view(_ page: String) -> EventSelection {
            EventSelection("view", where: [PropertyFilter(.event("page"), .is, [page])])
        }
        var chart = JourneysChart(.between(view("home"), view("out")), steps: 4)
        let once = try await answer(chart, log)
        #expect(once.flows[0].paths == 2)
        #expect(once.notConverted == [1])
        #expect(edges(once.flows[0]) == ["1 view→view": 2, "2 view→dropped off": 2])
        // p1 two minutes, p2 one.
        #expect(once.flows[0].edges.first { $0.column == 1 }?.averageSeconds == 90)
        chart.counting = .totals
        let all = try await answer(chart, log)
        #expect(all.flows[0].paths == 3)
        #expect(all.notConverted == [1])
        // From an event to the next of its kind.
        chart.anchor = .between(view("home"), view("home"))
        let again = try await answer(chart, log)
        #expect(again.flows[0].paths == 1)
        #expect(again.notConverted == [3])
    }

    /// The same of types that a rule gives one name, from the lists of sessions and from the events.
    @Test func `between two types of one name`() async throws {
        var log = Log()
        for (minute, type) in ["search", "filter", "buy", "buy"].enumerated() {
            var event = LogEvent(1, type, at: moment("2026-03-02 10:0\(minute)"))
            event.session = 1
            log.events.append(event)
        }
        let test = try await TestLog([log, log])
        let chart = JourneysChart(
            .between(EventSelection("search"), EventSelection("buy")), steps: 4,
            nodes: JourneyNodes(rules: [JourneyNodes.Rule("*", name: "shop")]))
        for project in 1...2 {
            let context = try await test.context(
                project: project, from: moment("2026-03-02"), to: moment("2026-03-03"), every: .day)
            let answer = try await chart.journeys(in: context)
            #expect(answer.notConverted == [0])
            #expect(edges(answer.flows[0]) == ["1 shop→shop": 1, "2 shop→dropped off": 1])
        }
    }

    /// PTH-2: what follows the first anchor lies outside; the second anchor is not tried.
    @Test func `a later anchor is not tried`() async throws {
        var log = Log()
        for (time, type) in [("10:00", "home"), ("11:30", "search"), ("12:00", "home"), ("12:10", "buy")] {
            log.events.append(LogEvent(1, type, at: moment("2026-03-02 " + time)))
        }
        var chart = JourneysChart(
            .startWith(EventSelection("home")), steps: 3, boundary: .within(ChartCalendar.hour))
        #expect(edges(try await flow(chart, log)) == ["1 home→dropped off": 1])
        chart.boundary = .within(90 * ChartCalendar.minute)
        #expect(edges(try await flow(chart, log)) == ["1 home→search": 1, "2 search→dropped off": 1])
        chart.boundary = .session(.computed(ComputedSessions()))
        chart.counting = .totals
        #expect(
            edges(try await flow(chart, log)) == [
                "1 home→dropped off": 1, "1 home→buy": 1, "2 buy→dropped off": 1,
            ])
    }

    /// Inactive events are hidden before repeats are put together; names go through the rules before that too.
    @Test func `nodes have names`() async throws {
        var log = Log()
        log.inactiveTypes = ["ping"]
        let events: [(String, JSONValue)] = [
            ("home", .null), ("view", "/product/1"), ("ping", .null), ("view", "/product/2"),
            ("view", "/product/2/photo"),
            ("view", ""), ("view", .null), ("view", ["/x", "/y"]), ("secret", .null), ("buy", .null),
        ]
        for (minute, (type, page)) in events.enumerated() {
            var event = LogEvent(1, type, at: moment("2026-03-02 10:0\(minute)"))
            event.properties["page"] = page
            log.events.append(event)
        }
        var nodes = JourneyNodes(
            expansions: [.init(event: EventSelection("view"), property: .event("page"))],
            excluded: [EventSelection("secret")],
            rules: [
                .init("view: /product/*", name: "product"), .init("view: /product/**", name: "photo"),
                .init("view: /y", name: nil),
            ])
        var chart = JourneysChart(
            .startWith(EventSelection("home")), steps: 10, boundary: .within(ChartCalendar.hour), nodes: nodes)
        #expect(
            Set(edges(try await flow(chart, log)).keys) == [
                "1 home→product", "2 product→photo", "3 photo→view: (empty)", "4 view: (empty)→view: (none)",
                "5 view: (none)→view: /x", "6 view: /x→buy", "7 buy→dropped off",
            ])
        nodes = JourneyNodes(name: .event("page"), included: [EventSelection("view")])
        chart.nodes = nodes
        chart.steps = 3
        #expect(
            Set(edges(try await flow(chart, log)).keys) == ["1 (none)→/product/1", "2 /product/1→/product/2"])
    }

    /// PTH-6: ties by name; what is put together keeps its flow.
    @Test func `the rest of a column is more`() async throws {
        var log = Log()
        for (person, path) in ["xa", "xb", "xb", "xc", "xd"].enumerated() {
            for (minute, type) in (path + "e").enumerated() {
                log.events.append(LogEvent(person, String(type), at: moment("2026-03-02 10:0\(minute)")))
            }
        }
        let chart = JourneysChart(
            .startWith(EventSelection("x")), steps: 3, boundary: .within(ChartCalendar.hour), top: 2)
        let answer = try await answer(chart, log)
        #expect(
            edges(answer.flows[0]) == ["1 x→b": 2, "1 x→a": 1, "1 x→more": 2, "2 b→e": 2, "2 a→e": 1, "2 more→e": 2])
        #expect(answer.flows[0].columns[1].map(\.label) == ["b", "a", .more])
        #expect(answer.notes.count == 1)
    }

    /// PTH-9: two stretches, cut by exactly 30 minutes.
    @Test func `paths as PostHog cuts them`() async throws {
        var log = Log()
        let views = [
            ("10:00", "/a/"), ("10:01", "/a"), ("10:02", "/b"), ("10:32", "/a"), ("10:33", "/c"), ("10:34", "/d"),
            ("10:35", "/e"), ("10:36", "/f"), ("10:37", "/g"),
        ]
        for (time, page) in views {
            var event = LogEvent(1, "view", at: moment("2026-03-02 " + time))
            event.properties["page"] = .string(page)
            log.events.append(event)
        }
        var chart = JourneysChart(.none, nodes: JourneyNodes(name: .event("page")), variant: .posthog)
        #expect(
            edges(try await flow(chart, log)) == ["1 /a→/b": 1, "1 /a→/c": 1, "2 /c→/d": 1, "3 /d→/e": 1, "4 /e→/f": 1])
        // The most frequent ones by name are "1_/a → 2_/b" and "1_/a → 2_/c", then "2_/c → 3_/d".
        chart.edges = 2
        #expect(edges(try await flow(chart, log)) == ["1 /a→/b": 1, "1 /a→/c": 1])
        // Reached only by an edge that is not kept.
        log.events += (0..<2).flatMap { person in
            ["/\(person)", "/q", "/r"].enumerated().map { minute, page in
                var event = LogEvent(2 + person, "view", at: moment("2026-03-02 10:0\(minute)"))
                event.properties["page"] = .string(page)
                return event
            }
        }
        chart.edges = 1
        #expect(try await flow(chart, log).edges.isEmpty)
    }

    @Test func `what is wrong is said`() {
        let definition: JSONValue = [
            "chart": "journeys", "start_with": "a", "end_with": "b", "within": ["hours": 1], "sessions": "recorded",
            "rules": [["match": "x"]], "between": ["a"],
        ]
        do {
            _ = try ChartDefinition(definition)
            Issue.record("No error.")
        } catch {
            for text in [
                "Say one of start_with", "between: ", "sessions: A path ends with its session or with within",
                "rules[0].name: ",
            ] { #expect(error.description.contains(text), "\(error)") }
        }
    }
}

import JSON
import Testing

@testable import ProductAnalytics

struct JourneyPartsTests {
    /// Paths counted in two parts and put together are those counted in one.
    @Test func `trees of paths merge`() {
        let paths: [[Int32]] = [[1, 2, 3], [1, 2], [2], [1, 2, 3], [1, 4], [2, 2, 2]]
        func tree(_ paths: ArraySlice<[Int32]>) -> PathTree {
            var tree = PathTree()
            for path in paths {
                tree.end(at: path.reduce(PathTree.root) { tree.step(from: $0, to: $1, time: Int64($1)) })
            }
            return tree
        }
        func described(_ tree: PathTree) -> [String: [Int]] {
            var result: [String: [Int]] = [:]
            for (place, visits) in tree.visits.enumerated() {
                let path = tree.path(to: Int32(place)).map { String($0) }.joined(separator: " ")
                result[path] = [visits, tree.ends[place], Int(tree.times[place]), Int(tree.depths[place])]
            }
            return result
        }
        for cut in 0...paths.count {
            var merged = tree(paths[..<cut])
            let moved = merged.merge(tree(paths[cut...]))
            #expect(described(merged) == described(tree(paths[...])))
            #expect(moved.count == tree(paths[cut...]).nodes.count)
        }
        #expect(described(tree(paths[...]))["1 2"] == [3, 1, 6, 2])
    }

    @Test(arguments: [
        ("/product/*", "/product/1", true), ("/product/*", "/product/1/photo", false),
        ("/product/**", "/product/1/photo", true),
        ("*", "", true), ("*", "view", true), ("*", "a/b", false), ("**", "a/b", true), ("/?", "/ü", true),
        ("/?", "/", false),
        ("a*b*c", "axxbyyc", true), ("a*b*c", "axxbyy", false), ("a.c", "abc", false), ("", "", true), ("", "a", false),
        ("***", "a/b/c", true),
    ])
    func patterns(_ pattern: String, _ name: String, _ matches: Bool) {
        #expect(NamePattern(pattern).matches(name) == matches)
    }

    /// GRA-3: what one member of a company does follows on what another one did.
    @Test func `paths and sessions of groups`() async throws {
        var log = Log()
        for (minute, type) in ["home", "search", "buy"].enumerated() {
            var event = LogEvent(minute + 1, type, at: moment("2026-03-02 10:0\(minute)"))
            event.groups = ["company": minute == 2 ? ["acme", "bolt"] : ["acme"]]
            log.events.append(event)
        }
        let context = try await TestLog(log).context(
            from: moment("2026-03-02"), to: moment("2026-03-03"), every: .day, unit: .group(type: "company"))
        let rule = SessionRule.computed(ComputedSessions())
        let journeys = JourneysChart(.startWith(EventSelection("home")), steps: 3, boundary: .session(rule))
        let flow = try await journeys.journeys(in: context).flows[0]
        #expect(flow.paths == 1)
        #expect(flow.count(column: 2, "search", "buy") == 1)
        let units = try await journeys.units(behind: ["column": 2, "from": "search", "to": "buy"], in: context)
        #expect(units.units.map { units.names?.name(of: $0) } == ["acme"])
        let sessions = try await SessionsChart(sessions: rule).sessions(in: context)
        #expect(sessions.tally.sessions() == 2)
        #expect(sessions.tally.sessions(.bounces) == 1)
        #expect(sessions.timeSpent() == 120)
    }
}

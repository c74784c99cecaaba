import AmplitudeAPI
import JSON
import Testing

struct AccessTests {
    private static let active: [(String, String)] = [
        ("e", #"{"event_type":"_active"}"#), ("start", "20260302"), ("end", "20260304"),
    ]
    private static let path = "/api/2/events/segmentation"

    @Test func `both keys of one project are needed`() async throws {
        let shop = try await Shop()
        let none = try await shop.ask(Self.path, Self.active, keys: nil)
        #expect(none.status == 401)
        #expect(none.headers[.wwwAuthenticate]?.hasPrefix("Basic") == true)
        #expect(try await shop.ask(Self.path, Self.active, keys: "api-1:wrong").status == 403)
        #expect(try await shop.ask(Self.path, Self.active, keys: "api-1:secret-2").status == 403)
        let other = try await shop.ask(Self.path, Self.active, keys: "api-2:secret-2")
        #expect(other.data["seriesCollapsed"] == [[["value": 1]]])
    }

    private static let did = #"[{"type":"event","event_type":"buy""#

    /// What is asked for beside or instead of `active`, and a word of the refusal.
    private static let wrong: [(query: [(String, String)], word: String)] = [
        (Array(active.dropFirst()), "e is missing"),
        ([("e", "buy")] + active.dropFirst(), "e has to be a JSON object"),
        (active.dropLast(2) + [("end", "20260304")], "start is missing"),
        (active + [("start", "2026030")], "2026030"),
        (active + [("start", "20260305")], "start is after end"),
        (active + [("m", "sums")], "group_by"),
        (active + [("m", "nothing")], "pct_dau"),
        (active + [("i", "2")], "-300000"),
        (active + [("m", "formula")], "formula is missing"),
        (active + [("m", "formula"), ("formula", "UNIQUES(")], "formula"),
        (active + [("limit", "1001")], "limit"),
        (active + [("s", "[{}]")], "prop"),
        (active + [("s", did + #","time_type":"rolling","time_value":"soon"}]"#)], "s[0].time_value is \"soon\""),
        (active + [("s", did + #","time_type":"rolling","time_value":0}]"#)], "from 1 to 10000"),
        (active + [("s", did + #","value":"twice"}]"#)], "s[0].value is \"twice\""),
        (active + [("g", "paying")], "paying"),
        (active + [("g", "grp:")], "names no property"),
        (active + [("g", "[7]")], "g is 7"),
        (active + [("g", #"{"type":"house","value":"gp:plan"}"#)], "house"),
        (active + [("e2", #"{"event_type":"ce:mine"}"#)], "custom event"),
    ]

    @Test(arguments: wrong.indices)
    func `what can't be read is said`(place: Int) async throws {
        let (query, word) = Self.wrong[place]
        let answer = try await Shop().ask(Self.path, query)
        #expect(answer.status == 400)
        #expect(answer.text.contains(word), "\(answer.text)")
    }

    @Test func `a project has so much to spend`() async throws {
        let shop = try await Shop()
        let limits = AmplitudeLimits(
            queries: .init(concurrent: 5, windows: [(300, 7)]), people: .init(concurrent: 10, windows: [(3_600, 2)]))
        let responder = shop.responder(now: Shop.noon, limits)
        // Three days, one segment, one event: 3 each; less than 7 are spent before the third, not before the fourth.
        for _ in 0..<3 { #expect(try await shop.ask(Self.path, Self.active, responder: responder).status == 200) }
        let refused = try await shop.ask(Self.path, Self.active, responder: responder)
        #expect(refused.status == 429)
        #expect(refused.text.contains("have cost 9"), "\(refused.text)")
        // Another project has its own.
        #expect(
            try await shop.ask(Self.path, Self.active, keys: "api-2:secret-2", responder: responder).status == 200)
        for _ in 0..<2 {
            #expect(
                try await shop.ask("/api/2/usersearch", [("user", "amy-1")], responder: responder).status == 200)
        }
        #expect(try await shop.ask("/api/2/usersearch", [("user", "amy-1")], responder: responder).status == 429)
    }
}

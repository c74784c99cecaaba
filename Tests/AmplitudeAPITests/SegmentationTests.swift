import JSON
import Testing

struct SegmentationTests {
    private static let days = [("start", "20260302"), ("end", "20260304")]
    private static let segmentation = "/api/2/events/segmentation"

    private func segment(_ query: (String, String)...) async throws -> JSONValue {
        let answer = try await Shop().ask(Self.segmentation, Self.days + query)
        #expect(answer.status == 200, "\(answer.text)")
        return answer.data
    }

    @Test func `uniques go by the days of the project's zone`() async throws {
        let data = try await segment(("e", #"{"event_type": "_active"}"#))
        // 23:30 on 2 March is 3 March in Berlin.
        #expect(data["series"] == [[2, 2, 1]])
        #expect(data["seriesLabels"] == [0])
        #expect(data["seriesCollapsed"] == [[["value": 3]]])
        #expect(data["xValues"] == ["2026-03-02", "2026-03-03", "2026-03-04"])
    }

    @Test func `a user property divides totals`() async throws {
        let data = try await segment(("e", #"{"event_type":"view"}"#), ("m", "totals"), ("g", "gp:plan"))
        #expect(data["seriesLabels"] == [[0, "free"], [0, "pro"]])
        #expect(data["series"] == [[1, 1, 0], [1, 0, 0]])
        #expect(data["seriesCollapsed"] == [[["value": 2]], [["value": 1]]])
    }

    /// With the type of the property written beside its name, before it, or both.
    @Test(arguments: [
        ("grp:company", "acme"), (#"["grp:company"]"#, "acme"), (#"[{"type":"group","value":"company"}]"#, "acme"),
        (#"{"type":"group","value":"grp:company"}"#, "acme"), (#"[{"type":"user","value":"gp:plan"}]"#, "pro"),
        (#"[{"type":"user","value":"plan"}]"#, "pro"), (#"["gp:plan"]"#, "pro"), ("plan", "pro"),
    ])
    func `properties and groups divide, however they are written`(group: String, value: String) async throws {
        let query = Self.days + [("e", #"{"event_type":"view"}"#), ("m", "totals"), ("g", group)]
        let answer = try await Shop().ask(Self.segmentation, query, keys: "api-2:secret-2")
        let expected: JSONValue = [[0, .string(value)]]
        #expect(answer.data["seriesLabels"] == expected, "\(answer.text)")
    }

    @Test(arguments: ["acme", "bolt"])
    func `groups are filtered in segments and of events`(company: String) async throws {
        let segment = #"[{"prop":"grp:company","op":"is","values":["\#(company)"]}]"#
        let filter =
            #"{"subprop_type":"user","subprop_key":"grp:company","subprop_op":"is","subprop_value":["\#(company)"]}"#
        let expected: JSONValue = company == "acme" ? [[1, 0, 0]] : [[0, 0, 0]]
        for more in [
            [("e", #"{"event_type":"view"}"#), ("s", segment)],
            [("e", #"{"event_type":"view","filters":[\#(filter)]}"#)],
        ] {
            let answer = try await Shop().ask(Self.segmentation, Self.days + more, keys: "api-2:secret-2")
            #expect(answer.data["series"] == expected, "\(answer.text)")
        }
    }

    @Test func `an event's property divides the event, two are one label`() async throws {
        let group =
            #"{"event_type":"view","group_by":[{"type":"event","value":"page"},{"type":"user","value":"country"}]}"#
        let data = try await segment(("e", group), ("m", "totals"), ("limit", "2"))
        // Ties go by value; the third, /b in Germany, is beyond the limit.
        #expect(data["seriesLabels"] == [[0, "/a; Italy"], [0, "/b; Germany"]])
        #expect(data["series"] == [[1, 1, 0], [1, 0, 0]])
    }

    @Test func `filters of events are asked of each`() async throws {
        let filter =
            #"{"event_type":"view","filters":[{"subprop_type":"user","subprop_key":"country","subprop_op":"is","subprop_value":["Italy"]}]}"#
        #expect(try await segment(("e", filter))["series"] == [[1, 1, 0]])
        let notSet =
            #"{"event_type":"view","filters":[{"subprop_type":"event","subprop_key":"page","subprop_op":"set is not","subprop_value":["/a"]}]}"#
        #expect(try await segment(("e", notSet))["series"] == [[1, 0, 0]])
        let without = notSet.replacing("set is not", with: "set does not contain")
        #expect(try await segment(("e", without))["series"] == [[1, 0, 0]])
        let more =
            #"{"event_type":"buy","filters":[{"subprop_type":"event","subprop_key":"amount","subprop_op":"greater or equal","subprop_value":[10]}]}"#
        #expect(try await segment(("e", more))["series"] == [[1, 0, 0]])
    }

    @Test func `of who is new the first event is asked, not the first that fits`() async throws {
        func new(_ property: String, _ value: String) async throws -> JSONValue? {
            let filter =
                #"{"subprop_type":"event","subprop_key":"\#(property)","subprop_op":"is","subprop_value":["\#(value)"]}"#
            return try await segment(("e", #"{"event_type":"_new","filters":[\#(filter)]}"#))["series"]
        }
        #expect(try await new("page", "/a") == [[1, 1, 0]])
        // Amy's second event.
        #expect(try await new("amount", "10") == [[0, 0, 0]])
    }

    @Test func `segments hold for all events, several of them one after the other`() async throws {
        let pro = #"[{"prop":"gp:plan","op":"is","values":["pro"]}]"#
        #expect(try await segment(("e", #"{"event_type":"_active"}"#), ("s", pro))["series"] == [[1, 0, 1]])
        let free = #"[{"prop":"gp:plan","op":"is not","values":["pro"]}]"#
        let both = try await segment(("e", #"{"event_type":"_active"}"#), ("s", pro), ("s", free))
        #expect(both["series"] == [[1, 0, 1], [1, 2, 0]])
        #expect(both["seriesLabels"] == [0, 1])
    }

    @Test func `a segment of those who did something`() async throws {
        let opened = #"[{"type":"event","event_type":"open","filters":[],"op":">=","value":1,"time_type":"allTime"}]"#
        #expect(try await segment(("e", #"{"event_type":"_active"}"#), ("s", opened))["series"] == [[1, 1, 0]])
        let never = #"[{"type":"event","event_type":"open","filters":[],"op":"=","value":0,"time_type":"allTime"}]"#
        #expect(try await segment(("e", #"{"event_type":"_active"}"#), ("s", never))["series"] == [[1, 1, 1]])
        func new(_ operation: String, _ value: Int) -> String {
            """
            [{"type":"event","event_type":"_new","op":"\(operation)","value":\(value),"time_type":"rolling","time_value":8}]
            """
        }
        // The eight days begin on 3 March in Berlin, with cyd.
        #expect(try await segment(("e", #"{"event_type":"_active"}"#), ("s", new(">=", 1)))["series"] == [[0, 1, 0]])
        #expect(try await segment(("e", #"{"event_type":"_active"}"#), ("s", new("=", 0)))["series"] == [[2, 1, 1]])
    }

    @Test func `numbers of a condition may come as texts`() async throws {
        // A purchase on the day itself or the day before; with "1", on the day itself.
        func bought(_ days: String) async throws -> JSONValue? {
            let condition =
                #"[{"type":"event","event_type":"buy","value":"1","time_type":"forEachInterval","time_value":\#(days)}]"#
            return try await segment(("e", #"{"event_type":"_active"}"#), ("s", condition))["series"]
        }
        #expect(try await bought("2") == [[1, 2, 1]])
        #expect(try await bought(#""2""#) == [[1, 2, 1]])
        #expect(try await bought(#""1""#) == [[1, 1, 1]])
    }

    @Test func `sums of revenue, averages of a property, formulas of two events`() async throws {
        let revenue = try await segment(("e", #"{"event_type":"revenue_amount"}"#), ("m", "sums"))
        #expect(revenue["series"] == [[20, 7, 5]])
        #expect(revenue["seriesCollapsed"] == [[["value": 32]]])
        let amount = #"{"event_type":"buy","group_by":[{"type":"event","value":"amount"}]}"#
        // 10, 4 and none.
        let average = try await segment(("e", amount), ("m", "value_avg"))
        #expect(average["series"] == [[10, 4, 0]])
        #expect(average["seriesCollapsed"] == [[["value": 7]]])
        let formula = try await segment(
            ("e", #"{"event_type":"buy"}"#), ("e2", #"{"event_type":"view"}"#), ("m", "formula"),
            ("formula", "UNIQUES(A)/UNIQUES(B)"))
        #expect(formula["series"] == [[0.5, 1, 0]])
        #expect(formula["seriesCollapsed"] == [[["value": 1]]])
    }

    @Test func `weeks, months and hours`() async throws {
        let active = ("e", #"{"event_type":"_active"}"#)
        let week = try await segment(active, ("i", "7"))
        #expect(week["xValues"] == ["2026-03-02"])
        #expect(week["series"] == [[3]])
        #expect(try await segment(active, ("i", "30"))["xValues"] == ["2026-03-01"])
        let hours = try await segment(active, ("i", "-3600000"))
        #expect(hours["xValues"]?.arrayValue?.count == 72)
        #expect(hours["xValues"]?.arrayValue?.first == "2026-03-02T00:00:00")
        // 10:00 in Berlin.
        #expect(hours["series"]?.arrayValue?.first?.arrayValue?[10] == 1)
    }

    @Test func `a rolling window counts once over its days`() async throws {
        let data = try await segment(("e", #"{"event_type":"_active"}"#), ("rollingWindow", "2"))
        // Amy and bob; amy, bob and cyd; amy, bob and cyd.
        #expect(data["series"] == [[2, 3, 3]])
    }
}

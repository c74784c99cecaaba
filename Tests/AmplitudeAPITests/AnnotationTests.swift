import JSON
import Testing

struct AnnotationTests {
    @Test func `annotations are made and read by their day`() async throws {
        let shop = try await Shop()
        let path = "/api/2/annotations"
        let made = try await shop.ask(
            path, [("app_id", "1"), ("date", "2026-03-05"), ("label", "Version 2.4"), ("details", "New")],
            method: .post)
        #expect(made.status == 200, "\(made.text)")
        #expect(made.json["success"] == true)
        let annotation = try #require(made.json["annotation"])
        #expect([annotation["date"], annotation["label"]] == ["2026-03-05", "Version 2.4"])
        #expect(annotation["details"] == "New")
        let id = try #require(annotation["id"]?.intValue)
        // As a form; and half an hour after midnight in Berlin.
        _ = try await shop.ask(path, method: .post, body: "app_id=1&date=2026-03-06&label=Fix&chart_id=7")
        _ = try await shop.ask(
            "/api/3/annotations", method: .post, body: #"{"label":"Late","start":"2026-03-02T23:30:00Z"}"#)
        let all = try await shop.ask(path).data.arrayValue ?? []
        #expect(all.map { $0["label"] } == ["Version 2.4", "Fix", "Late"])
        #expect(all.map { $0["date"] } == ["2026-03-05", "2026-03-06", "2026-03-03"])
        let one = try await shop.ask(path, [("id", String(id))])
        #expect(one.data.arrayValue?.map { $0["label"] } == ["Version 2.4"])
        #expect(try await shop.ask(path + "/\(id)").json["annotation"]?["date"] == "2026-03-05")
        #expect(try await shop.ask("/api/3/annotations", [("chart_id", "7")]).data.arrayValue?.count == 1)

        #expect(try await shop.ask(path, [("id", "4711")]).status == 404)
        #expect(try await shop.ask(path, method: .post, body: "date=yesterday&label=x").status == 400)
        #expect(try await shop.ask(path, method: .post, body: "date=2026-03-05").status == 400)
        #expect(try await shop.ask(path, keys: "api-2:secret-2").data == [])
    }

    @Test func `categories are found by name and given to several annotations`() async throws {
        let shop = try await Shop()
        let path = "/api/3/annotation-categories"
        let made = try await shop.ask(path, method: .post, body: #"{"category":"Alerts"}"#)
        #expect([made.data["name"], made.data["category"]] == ["Alerts", "Alerts"])
        let id = try #require(made.data["id"]?.intValue)
        _ = try await shop.ask(path, method: .post, body: #"{"category":"Releases"}"#)
        #expect(try await shop.ask(path).data.arrayValue?.map { $0["name"] } == ["Alerts", "Releases"])
        #expect(try await shop.ask(path, [("category", "Alerts")]).data.arrayValue?.map { $0["id"] } == [.int(id)])
        #expect(try await shop.ask(path, [("category", "None")]).status == 404)

        var ids: [String] = []
        for label in ["a", "b", "c"] {
            let one = try await shop.ask(
                "/api/3/annotations", method: .post, body: #"{"label":"\#(label)","start":"2026-03-02"}"#)
            ids.append(String(try #require(one.data["id"]?.intValue)))
        }
        let wrong = try await shop.ask(
            path + "/bulk/\(id)", method: .put, body: #"{"annotation_ids":[\#(ids[0]),4711]}"#)
        #expect(wrong.status == 400)
        #expect(try await shop.ask("/api/3/annotations/" + ids[0]).data["category"] == .null)
        let given = try await shop.ask(
            path + "/bulk/\(id)", method: .put, body: #"{"annotation_ids":[\#(ids[0]),"\#(ids[2])"]}"#)
        #expect(given.data.arrayValue?.map { $0["category"]?["category"] } == ["Alerts", "Alerts"], "\(given.text)")
        let named = try await shop.ask("/api/3/annotations", [("category", "Alerts")])
        #expect(named.data.arrayValue?.map { $0["label"] } == ["a", "c"])
        #expect(named.data.arrayValue?.first?["category"]?["name"] == "Alerts")
        let none = try await shop.ask(path + "/bulk/4711", method: .put, body: #"{"annotation_ids":[\#(ids[0])]}"#)
        #expect(none.status == 404)

        #expect(try await shop.ask("/api/3/annotations/" + ids[0], method: .delete).json["success"] == true)
        #expect(try await shop.ask(path + "/\(id)", method: .delete).json["success"] == true)
        #expect(try await shop.ask("/api/3/annotations/" + ids[2]).data["category"] == .null)
    }

    /// The bodies of annotations, and whether they are kept.
    private static let spans = [
        (#"{"label":"x","start":"2026-03-02T10:00:00Z","end":"2026-03-02T09:00:00Z"}"#, false),
        (#"{"label":"x","start":"2026-03-02","end":"2026-03-01"}"#, false),
        (#"{"label":"x","start":"2026-03-02","end":"2026-03-02"}"#, true),
        // The evening in Berlin, and the rest of its day.
        (#"{"label":"x","start":"2026-03-02T22:30:00Z","end":"2026-03-02"}"#, true),
        (#"{"label":"x","start":"2026-03-02T23:30:00Z","end":"2026-03-02"}"#, false),
        (#"{"label":"x","start":"2026-03-02T10:00+01:00"}"#, true),
    ]

    @Test(arguments: spans.indices)
    func `nothing ends before it begins`(place: Int) async throws {
        let (body, isKept) = Self.spans[place]
        let answer = try await Shop().ask("/api/3/annotations", method: .post, body: body)
        #expect(answer.status == (isKept ? 200 : 400), "\(answer.text)")
    }

    @Test func `a release says when, in UTC`() async throws {
        let shop = try await Shop()
        func release(_ times: String) async throws -> Int {
            try await shop.ask("/api/2/release", method: .post, body: "version=1.2&title=Spring&" + times).status
        }
        #expect(try await release("release_start=2026-03-01+00:00:00&release_end=2026-03-02+00:00:00") == 200)
        #expect(try await release("release_start=2026-03-01") == 200)
        #expect(try await release("release_start=yesterday") == 400)
        #expect(try await release("release_start=2026-02-30+00:00:00") == 400)
        #expect(try await release("release_start=2026-03-02+00:00:00&release_end=2026-03-01+00:00:00") == 400)
    }
}

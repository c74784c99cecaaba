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
}

import JSON
import Testing

struct TaxonomyTests {
    private static let path = "/api/2/taxonomy/"

    @Test func `an event is planned, changed, deleted and restored`() async throws {
        let shop = try await Shop()
        let category = try await shop.ask(Self.path + "category", method: .post, body: "category_name=Money")
        #expect(category.json["success"] == true, "\(category.text)")
        let made = try await shop.ask(
            Self.path + "event", method: .post,
            body: "event_type=sign+up&category=Money&description=First+visit&tags=a,b")
        #expect(made.json == ["success": true], "\(made.text)")
        let again = try await shop.ask(Self.path + "event", method: .post, body: "event_type=sign+up")
        #expect(again.status == 409)
        #expect(again.json["success"] == false)
        let one = try await shop.ask(Self.path + "event/sign%20up")
        #expect(one.data["category"] == ["name": "Money"])
        #expect(one.data["description"] == "First visit")
        #expect(one.data["tags"] == ["a", "b"])
        #expect(one.data["is_active"] == true)

        let changed = try await shop.ask(
            Self.path + "event/sign%20up", method: .put, body: "new_event_type=signed+up&is_active=false")
        #expect(changed.json["success"] == true, "\(changed.text)")
        #expect(try await shop.ask(Self.path + "event/sign%20up").status == 404)
        #expect(try await shop.ask(Self.path + "event/signed%20up").data["is_active"] == false)

        #expect(try await shop.ask(Self.path + "event/signed%20up", method: .delete).status == 200)
        func names(_ query: [(String, String)] = []) async throws -> [String] {
            let list = try await shop.ask(Self.path + "event", query)
            return (list.data.arrayValue ?? []).compactMap { $0["event_type"]?.stringValue }
        }
        // What was collected is in the list too.
        #expect(try await names() == ["$identify", "buy", "open", "view"])
        #expect(try await names([("showDeleted", "true")]).first == "signed up")
        #expect(try await shop.ask(Self.path + "event/signed%20up/restore", method: .post).status == 200)
        #expect(try await names().first == "signed up")
    }

    @Test func `what was collected can be described and hidden`() async throws {
        let shop = try await Shop()
        let changed = try await shop.ask(
            Self.path + "event/view", method: .put, body: "display_name=Page+seen&is_hidden_from_dropdowns=true")
        #expect(changed.status == 200, "\(changed.text)")
        #expect(try await shop.ask(Self.path + "event/buy", method: .delete).status == 200)
        let types = try await shop.ask("/api/2/events/list").data.arrayValue ?? []
        let view = try #require(types.first { $0["value"] == "view" })
        #expect([view["display"], view["hidden"], view["deleted"]] == ["Page seen", true, false])
        #expect(types.first { $0["value"] == "buy" }?["deleted"] == true)
        // The plan doesn't list what is hidden, and knows it by its name.
        let planned = try await shop.ask(Self.path + "event", [("showDeleted", "true")]).data.arrayValue ?? []
        #expect(planned.map { $0["event_type"] } == ["buy", "$identify", "open"])
        #expect(try await shop.ask(Self.path + "event/view").data["display_name"] == "Page seen")
        let shown = try await shop.ask(
            Self.path + "event/view", method: .put,
            body: "is_hidden_from_dropdowns=false&is_hidden_from_pathfinder=true")
        #expect(shown.status == 200)
        #expect(try await shop.ask(Self.path + "event").data.arrayValue?.first?["event_type"] == "view")
    }

    @Test func `properties that were collected are listed and can be described`() async throws {
        let shop = try await Shop()
        func names(_ kind: String, _ field: String, _ query: [(String, String)] = []) async throws -> [String] {
            let list = try await shop.ask(Self.path + kind, query)
            return (list.data.arrayValue ?? []).compactMap { $0[field]?.stringValue }
        }
        #expect(try await names("event-property", "event_property") == ["amount", "page"])
        #expect(try await names("event-property", "event_property", [("event_type", "buy")]) == ["amount"])
        #expect(try await names("user-property", "user_property") == ["gp:plan", "gp:vip"])
        #expect(try await names("group-property", "group_property").isEmpty)
        let changed = try await shop.ask(
            Self.path + "event-property/amount", method: .put, body: "event_type=buy&description=In+euros&type=number")
        #expect(changed.status == 200, "\(changed.text)")
        let one = try await shop.ask(Self.path + "event-property/amount", [("event_type", "buy")])
        #expect([one.data["description"], one.data["event_type"]] == ["In euros", "buy"])
        #expect(try await names("event-property", "event_property", [("event_type", "buy")]) == ["amount"])
        #expect(try await shop.ask(Self.path + "user-property/age", method: .put, body: "type=number").status == 404)
    }

    @Test func `user properties that somebody made up are called gp`() async throws {
        let shop = try await Shop()
        let path = Self.path + "user-property"
        // With the prefix and without it is the same one, collected or planned.
        #expect(try await shop.ask(path + "/gp:plan").data["user_property"] == "gp:plan")
        #expect(try await shop.ask(path + "/plan").data["user_property"] == "gp:plan")
        let changed = try await shop.ask(path + "/gp:plan", method: .put, body: "description=What+they+pay")
        #expect(changed.status == 200, "\(changed.text)")
        #expect(try await shop.ask(path + "/plan").data["description"] == "What they pay")
        for name in ["gp:age", "country"] {
            #expect(try await shop.ask(path, method: .post, body: "user_property=" + name).status == 200)
        }
        #expect(try await shop.ask(path, method: .post, body: "user_property=age").status == 409)
        let renamed = try await shop.ask(
            path + "/gp:age", method: .put, body: "new_user_property_value=gp:years&type=number")
        #expect(renamed.status == 200, "\(renamed.text)")
        #expect(try await shop.ask(path + "/gp%3Ayears").data["type"] == "number")
        let all = try await shop.ask(path).data.arrayValue ?? []
        // What Amplitude itself knows of people has no prefix.
        #expect(all.map { $0["user_property"] } == ["gp:plan", "gp:years", "country", "gp:vip"])
        #expect(try await shop.ask(path + "/gp:years", method: .delete).status == 200)
        #expect(try await shop.ask(path + "/years").status == 404)
        #expect(try await shop.ask(path + "/gp:years/restore", method: .post).status == 200)
        // Properties of events and names of events are what they are.
        #expect(try await shop.ask(Self.path + "event-property/gp:page").status == 404)
    }

    @Test func `properties belong to an event or to all`() async throws {
        let shop = try await Shop()
        for form in [
            "event_property=page&event_type=view&type=string", "event_property=page&type=any&is_required=true",
        ] {
            #expect(try await shop.ask(Self.path + "event-property", method: .post, body: form).status == 200)
        }
        let ofView = try await shop.ask(Self.path + "event-property", [("event_type", "view")])
        // Collected with this event, and planned for it.
        #expect(ofView.data.arrayValue?.map { $0["type"] } == ["string"])
        let page = try await shop.ask(Self.path + "event-property/page")
        #expect([page.data["is_required"], page.data["enum_values"], page.data["regex"]] == [true, .null, .null])
        let chosen = try await shop.ask(
            Self.path + "event-property/page", method: .put, body: "type=enum&enum_values=red,+blue")
        #expect(chosen.status == 200, "\(chosen.text)")
        #expect(try await shop.ask(Self.path + "event-property/page").data["enum_values"] == ["red", "blue"])
        let named = try await shop.ask(
            Self.path + "event-property", [("event_type", "view"), ("event_property", "page")])
        #expect(named.data["type"] == "string")
        // The event in the body, as Amplitude documents it: of all properties, or of one.
        let inBody = try await shop.ask(Self.path + "event-property", body: "event_type=view")
        #expect(inBody.data == ofView.data, "\(inBody.text)")
        for path in ["event-property/page", "event-property?event_property=page"] {
            let one = try await shop.ask(Self.path + path, body: "event_type=view")
            #expect(one.data["type"] == "string", "\(one.text)")
        }
        let wrong = try await shop.ask(
            Self.path + "user-property", method: .post, body: "user_property=age&type=integer")
        #expect(wrong.status == 400)
        let text = wrong.json["errors"]?.arrayValue?.first?["message"]?.stringValue
        #expect(text?.contains("number") == true)
        #expect(
            try await shop.ask(Self.path + "group-property", method: .post, body: "group_property=size").status == 400)
    }

    @Test func `a category is renamed by its number, with its events`() async throws {
        let shop = try await Shop()
        let made = try await shop.ask(Self.path + "category", method: .post, body: "category_name=Money")
        let id = try #require(made.data["id"]?.intValue)
        _ = try await shop.ask(Self.path + "event", method: .post, body: "event_type=pay&category=Money")
        let renamed = try await shop.ask(
            Self.path + "category/\(id)", method: .put, body: "category_name=Revenue")
        #expect(renamed.status == 200, "\(renamed.text)")
        #expect(try await shop.ask(Self.path + "category").data == [["id": .int(id), "name": "Revenue"]])
        #expect(try await shop.ask(Self.path + "event/pay").data["category"] == ["name": "Revenue"])
        #expect(try await shop.ask(Self.path + "category/\(id)", method: .delete).status == 200)
        #expect(try await shop.ask(Self.path + "event/pay").data["category"] == .null)
        #expect(
            try await shop.ask(Self.path + "event", method: .post, body: "event_type=x&category=None").status == 400)
    }

    @Test func `annotations, their categories and releases`() async throws {
        let shop = try await Shop()
        let made = try await shop.ask(
            "/api/3/annotations", method: .post,
            body: #"{"label":"Launch","start":"2026-03-02T10:00:00Z","category":"Marketing","details":"TV"}"#)
        #expect(made.status == 200, "\(made.text)")
        let id = try #require(made.data["id"]?.intValue)
        #expect(made.data["category"]?["category"] == "Marketing")
        _ = try await shop.ask(
            "/api/3/annotations", method: .post, body: #"{"label":"Fix","start":"2026-03-05"}"#)
        func labels(_ query: [(String, String)]) async throws -> [JSONValue?] {
            (try await shop.ask("/api/3/annotations", query).data.arrayValue ?? []).map { $0["label"] }
        }
        #expect(try await labels([]) == ["Launch", "Fix"])
        #expect(try await labels([("category", "Marketing")]) == ["Launch"])
        #expect(try await labels([("start", "2026-03-03"), ("end", "2026-03-31")]) == ["Fix"])
        let changed = try await shop.ask(
            "/api/3/annotations/\(id)", method: .put, body: #"{"label":"Big launch","details":null}"#)
        #expect([changed.data["label"], changed.data["details"]] == ["Big launch", .null])
        #expect(try await shop.ask("/api/3/annotation-categories").data.arrayValue?.count == 1)
        #expect(try await shop.ask("/api/3/annotations/\(id)", method: .delete).status == 200)
        #expect(try await shop.ask("/api/3/annotations/\(id)").status == 404)
        #expect(
            try await shop.ask("/api/3/annotations", method: .post, body: #"{"label":"x","start":"soon"}"#).status
                == 400)
        let release = try await shop.ask(
            "/api/2/release", method: .post, body: "version=1.2&title=Spring&release_start=2026-03-01+00:00:00")
        #expect(release.json["success"] == true)
        #expect(release.json["release"]?["version"] == "1.2")
    }
}

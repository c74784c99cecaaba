import Foundation
import JSON
import Testing

@testable import Content

@Suite struct QueryTests {
    private var body: JSONObject {
        JSONObject([
            ("model", "shop"), ("view", "orders"), ("fields", ["orders.status", "orders.count"]),
            ("filters", ["orders.status": "open", "orders.is_test": "No"]), ("limit", 10), ("total", true),
            ("sorts", ["orders.count desc"]), ("vis_config", ["type": "table", "deep": [1, 2.5, ["x": nil]]]),
            ("id", "77"), ("can", [:]), ("column_limit", nil),
        ])
    }

    @Test func `an equal query is found again, in whatever order its properties came`() async throws {
        let test = try TestDatabase()
        let first = try await test.store.createQuery(QueryDefinition(json: body))
        #expect(Int64(first.id) ?? 0 >= 1 << 32 && first.slug.utf8.count == 22 && first.limit == "10")
        let reversed = JSONObject(
            body.members.reversed().map { key, value in
                guard key == "filters", let filters = value.objectValue else { return (key, value) }
                return (key, .object(JSONObject(filters.members.reversed().map { ($0.key, $0.value) })))
            })
        let again = try await test.store.createQuery(QueryDefinition(json: reversed))
        #expect(again.id == first.id && again.slug == first.slug)
        #expect(again.definition == first.definition)
        #expect(try await test.store.query(first.id) == first)
        #expect(try await test.store.query(slug: first.slug) == first)
        var other = first.definition
        other.fields.reverse()
        #expect(try await test.store.createQuery(other).id != first.id)
        #expect(try await test.store.query("3") == nil)
        #expect(try await test.store.query("x") == nil)
    }

    @Test func `a query has the slug that a client chose as well`() async throws {
        let test = try TestDatabase()
        let definition = try QueryDefinition(json: body)
        let plain = try await test.store.createQuery(definition)
        let named = try await test.store.createQuery(definition, clientSlug: "abcdefghijABCDEFGHIJ12")
        #expect(named.id == plain.id)
        #expect(try await test.store.query(slug: "abcdefghijABCDEFGHIJ12")?.id == plain.id)
        _ = try await test.store.createQuery(
            QueryDefinition(model: "a", explore: "b"), clientSlug: "abcdefghijABCDEFGHIJ12")
        #expect(try await test.store.query(slug: "abcdefghijABCDEFGHIJ12")?.id == plain.id)
        await #expect(throws: ContentError.self) {
            try await test.store.createQuery(definition, clientSlug: "../../etc/passwd")
        }
    }

    @Test func `sixteen requests for one query make one`() async throws {
        let test = try TestDatabase()
        let definition = try QueryDefinition(json: body)
        let ids = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<16 { group.addTask { try await test.store.createQuery(definition).id } }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(ids.count == 1)
    }

    @Test(arguments: [
        ("{}", "model"), (#"{"model":"a"}"#, "view"), (#"{"model":"a","view":""}"#, "view"),
        (#"{"model":"a","view":"b","fields":"c"}"#, "fields"), (#"{"model":"a","view":"b","fields":[1]}"#, "fields"),
        (#"{"model":"a","view":"b","filters":["c"]}"#, "filters"),
        (#"{"model":"a","view":"b","filters":{"c":[]}}"#, "filters"),
        (#"{"model":"a","view":"b","total":"yes"}"#, "total"),
        (#"{"model":"a","view":"b","vis_config":[]}"#, "vis_config"),
        (#"{"model":"a","view":"b","limit":{}}"#, "limit"),
    ])
    func `a wrong property is named`(_ json: String, _ field: String) throws {
        let object = try #require(try JSONValue.parse(json).objectValue)
        let error = #expect(throws: ContentError.self) { try QueryDefinition(json: object) }
        #expect(error?.field == field)
    }

    @Test func `a definition is the same after its JSON`() throws {
        let definition = try QueryDefinition(json: body)
        #expect(try QueryDefinition(json: definition.json) == definition)
        #expect(definition.json["id"] == nil)
    }

    @Test func `search finds words in titles whatever their case`() async throws {
        let test = try TestDatabase()
        let query = "model: shop, explore: orders, fields: [orders.count]"
        let files = [
            ("a.yaml", "look: {id: 1, title: Monthly users, folder: Usage, \(query)}\n"),
            ("b.yaml", "look: {id: 2, title: Users by Äon, \(query)}\n"),
            ("c.yaml", "look: {id: 3, title: '100% of _x_', \(query)}\n"),
            ("d.yaml", "dashboard: 409\ntitle: USERS and months\n"),
        ]
        #expect(try await test.store.synchronise(with: shop(), files: files) == [])
        func found(_ words: String) async throws -> [String] {
            try await test.store.search(words).map { "\($0.kind) \($0.id)" }
        }
        // "Users" and "USERS" begin with the word; the folder Users does so too.
        #expect(try await found("users") == ["folder 2", "dashboard 409", "look 2", "look 1"])
        #expect(try await Set(found("users month")) == ["look 1", "dashboard 409"])
        #expect(try await found("äON") == ["look 2"])
        for words in ["%", "_x_"] { #expect(try await found(words) == ["look 3"]) }
        for words in ["' OR 1=1 --", "  ", ""] { #expect(try await found(words).isEmpty) }
        try await test.store.recordView(of: .dashboard("409"))
        #expect(try await test.store.search("users", limit: 1).map(\.id) == ["409"])
        #expect(try await test.store.search("monthly").first?.folderName == "Usage")
    }
}

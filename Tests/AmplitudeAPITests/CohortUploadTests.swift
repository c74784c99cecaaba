import JSON
import Testing

struct CohortUploadTests {
    private static let path = "/api/3/cohorts/"

    private static func upload(_ rest: String) -> String {
        #"{"name":"buyers","id_type":"BY_USER_ID","ids":["amy-1","nobody"]\#(rest)}"#
    }

    @Test func `whose a cohort is and whether it is published is told back`() async throws {
        let shop = try await Shop()
        func listed() async throws -> [JSONValue?] {
            let first = try await shop.ask("/api/3/cohorts").json["cohorts"]?.arrayValue?.first
            return [first?["published"], first?["owners"], first?["size"]]
        }
        let made = try await shop.ask(
            Self.path + "upload", method: .post, body: Self.upload(#","owner":"ann@shop","published":false"#))
        #expect([made.json["cohortId"], made.json["cohort_id"]] == ["c1", "c1"], "\(made.text)")
        #expect(made.json["metadata"] == [["invalid_ids": ["nobody"]]])
        #expect(try await listed() == [false, ["ann@shop"], 1])
        // Other people, and published from now on; the owner stays.
        _ = try await shop.ask(
            Self.path + "upload", method: .post,
            body: #"{"existing_cohort_id":"c1","id_type":"BY_USER_ID","ids":["amy-1","bob-1"],"published":true}"#)
        #expect(try await listed() == [true, ["ann@shop"], 2])
    }

    @Test func `an upload that is not to be saved only says which ids nobody has`() async throws {
        let shop = try await Shop()
        let answer = try await shop.ask(
            Self.path + "upload", method: .post, body: Self.upload(#","skip_save":true"#))
        #expect(answer.status == 200, "\(answer.text)")
        #expect([answer.json["cohortId"], answer.json["metadata"]] == [.null, [["invalid_ids": ["nobody"]]]])
        #expect(try await shop.ask("/api/3/cohorts").json["cohorts"] == [])
    }

    @Test func `ids of groups are not taken for users`() async throws {
        let shop = try await Shop()
        for group in ["cohort_group", "count_group", "cg"] {
            let refused = try await shop.ask(
                Self.path + "upload", method: .post, body: Self.upload(#","\#(group)":"company""#))
            #expect(refused.status == 400)
            #expect(refused.text.contains(group), "\(refused.text)")
        }
        #expect(try await shop.ask("/api/3/cohorts").json["cohorts"] == [])
        let users = try await shop.ask(
            Self.path + "upload", method: .post, body: Self.upload(#","cohort_group":"User""#))
        #expect(users.status == 200, "\(users.text)")
        let change = try await shop.ask(
            Self.path + "membership", method: .post,
            body: """
                {"cohort_id":"c1","count_group":"company",
                "memberships":[{"ids":["bob-1"],"id_type":"BY_NAME","operation":"ADD"}]}
                """)
        #expect(change.status == 400)
        #expect(change.json["error"]?["message"]?.stringValue?.contains("company") == true, "\(change.text)")
    }

    @Test func `a change with ids that nobody has says which, and changes nothing`() async throws {
        let shop = try await Shop()
        _ = try await shop.ask(Self.path + "upload", method: .post, body: Self.upload(""))
        let refused = try await shop.ask(
            Self.path + "membership", method: .post,
            body: """
                {"cohort_id":"c1","skip_invalid_ids":false,
                "memberships":[{"ids":["bob-1","ghost"],"id_type":"BY_NAME","operation":"ADD"},
                {"ids":["4711"],"id_type":"BY_ID","operation":"REMOVE"}]}
                """)
        #expect(refused.status == 400)
        let error = try #require(refused.json["error"])
        #expect(error["message"]?.stringValue?.contains("ghost") == true, "\(refused.text)")
        #expect(error["code"] == 400)
        #expect(error["metadata"]?["cohort_id"] == "c1")
        let results = error["metadata"]?["memberships_result"]?.arrayValue ?? []
        #expect(results.map { $0["skipped_ids"] } == [["ghost"], ["4711"]])
        #expect(results.map { $0["operation"] } == ["ADD", "REMOVE"])
        #expect(await shop.cohorts.members(of: "c1", project: 1)?.count == 1)

        let unknown = try await shop.ask(
            Self.path + "membership", method: .post, body: #"{"cohort_id":"none","memberships":[]}"#)
        #expect(unknown.status == 404)
        #expect(unknown.json["error"]?["code"] == 404)
        #expect(unknown.json["error"]?["metadata"] == nil)
    }
}

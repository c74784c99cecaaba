import JSON
import Testing

struct PeopleTests {
    @Test func `people are found by their ids and by the beginning of one`() async throws {
        let shop = try await Shop()
        let found = try await shop.ask("/api/2/usersearch", [("user", "amy-1")])
        #expect(found.json["type"] == "match_user_or_device_id")
        let amy = try #require(found.json["matches"]?.arrayValue?.first)
        #expect(amy["user_id"] == "amy-1")
        #expect(amy["last_device_id"] == "device of amy-1")
        #expect(amy["last_seen"] == "2026-03-03")
        let number = try #require(amy["amplitude_id"]?.intValue)
        let byNumber = try await shop.ask("/api/2/usersearch", [("user", String(number))])
        #expect(byNumber.json["type"] == "match_amplitude_id")
        #expect(byNumber.json["matches"]?.arrayValue?.first?["user_id"] == "amy-1")
        let byDevice = try await shop.ask("/api/2/usersearch", [("user", "device of amy-1")])
        #expect(byDevice.json["matches"]?.arrayValue?.first?["user_id"] == "amy-1")
        let beginning = try await shop.ask("/api/2/usersearch", [("user", "cy")])
        #expect(beginning.json["type"] == "match_user_id_prefix")
        #expect(beginning.json["matches"]?.arrayValue?.first?["user_id"] == "cyd-1")
        let nobody = try await shop.ask("/api/2/usersearch", [("user", "dan-1")])
        #expect(nobody.json == ["type": "nomatch", "matches": []])
    }

    @Test func `what somebody did, the latest first`() async throws {
        let shop = try await Shop()
        let found = try await shop.ask("/api/2/usersearch", [("user", "amy-1")])
        let number = try #require(found.json["matches"]?.arrayValue?.first?["amplitude_id"]?.intValue)
        let answer = try await shop.ask("/api/2/useractivity", [("user", String(number))])
        #expect(answer.status == 200, "\(answer.text)")
        let data = try #require(answer.json["userData"])
        #expect([data["user_id"], data["canonical_amplitude_id"]] == ["amy-1", .int(number)])
        #expect([data["num_events"], data["num_sessions"], data["usage_time"]] == [4, 2, 3_600_000])
        #expect([data["first_used"], data["last_used"]] == ["2026-03-02", "2026-03-03"])
        #expect([data["purchases"], data["revenue"]] == [1, 20])
        #expect(data["country"] == "Italy")
        #expect(data["properties"] == ["plan": "free", "vip": true])
        let events = answer.json["events"]?.arrayValue ?? []
        #expect(events.map { $0["event_type"] } == ["$identify", "open", "buy", "view"])
        #expect(events.last?["event_time"] == "2026-03-02 09:00:00.000000")
        #expect(events.last?["event_properties"] == ["page": "/a"])
        let page = try await shop.ask(
            "/api/2/useractivity",
            [("user", String(number)), ("direction", "earliest"), ("offset", "1"), ("limit", "1")])
        #expect(page.json["events"]?.arrayValue?.map { $0["event_type"] } == ["buy"])
        // A session is not cut: each has two events.
        for (limit, types) in [("1", ["$identify", "open"]), ("3", ["$identify", "open", "buy", "view"])] {
            let whole = try await shop.ask("/api/2/useractivity", [("user", String(number)), ("limit", limit)])
            let seen = (whole.json["events"]?.arrayValue ?? []).compactMap { $0["event_type"]?.stringValue }
            #expect(seen == types)
        }
        let earliest = try await shop.ask(
            "/api/2/useractivity", [("user", String(number)), ("direction", "earliest"), ("limit", "1")])
        #expect(earliest.json["events"]?.arrayValue?.map { $0["event_type"] } == ["view", "buy"])
        #expect(try await shop.ask("/api/2/useractivity", [("user", "amy-1")]).status == 400)
        #expect(try await shop.ask("/api/2/useractivity", [("user", "4711")]).status == 400)
    }

    @Test func `event types with what this week had`() async throws {
        let shop = try await Shop()
        // Wednesday, 4 March, 20:00.
        let answer = try await shop.ask("/api/2/events/list", now: 1_772_654_400_000_000)
        let types = answer.data.arrayValue ?? []
        #expect(types.map { $0["value"] } == ["$identify", "buy", "open", "view"])
        #expect(types.map { $0["totals"] } == [1, 3, 1, 3])
        #expect(types.map { $0["non_active"] } == [true, false, false, false])
    }

    @Test func `a profile has the properties and cohorts that are asked for`() async throws {
        let shop = try await Shop()
        _ = try await shop.ask(
            "/api/3/cohorts/upload", method: .post,
            body: #"{"name":"all","id_type":"BY_USER_ID","ids":["amy-1","bob-1"]}"#)
        let path = "/v1/userprofile"
        let plain = try await shop.ask(path, [("user_id", "amy-1")], keys: "secret-1")
        #expect(plain.status == 200, "\(plain.text)")
        #expect(plain.json["userData"]?["amp_props"] == .null)
        let whole = try await shop.ask(
            path, [("user_id", "amy-1"), ("get_amp_props", "true"), ("get_cohort_ids", "true")], keys: "secret-1")
        let data = try #require(whole.json["userData"])
        #expect([data["user_id"], data["device_id"]] == ["amy-1", "device of amy-1"])
        #expect([data["amp_props"]?["plan"], data["amp_props"]?["country"]] == ["free", "Italy"])
        #expect(data["cohort_ids"] == ["c1"])
        let byDevice = try await shop.ask(path, [("device_id", "device of bob-1")], keys: "secret-1")
        #expect(byDevice.json["userData"]?["user_id"] == "bob-1")
        let nobody = try await shop.ask(path, [("user_id", "dan-1")], keys: "secret-1")
        #expect(nobody.status == 404)
        #expect(nobody.json == ["error": "User id and device id not seen before"])
        #expect(try await shop.ask(path, keys: "secret-1").json["error"]?.stringValue?.contains("user_id") == true)
        let wrong = try await shop.ask(path, [("user_id", "amy-1")], keys: "wrong")
        #expect(wrong.status == 401)
        #expect(wrong.text == "Invalid Api-Key")
        let none = try await shop.ask(path, [("user_id", "amy-1")], keys: nil)
        #expect(none.status == 401)
        #expect(none.text == "Missing Api-Key in Authorization header")
    }

    @Test func `somebody's events of some days are handed out`() async throws {
        let shop = try await Shop()
        let accepted = try await shop.ask(
            "/api/2/dsar/requests", method: .post,
            body: #"{"userId":"amy-1","startDate":"2026-03-02","endDate":"2026-03-02"}"#)
        #expect(accepted.status == 202, "\(accepted.text)")
        let id = String(try #require(accepted.json["requestId"]?.intValue))
        let status = try await shop.ask("/api/2/dsar/requests/" + id)
        #expect([status.json["status"], status.json["userId"]] == ["done", "amy-1"])
        // The 10th and two days.
        #expect(status.json["expires"] == "2026-03-12")
        let url = try #require(status.json["urls"]?.arrayValue?.first?.stringValue)
        #expect(url.hasPrefix("http://here/"))
        let file = try await shop.ask(String(url.dropFirst("http://here".count)))
        let lines = String(decoding: try ExportTests.unpacked(file.bytes), as: UTF8.self).split(separator: "\n")
        let events = try lines.map { try JSONValue.parse(String($0)) }
        #expect(events.map { $0["event_type"] } == ["view", "buy"])
        #expect(events.map { $0["user_id"] } == ["amy-1", "amy-1"])
        let nobody = try await shop.ask(
            "/api/2/dsar/requests", method: .post,
            body: #"{"userId":"dan-1","startDate":"2026-03-02","endDate":"2026-03-02"}"#)
        #expect(nobody.status == 404)
    }

    @Test func `a request for somebody's events comes as a form, too, and ends after two days`() async throws {
        let shop = try await Shop()
        let path = "/api/2/dsar/requests"
        let days = "&startDate=2026-03-02&endDate=2026-03-02"
        let byUser = try await shop.ask(path, method: .post, body: "userId=bob-1" + days)
        #expect(byUser.status == 202, "\(byUser.text)")
        let first = String(try #require(byUser.json["requestId"]?.intValue))
        let number = try #require(try await shop.ask(path + "/" + first).json["amplitudeId"]?.intValue)
        let byNumber = try await shop.ask(path, method: .post, body: "amplitudeId=\(number)" + days)
        let second = String(try #require(byNumber.json["requestId"]?.intValue))
        #expect(try await shop.ask(path + "/" + second).json["userId"] == "bob-1")
        // A number is an id like any other.
        let nobody = try await shop.ask(
            path, method: .post, body: #"{"userId":12345,"startDate":"2026-03-02","endDate":"2026-03-02"}"#)
        #expect(nobody.status == 404, "\(nobody.text)")
        #expect(try await shop.ask(path + "/" + first, keys: "api-2:secret-2").status == 404)

        let day: Int64 = 86_400_000_000
        #expect(try await shop.ask(path + "/" + first, now: Shop.noon + 2 * day).status == 200)
        #expect(try await shop.ask(path + "/" + first, now: Shop.noon + 3 * day).status == 404)
        #expect(try await shop.ask(path + "/\(first)/outputs/0", now: Shop.noon + 3 * day).status == 404)
        #expect(await shop.records.records("access-request", project: 1).count == 2)
        _ = try await shop.ask(path, method: .post, body: "userId=bob-1" + days, now: Shop.noon + 3 * day)
        #expect(await shop.records.records("access-request", project: 1).count == 1)
    }

    @Test func `people are deleted at once by those who may`() async throws {
        let shop = try await Shop()
        let path = "/api/2/deletions/users"
        let unknown = try await shop.ask(
            path, method: .post, body: #"{"user_ids":["amy-1","nobody"],"requester":"ann"}"#)
        #expect(unknown.status == 400)
        let deleted = try await shop.ask(
            path, method: .post, body: "user_ids=amy-1&user_ids=nobody&requester=ann&ignore_invalid_id=True")
        #expect(deleted.status == 200, "\(deleted.text)")
        #expect([deleted.json["status"], deleted.json["day"]] == ["done", "2026-03-10"])
        #expect(deleted.json["amplitude_ids"]?.arrayValue?.map { $0["requester"] } == ["ann"])
        #expect(try await shop.ask("/api/2/usersearch", [("user", "amy-1")]).json["type"] == "nomatch")
        let query = [("e", #"{"event_type":"_active"}"#), ("start", "20260302"), ("end", "20260304")]
        // Bob, cyd, bob.
        #expect(try await shop.ask("/api/2/events/segmentation", query).data["series"] == [[1, 1, 1]])
        let jobs = try await shop.ask(path, [("start_day", "2026-03-10"), ("end_day", "2026-03-10")])
        #expect(jobs.json.arrayValue?.count == 1, "\(jobs.text)")
        let other = try await shop.ask(
            path, method: .post, body: #"{"user_ids":["dan-1"]}"#, keys: "api-2:secret-2")
        #expect(other.status == 403)
    }

    @Test func `an upload is a cohort, changes, and comes back as a file`() async throws {
        let shop = try await Shop()
        let upload = try await shop.ask(
            "/api/3/cohorts/upload", method: .post,
            body:
                #"{"name":"buyers","app_id":1,"id_type":"BY_USER_ID","ids":["amy-1","bob-1","nobody"],"published":true}"#
        )
        #expect(upload.status == 200, "\(upload.text)")
        let id = try #require(upload.json["cohortId"]?.stringValue)
        let list = try await shop.ask("/api/3/cohorts")
        #expect(list.json["cohorts"]?.arrayValue?.map { $0["name"] } == ["buyers"])
        #expect(list.json["cohorts"]?.arrayValue?.first?["size"] == 2)

        // As a segment: amy and bob.
        let segment = #"[{"prop":"userdata_cohort","op":"is","values":["\#(id)"]}]"#
        let query = [("e", #"{"event_type":"buy"}"#), ("start", "20260302"), ("end", "20260304"), ("s", segment)]
        #expect(try await shop.ask("/api/2/events/segmentation", query).data["series"] == [[1, 0, 1]])

        let change = try await shop.ask(
            "/api/3/cohorts/membership", method: .post,
            body: """
                {"cohort_id":"\(id)","memberships":[{"ids":["cyd-1"],"id_type":"BY_NAME","operation":"ADD"},
                {"ids":["bob-1"],"id_type":"BY_NAME","operation":"REMOVE"}]}
                """)
        #expect(change.json["memberships_result"]?.arrayValue?.count == 2, "\(change.text)")

        let request = try await shop.ask("/api/5/cohorts/request/" + id, [("props", "1"), ("propKeys", "plan")])
        #expect(request.status == 202)
        let number = try #require(request.json["request_id"]?.stringValue)
        let status = try await shop.ask("/api/5/cohorts/request-status/" + number)
        #expect(status.status == 200)
        #expect(status.json["async_status"] == "JOB COMPLETED")
        let file = try await shop.ask("/api/5/cohorts/request/\(number)/file")
        let lines = file.text.split(separator: "\r\n").map { $0.split(separator: ",").map(String.init) }
        #expect(lines.first == ["user_id", "amplitude_id", "plan"])
        #expect(lines.dropFirst().map { [$0.first, $0.last] } == [["amy-1", "free"], ["cyd-1", "free"]])
        #expect(try await shop.ask("/api/5/cohorts/request/none").status == 404)

        // By the names of Amplitude: what somebody made up, and what is known of people anyway.
        let named = try await shop.ask(
            "/api/5/cohorts/request/" + id,
            [("props", "1"), ("propKeys", "gp:plan"), ("propKeys", "country"), ("propKeys", "none")])
        let other = try #require(named.json["request_id"]?.stringValue)
        let people = try await shop.ask("/api/5/cohorts/request/\(other)/file").text.split(separator: "\r\n")
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        #expect(people.first == ["user_id", "amplitude_id", "gp:plan", "country", "none"])
        #expect(people.dropFirst().map { Array($0.dropFirst(2)) } == [["free", "Italy", ""], ["free", "Italy", ""]])
    }
}

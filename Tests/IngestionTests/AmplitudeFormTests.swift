import Ingestion
import JSON
import Landing
import Testing

/// Amplitude's calls that are forms and are answered with text.
@Suite struct AmplitudeFormTests {
    let fixture: DoorFixture

    init() throws { fixture = try DoorFixture() }

    private func send(_ path: String, _ body: String) async -> String {
        let answer = await fixture.amplitude().answer(post(body, to: path))
        return "\(answer.status) \(answer.text)"
    }

    private func decoded() async throws -> DecodedBody {
        let body = try #require(try await fixture.stored().last)
        return body.format == AmplitudeMappingDecoder.format
            ? try AmplitudeMappingDecoder().decode(body) : try AmplitudeDecoder().decode(body)
    }

    @Test(arguments: [
        #"api_key=key-1&identification=%5B%7B%22user_id%22%3A%22amy-1%22%2C%22user_properties%22%3A%7B%22plan%22%3A%22pro%22%7D%7D%5D"#,
        #"{"api_key":"key-1","identification":{"user_id":"amy-1","user_properties":{"plan":"pro"}}}"#,
    ])
    func `an identify sets properties and makes nobody active`(_ body: String) async throws {
        #expect(await send("/identify", body) == "200 success")
        let event = try #require(try await decoded().events.first)
        #expect(event.type == "$identify")
        #expect(event.isSystem)
        #expect(event.userID == "amy-1")
        #expect(event.userOperations == JSONObject([("plan", "pro")]))
    }

    @Test func `properties of a group`() async throws {
        let body =
            #"{"api_key":"key-1","identification":[{"group_type":"company","group_value":"acme","group_properties":{"seats":5}}]}"#
        #expect(await send("/groupidentify", body) == "200 success")
        let event = try #require(try await decoded().events.first)
        #expect(event.groups.map(\.type) == ["company"])
        #expect(event.groups.first?.names == ["acme"])
        #expect(event.groupOperations == JSONObject([("seats", 5)]))
    }

    @Test func `attribution of a device that is known by its advertising id alone`() async throws {
        let body =
            #"{"api_key":"key-1","event":{"event_type":"[YourNetwork] Install","idfa":"AEBE52E7-03EE-455A-B3C4-E57283966239","user_properties":{"[YourNetwork] media source":"ads"},"platform":"ios"}}"#
        #expect(await send("/attribution", body) == "200 success")
        let event = try #require(try await decoded().events.first)
        #expect(event.deviceID == "AEBE52E7-03EE-455A-B3C4-E57283966239")
        #expect(event.type == "[YourNetwork] Install")
    }

    /// The digest of "2key-1[…]1767225600000", taken with md5sum.
    @Test func `old kits upload a form with a checksum`() async throws {
        let events = #"[{"event_type":"open","user_id":"amy-1","timestamp":1767225600000,"uuid":"u-1","session_id":5}]"#
        let form = "client=key-1&v=2&upload_time=1767225600000&e=" + escaped(events)
        for path in ["/", "/httpapi"] {
            #expect(await send(path, form + "&checksum=dd818602c3e3db5ce129a7c0aea9affd") == "200 success")
            let event = try #require(try await decoded().events.first)
            #expect(event.insertID == "u-1")
            #expect(event.clientTime == newYear)
            #expect(event.clientUploadTime == newYear)
        }
        #expect(await send("/", form + "&checksum=00000000000000000000000000000000") == "400 bad_checksum")
        #expect(await send("/httpapi", "api_key=key-1&event=" + escaped(events)) == "200 success")
        #expect(await send("/", "client=key-1&v=2") == "400 missing_event")
    }

    @Test func `users are mapped, and mappings taken back`() async throws {
        let body =
            #"{"api_key":"key-1","mapping":[{"user_id":"amy-1","global_user_id":"g"},{"user_id":"bob-1","unmap":true}]}"#
        #expect(await send("/usermap", body) == "200 success")
        #expect(try await decoded().mappings == [UserMapping("amy-1", to: "g"), UserMapping("bob-1", to: nil)])
        let form = #"api_key=key-1&mapping="# + escaped(#"[{"user_id":7,"global_user_id":"g"}]"#)
        #expect(await send("/usermap/", form) == "200 success")
        #expect(try await decoded().mappings == [UserMapping("7", to: "g")])
    }

    @Test(arguments: [
        ("/identify", #"{"identification":{"user_id":"amy-1"}}"#, "missing_api_key"),
        ("/identify", #"{"api_key":"key-1"}"#, "missing_event"),
        ("/identify", #"{"api_key":"key-1","identification":[]}"#, "missing_event"),
        ("/identify", #"api_key=key-1&identification=%5B"#, "invalid_identification"),
        ("/identify", #"{"api_key":"key-2","identification":{"user_id":"amy-1"}}"#, "Invalid API key: key-2"),
        (
            "/identify", #"{"api_key":"key-1","identification":{"user_properties":{}}}"#,
            "Request missing required field"
        ),
        ("/usermap", #"{"api_key":"key-1"}"#, "missing_mapping"),
        ("/usermap", #"{"api_key":"key-2","mapping":[{"user_id":"a","unmap":true}]}"#, "Invalid API key: key-2"),
        (
            "/usermap", #"{"api_key":"key-1","mapping":[{"user_id":"a","global_user_id":"null"}]}"#,
            "invalid_global_user_id in mapping 0"
        ),
        ("/usermap", #"{"api_key":"key-1","mapping":[{"global_user_id":"a"}]}"#, "invalid_user_id in mapping 0"),
        (
            "/usermap", #"{"api_key":"key-1","mapping":[{"user_id":"a","global_user_id":"a"}]}"#,
            "user_id and global_user_id are the same in mapping 0"
        ),
    ])
    func `what is wrong is said in text, and nothing is stored`(_ path: String, _ body: String, _ words: String)
        async throws
    {
        #expect(await send(path, body) == "400 " + words)
        #expect(try await fixture.stored().isEmpty)
    }

    private func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            let hex = String(byte, radix: 16, uppercase: true)
            return "%" + (hex.count < 2 ? "0" : "") + hex
        }.joined()
    }
}

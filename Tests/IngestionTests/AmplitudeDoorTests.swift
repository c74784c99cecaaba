import Ingestion
import JSON
import Landing
import Testing

@Suite struct AmplitudeDoorTests {
    let fixture: DoorFixture

    init() throws { fixture = try DoorFixture() }

    private func expect(
        _ body: String, answers status: Int, _ expected: String, to path: String = "/2/httpapi",
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let answer = await fixture.amplitude().answer(post(body, to: path))
        #expect(answer.status == status, sourceLocation: sourceLocation)
        #expect(answer.json == (try JSONValue.parse(expected)), sourceLocation: sourceLocation)
        #expect(answer.json?["code"]?.intValue == Int64(status), sourceLocation: sourceLocation)
    }

    @Test func `good events are counted, and the body is on disk as it came`() async throws {
        let body =
            #"{"api_key":"key-1", "events":[{"event_type":"open","user_id":"amy-1"},{"event_type":"buy","device_id":"device-1","time":1767225600000}]}"#
        try await expect(
            body, answers: 200,
            #"{"code":200,"events_ingested":2,"payload_size_bytes":\#(body.utf8.count),"server_upload_time":1767225600000}"#
        )
        let stored = try await fixture.stored()
        #expect(stored.count == 1)
        #expect(stored[0].body == Array(body.utf8))
        #expect(stored[0].project == ProjectID(1))
        #expect(stored[0].format == "amplitude-v2")
        #expect(stored[0].clientAddress == "203.0.113.7")
    }

    @Test(arguments: ["/2/httpapi", "/2/httpapi/", "/batch", "/batch/"])
    func `every path may end in a slash`(_ path: String) async throws {
        let answer = await fixture.amplitude().answer(
            post(#"{"api_key":"key-1","events":[{"event_type":"open","user_id":"amy-1"}]}"#, to: path))
        #expect(answer.status == 200)
    }

    private static let lists = """
        "events_with_invalid_fields":{},"events_with_missing_fields":{},"events_with_invalid_id_lengths":{},
        "eps_threshold":0,"exceeded_daily_quota_devices":{},"silenced_devices":[],"silenced_events":[],
        "throttled_devices":{},"throttled_events":[]
        """

    @Test(arguments: [
        ("", "Missing request body"), ("  \n", "Missing request body"), ("{", "Invalid JSON request body"),
        ("[1]", "Invalid JSON request body"), ("{} trailing", "Invalid JSON request body"),
        (#"{"a":nan}"#, "Invalid JSON request body"), (#"{"a":"\ud800"}"#, "Invalid JSON request body"),
    ])
    func `a body that is no JSON object is refused whole`(_ body: String, _ error: String) async throws {
        try await expect(body, answers: 400, #"{"code":400,"error":"\#(error)",\#(Self.lists)}"#)
        #expect(try await fixture.stored().isEmpty)
    }

    @Test(arguments: [
        ("NaN", "null"), ("Infinity", "null"), ("-Infinity", "null"), ("1e400", "null"), ("-1e400", "null"),
        ("123456789012345678901234567890", "1.2345678901234568e+29"), ("18446744073709551615", "18446744073709551615"),
    ])
    func `a number that JSON can't hold loses itself and nothing else`(
        _ number: String, _ stored: String
    ) async throws {
        let body =
            #"{"api_key":"key-1","events":[{"event_type":"a","user_id":"amy-1","event_properties":{"n":\#(number),"t":"NaN \" 1e400"}}]}"#
        #expect(await fixture.amplitude().answer(post(body)).status == 200)
        let kept = try #require(try await fixture.stored().first)
        #expect(kept.body == Array(body.utf8))
        #expect(
            try AmplitudeDecoder().decode(kept).events.map(\.properties) == [#"{"n":\#(stored),"t":"NaN \" 1e400"}"#])
    }

    @Test(arguments: [
        (#""groups":{"company":"acme"}"#, 200), (#""groups":{"company":"acme"},"user_id":null"#, 200),
        (#""groups":{"company":"acme"},"user_id":"anonymous""#, 400), (#""groups":{}"#, 400), (#""time":null"#, 400),
    ])
    func `properties of a group need nobody's id`(_ members: String, _ status: Int) async {
        let answer = await fixture.amplitude().answer(
            post(#"{"api_key":"key-1","events":[{"event_type":"$groupidentify",\#(members)}]}"#))
        #expect(answer.status == status)
    }

    @Test func `what is nested too deeply is refused`() async {
        let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
        let answer = await fixture.amplitude().answer(post(#"{"api_key":"key-1","events":\#(deep)}"#))
        #expect(answer.status == 400)
        #expect(answer.json?["error"] == "Invalid JSON request body")
    }

    @Test func `bytes that are no UTF-8 are refused`() async throws {
        for bytes in [[0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D] as [UInt8], [0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00]] {
            let answer = await fixture.amplitude().answer(post(bytes))
            #expect(answer.status == 400)
            #expect(answer.json?["error"] == "Invalid JSON request body")
        }
    }

    @Test(arguments: [
        (#"{"events":[{"event_type":"a","user_id":"amy-1"}]}"#, "api_key"),
        (#"{"api_key":null,"events":[]}"#, "api_key"),
        (#"{"api_key":"key-1"}"#, "events"), (#"{"api_key":"key-1","events":[]}"#, "events"),
        (#"{"api_key":"key-1","events":{}}"#, "events"),
    ])
    func `a missing field of the request is named, which stops clients from trying again`(
        _ body: String, _ field: String
    ) async throws {
        try await expect(
            body, answers: 400,
            #"{"code":400,"error":"Request missing required field","missing_field":"\#(field)",\#(Self.lists)}"#)
    }

    @Test func `an unknown key is answered with the prefix that clients look for`() async throws {
        try await expect(
            #"{"api_key":"wrong","events":[{"event_type":"a","user_id":"amy-1"}]}"#, answers: 400,
            #"{"code":400,"error":"Invalid API key: wrong",\#(Self.lists)}"#)
        let rejects = try await fixture.queue.rejects()
        #expect(rejects.map(\.reason) == ["the key is unknown"])
        #expect(rejects[0].key == "wrong")
    }

    @Test func `every bad event is listed under its field and nothing is stored`() async throws {
        try await expect(
            """
            {"api_key":"key-1","events":[
                {"event_type":"a","user_id":"amy-1"},
                {"event_type":"a","user_id":"amy-1","time":12345},
                {"user_id":"amy-1"},
                {"event_type":"a","user_id":"amy"},
                {"event_type":"a"},
                {"event_type":"a","user_id":"anonymous","device_id":"NULL"},
                {"event_type":"a","user_id":"amy-1","event_properties":[1]},
                {"event_type":"a","user_id":"amy-1","price":"cheap"},
                "text"
            ]}
            """, answers: 400,
            """
            {"code":400,"error":"Request missing required field",
             "events_with_invalid_fields":{"device_id":[5],"event":[8],"event_properties":[6],"price":[7],"time":[1],
                "user_id":[5]},
             "events_with_missing_fields":{"event_type":[2],"user_id":[4]},
             "events_with_invalid_id_lengths":{"user_id":[3]},
             "eps_threshold":0,"exceeded_daily_quota_devices":{},"silenced_devices":[],"silenced_events":[],
             "throttled_devices":{},"throttled_events":[]}
            """)
        #expect(try await fixture.stored().isEmpty)
        let rejects = try await fixture.queue.rejects()
        #expect(rejects.count == 8)
        #expect(rejects.last?.index == 1)
        #expect(rejects.last?.reason == "time has an invalid value")
        #expect(rejects.last.map { String(decoding: $0.body, as: UTF8.self) }?.contains("12345") == true)
    }

    @Test(arguments: [
        ("1767225600000", 200), ("1767225600000.0", 200), ("\"2026-01-01T00:00:00Z\"", 200), ("null", 200),
        ("1767225600", 400), ("1767225600000000", 400), ("-1", 400), ("\"2026-02-30\"", 400), ("\"soon\"", 400),
        ("true", 400), ("852076800000", 200),
    ])
    func `times are milliseconds or ISO text`(_ time: String, _ status: Int) async throws {
        let answer = await fixture.amplitude().answer(
            post(#"{"api_key":"key-1","events":[{"event_type":"a","user_id":"amy-1","time":\#(time)}]}"#))
        #expect(answer.status == status)
        if status == 400 { #expect(answer.json?["events_with_invalid_fields"]?["time"] == [0]) }
    }

    @Test(arguments: [
        (#"{"user_id":"amy"}"#, "{}", 400), (#"{"user_id":"amy"}"#, #"{"min_id_length":1}"#, 200),
        (#"{"user_id":"amy","device_id":"device-1"}"#, "{}", 200), (#"{"user_id":12345}"#, "{}", 200),
        (#"{"user_id":"longer"}"#, #"{"min_id_length":10}"#, 400), (#"{"user_id":"a\u0000bcdef"}"#, "{}", 400),
        (#"{"user_id":"amy-1","insert_id":"\#(String(repeating: "x", count: 1024))"}"#, "{}", 400),
        (#"{"user_id":"amy-1","insert_id":"a\u0000b"}"#, "{}", 400), (#"{"user_id":true}"#, "{}", 400),
        (#"{"user_id":"0","device_id":"00000000-0000-0000-0000-000000000000"}"#, #"{"min_id_length":1}"#, 400),
    ])
    func `ids are long enough, real and whole`(_ ids: String, _ options: String, _ status: Int) async throws {
        let event = ids.dropLast() + #","event_type":"a"}"#
        let answer = await fixture.amplitude().answer(
            post(#"{"api_key":"key-1","options":\#(options),"events":[\#(event)]}"#))
        #expect(answer.status == status)
    }

    @Test func `too many events and too many bytes are 413, by path`() async throws {
        let event = #"{"event_type":"a","user_id":"amy-1"}"#
        let many = Array(repeating: event, count: 2001).joined(separator: ",")
        try await expect(
            #"{"api_key":"key-1","events":[\#(many)]}"#, answers: 413, #"{"code":413,"error":"Payload too large"}"#)
        let long =
            #"{"api_key":"key-1","events":[{"event_type":"a","user_id":"amy-1","event_properties":{"t":"\#(String(repeating: "x", count: 1 << 20))"}}]}"#
        try await expect(long, answers: 413, #"{"code":413,"error":"Payload too large"}"#)
        let answer = await fixture.amplitude().answer(post(long, to: "/batch"))
        #expect(answer.status == 200)
    }

    @Test func `whatever the content type says, JSON is JSON, also in a form`() async throws {
        let json = #"{"api_key":"key-1","events":[{"event_type":"open","user_id":"amy-1"}]}"#
        let escaped = json.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        for (body, type) in [(json, "text/plain"), ("v=1&data=" + escaped, "application/x-www-form-urlencoded")] {
            let answer = await fixture.amplitude().answer(post(body, headers: ["content-type": type]))
            #expect(answer.status == 200)
        }
        for stored in try await fixture.stored() {
            #expect(try AmplitudeDecoder().decode(stored).events.map(\.type) == ["open"])
        }
    }

    @Test func `gzip is unpacked, with and without its header`() async throws {
        let json = Array(#"{"api_key":"key-1","events":[{"event_type":"open","user_id":"amy-1"}]}"#.utf8)
        for headers in [[:], ["content-encoding": "gzip"]] {
            #expect(await fixture.amplitude().answer(post(gzip(json), headers: headers)).status == 200)
        }
        #expect(try await fixture.stored().map(\.body) == [json, json])
    }

    @Test func `compressed bodies that lie are refused`() async throws {
        let json = Array(#"{"api_key":"key-1","events":[{"event_type":"open","user_id":"amy-1"}]}"#.utf8)
        let bomb = gzip([UInt8](repeating: 0x20, count: 30 << 20))
        let packed = gzip(json)
        let cases: [([UInt8], [String: String], Int)] = [
            (bomb, ["content-encoding": "gzip"], 413), (gzip(packed), ["content-encoding": "gzip"], 415),
            (Array(packed.dropLast(5)), ["content-encoding": "gzip"], 400), (packed + [1, 2, 3], [:], 400),
            (json, ["content-encoding": "gzip"], 400), (json, ["content-encoding": "br"], 415),
        ]
        for (body, headers, status) in cases {
            let answer = await fixture.amplitude().answer(post(body, to: "/batch", headers: headers))
            #expect(answer.status == status)
        }
        #expect(try await fixture.stored().isEmpty)
    }

    @Test func `other methods and paths have answers of their own`() async {
        var request = post("{}")
        request.method = "GET"
        #expect(await fixture.amplitude().answer(request).status == 405)
        let answer = await fixture.amplitude().answer(post("{}", to: "/2/other"))
        #expect(answer.status == 404)
        #expect(answer.json?["error"] == "Invalid request path")
    }

    @Test func `a page of another site may send`() async {
        var request = post("", headers: ["origin": "https://shop.example", "access-control-request-headers": "x-own"])
        request.method = "OPTIONS"
        let answer = await fixture.amplitude().answer(request)
        #expect(answer.status == 204)
        #expect(answer.header("access-control-allow-origin") == "https://shop.example")
        #expect(answer.header("access-control-allow-credentials") == "true")
        #expect(answer.header("access-control-allow-headers")?.hasSuffix("x-own") == true)
        let refused = await fixture.amplitude().answer(post("{", headers: ["origin": "https://shop.example"]))
        #expect(refused.header("access-control-allow-origin") == "https://shop.example")
    }

    @Test func `a device that sends too much has to wait, and is named`() async throws {
        let door = fixture.amplitude { $0.eventsPerDeviceAndSecond = 1 }
        let event = #"{"event_type":"a","device_id":"device-1"}"#
        let many = Array(repeating: event, count: 31).joined(separator: ",")
        let answer = await door.answer(
            post(#"{"api_key":"key-1","events":[{"event_type":"a","user_id":"amy-1"},\#(many)]}"#))
        #expect(answer.status == 429)
        #expect(answer.json?["throttled_devices"] == ["device-1": 1])
        #expect(answer.json?["throttled_events"]?.arrayValue?.count == 31)
        #expect(answer.json?["eps_threshold"] == 1)
        #expect(try await fixture.stored().isEmpty)
        #expect(await door.answer(post(#"{"api_key":"key-1","events":[\#(event)]}"#)).status == 200)
    }

    @Test func `a full disk and an overfull queue are answers to try again`() async throws {
        let body = #"{"api_key":"key-1","events":[{"event_type":"a","user_id":"amy-1"}]}"#
        var limits = DurableQueue.Limits()
        limits.storedBytes = 10
        let small = try DoorFixture(limits: limits)
        let busy = await small.amplitude().answer(post(body))
        #expect(busy.status == 503)
        #expect(busy.header("retry-after") == "2")
        limits = DurableQueue.Limits()
        limits.reservedDiskBytes = .max / 2
        let full = try DoorFixture(limits: limits)
        #expect(await full.amplitude().answer(post(body)).status == 507)
        let closed = try DoorFixture()
        await closed.queue.close()
        #expect(await closed.amplitude().answer(post(body)).status == 503)
    }

    @Test func `what a proxy forwards counts only if the proxy is known`() async throws {
        let body = #"{"api_key":"key-1","events":[{"event_type":"a","user_id":"amy-1","ip":"$remote"}]}"#
        let headers = ["x-forwarded-for": "198.51.100.9, 192.0.2.1"]
        _ = await fixture.amplitude().answer(post(body, headers: headers))
        _ = await fixture.amplitude { $0.trustedProxies = ["203.0.113.7", "192.0.2.1"] }.answer(
            post(body, headers: headers))
        #expect(try await fixture.stored().map(\.clientAddress) == ["203.0.113.7", "198.51.100.9"])
    }
}

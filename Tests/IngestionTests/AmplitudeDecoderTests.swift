import Ingestion
import JSON
import Landing
import Testing

@Suite struct AmplitudeDecoderTests {
    private func decode(_ event: String, upload: String = "null") throws -> Event {
        let body = QueuedBody(
            seq: 1, receivedAt: newYear, format: AmplitudeDecoder.format, project: ProjectID(1),
            clientAddress: "203.0.113.7", facts: RequestFacts(method: "POST", path: "/batch", peerAddress: ""),
            body: Array(#"{"api_key":"key-1","client_upload_time":\#(upload),"events":[\#(event)]}"#.utf8))
        return try #require(try AmplitudeDecoder().decode(body).events.first)
    }

    @Test func `keys of the wire become columns, properties stay JSON, and the rest is kept`() throws {
        let event = try decode(
            """
            {"user_id":"amy-1","device_id":"device-1","event_type":"buy","time":1767225600000,"insert_id":"i-1",
             "session_id":1767225500000,"app_version":"1.2","os_name":"iOS","ip":"$remote","country":"Italy",
             "productId":"p","revenueType":"sale","library":"amplitude-python/1.1","event_id":7,"plan":{"branch":"b"},
             "groups":{"company":"acme","teams":["a","b",3]},"event_properties":{"x":1,"y":{"z":"é"}},
             "user_properties":{"$set":{"plan":"pro"}},"location_lat":45.5,"location_lng":9.1}
            """, upload: "\"2026-01-01T00:00:05.250Z\"")
        #expect(event.type == "buy")
        #expect(event.userID == "amy-1")
        #expect(event.deviceID == "device-1")
        #expect(!event.deviceIsDerived)
        #expect(event.insertID == "i-1")
        #expect(event.clientTime == newYear)
        #expect(event.clientUploadTime == newYear.adding(microseconds: 5_250_000))
        #expect(event.sessionID == 1_767_225_500_000)
        #expect(event[.appVersion] == "1.2")
        #expect(event[.osName] == "iOS")
        #expect(event[.ip] == "203.0.113.7")
        #expect(event[.country] == "Italy")
        #expect(event[.productID] == "p")
        #expect(event.groups.map(\.type) == ["company", "teams"])
        #expect(event.groups.map(\.names) == [["acme"], ["a", "b", "3"]])
        #expect(event.properties == #"{"x":1,"y":{"z":"é"}}"#)
        #expect(event.extra == #"{"event_id":7,"plan":{"branch":"b"}}"#)
        #expect(event.userOperations?["$set"] == ["plan": "pro"])
        #expect(event.flags == .placeSent)
        #expect(event.source == "amplitude")
        #expect(!event.isSystem)
    }

    @Test(arguments: [
        (#""price":9.99,"quantity":3,"revenue":100"#, 29_970_000 as Int128?), (#""revenue":100"#, 100_000_000),
        (#""price":9.99"#, 9_990_000), (#""price":5,"quantity":-2"#, -10_000_000), (#""quantity":2"#, nil),
        (#""revenue":"12.50""#, 12_500_000), (#""revenue":1e13"#, nil), (#""price":0.1,"quantity":3"#, 300_000),
        (#""price":7,"revenue":5"#, 5_000_000),
    ])
    func `revenue is price times quantity, or what was sent`(_ money: String, _ millionths: Int128?) throws {
        #expect(try decode(#"{"user_id":"amy-1","event_type":"buy",\#(money)}"#).revenue == millionths)
    }

    @Test(arguments: [("revenue_amount", true), ("buy", false)])
    func `what the revenue call of the SDKs is given counts as sent with the event`(
        _ type: String, _ isRevenue: Bool
    ) throws {
        let event = try decode(
            """
            {"user_id":"amy-1","event_type":"\(type)","event_properties":{"$price":9.99,"$quantity":3,"$revenue":100,
             "$productId":"p-1","$revenueType":"sale","$currency":"EUR"}}
            """)
        #expect(event.revenue == (isRevenue ? 29_970_000 : nil))
        #expect(event.price == (isRevenue ? 9_990_000 : nil))
        #expect(event.quantity == (isRevenue ? 3 : nil))
        #expect(event[.productID] == (isRevenue ? "p-1" : nil))
        #expect(event[.revenueType] == (isRevenue ? "sale" : nil))
        #expect(event[.currency] == (isRevenue ? "EUR" : nil))
    }

    @Test func `a session whose id is text keeps it`() throws {
        let text = try decode(#"{"user_id":"amy-1","event_type":"a","session_id":"s-1"}"#)
        #expect(text.sessionID == nil)
        #expect(text.sessionKey == "s-1")
        let digits = try decode(#"{"user_id":"amy-1","event_type":"a","session_id":"1767225500000"}"#)
        #expect(digits.sessionID == 1_767_225_500_000)
        #expect(digits.sessionKey == nil)
    }

    @Test func `properties are an object even where a key stands twice`() throws {
        let event = try decode(
            #"{"user_id":"amy-1","event_type":"a","event_properties":[1],"event_properties":null}"#)
        #expect(event.properties == "{}")
    }

    @Test func `a missing device is made from the user, always the same`() throws {
        let first = try decode(#"{"user_id":"amy-1","event_type":"a"}"#)
        let second = try decode(#"{"user_id":"amy-1","device_id":"null","event_type":"b"}"#)
        let other = try decode(#"{"user_id":"amy-2","event_type":"b"}"#)
        #expect(first.deviceIsDerived)
        #expect(first.deviceID?.utf8.count == 32)
        #expect(first.deviceID == second.deviceID)
        #expect(first.deviceID != other.deviceID)
        #expect(first.flags.contains(.idReplaced))
    }

    @Test func `what is too long is cut, what is too deep or too much is left out, and a flag says so`() throws {
        let long = String(repeating: "é", count: 1025)
        let deep = String(repeating: "[", count: 50) + String(repeating: "]", count: 50)
        let keys = (0..<1500).map { "\"k\($0)\":1" }.joined(separator: ",")
        let text = try decode(#"{"user_id":"amy-1","event_type":"a","event_properties":{"t":"\#(long)"}}"#)
        #expect(text.properties == #"{"t":"\#(String(repeating: "é", count: 1024))"}"#)
        #expect(text.flags.contains(.truncated))
        let nested = try decode(#"{"user_id":"amy-1","event_type":"a","event_properties":{"d":\#(deep)}}"#)
        #expect(
            nested.properties == #"{"d":"# + String(repeating: "[", count: 39) + "null"
                + String(repeating: "]", count: 39) + "}")
        let wide = try decode(#"{"user_id":"amy-1","event_type":"a","event_properties":{\#(keys)}}"#)
        #expect(try JSONValue.parse(wide.properties).objectValue?.count == 1000)
        let exact = try decode(
            #"{"user_id":"amy-1","event_type":"a","event_properties":{"t":"\#(String(repeating: "é", count: 1024))"}}"#)
        #expect(!exact.flags.contains(.truncated))
    }

    @Test(arguments: ["__proto__", "id", "; drop table events"])
    func `names of properties are data`(_ name: String) throws {
        #expect(
            try decode(#"{"user_id":"amy-1","event_type":"a","event_properties":{"\#(name)":1}}"#).properties
                == #"{"\#(name)":1}"#)
    }

    @Test func `bookkeeping types and robots are marked, and sync can be skipped`() throws {
        #expect(try decode(#"{"user_id":"amy-1","event_type":"$identify"}"#).isSystem)
        #expect(try decode(#"{"user_id":"amy-1","event_type":"session_start","session_id":-1}"#).sessionID == nil)
        #expect(try decode(#"{"user_id":"amy-1","event_type":"a","user_agent":"Googlebot/2.1"}"#).flags.contains(.bot))
        let skipped = try decode(
            #"{"user_id":"amy-1","event_type":"a","$skip_user_properties_sync":true,"user_properties":{"a":1}}"#)
        #expect(skipped.userOperations == nil)
    }

    @Test(arguments: [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36",
            "Chrome" as String?, "120.0.0.0" as String?
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 Edg/120.0.2210.91",
            "Edge", "120.0.2210.91"
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.2 Safari/605.1.15",
            "Safari", "17.2"
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0", "Firefox", "121.0"),
        ("Firefox/", "Firefox", nil), ("amplitude-python/1.1", nil, nil), ("", nil, nil),
    ])
    func `the browser is what the user agent names`(_ agent: String, _ name: String?, _ version: String?) throws {
        let event = try decode(#"{"user_id":"amy-1","event_type":"a","user_agent":"\#(agent)"}"#)
        #expect(event[.browser] == name)
        #expect(event[.browserVersion] == version)
        #expect(event.extra == #"{"user_agent":"\#(agent)"}"#)
    }

    @Test func `a page's address is taken apart`() throws {
        let event = try decode(
            #"{"device_id":"device-1","event_type":"[Amplitude] Page Viewed","event_properties":{"[Amplitude] Page URL":"https://me@Shop.Example:8443/a/b?q=1#part","[Amplitude] Page Title":"T"}}"#
        )
        #expect(event[.pageURL] == "https://me@Shop.Example:8443/a/b?q=1")
        #expect(event[.pageHost] == "shop.example")
        #expect(event[.pagePath] == "/a/b")
        #expect(event[.pageTitle] == "T")
    }

    @Test(arguments: [
        ("2026-01-01", 0), ("2026-01-01T00:00:00Z", 0), ("2026-01-01 01:00:00.5+01:00", 500_000),
        ("2025-12-31T23:59:60Z", 0), ("2026-01-01T00:00Z", 0), ("2025-12-31T19:00:00-0500", 0),
        ("2026-01-01T00:00:00.123456789Z", 123_456),
    ])
    func `ISO times`(_ text: String, _ microseconds: Int64) {
        #expect(ISOTime.parse(text) == newYear.adding(microseconds: microseconds))
    }

    @Test(arguments: ["2026-02-30", "2026-13-01", "0000-01-01", "2026-01-01T24:00:00Z", "2026-01-01Tx", "", "2026"])
    func `no times`(_ text: String) { #expect(ISOTime.parse(text) == nil) }

    @Test func `an event that is set aside can be loaded alone, as it came`() throws {
        let decoder = AmplitudeDecoder()
        func body(_ text: String, seq: Int64) -> QueuedBody {
            QueuedBody(
                seq: seq, receivedAt: newYear, format: AmplitudeDecoder.format, project: ProjectID(1),
                clientAddress: "203.0.113.7", facts: RequestFacts(method: "POST", path: "/batch", peerAddress: ""),
                body: Array(text.utf8))
        }
        let decoded = try decoder.decode(
            body(
                """
                {"api_key":"key-1","events":[{"event_type":"buy","user_id":"amy"},
                {"event_type":"noise","user_id":"amy","event_properties":{"n":9007199254740993}},{"user_id":"amy"}],
                "options":{"min_id_length":1},"client_upload_time":"2026-01-01T00:00:05.250Z"}
                """, seq: 1), blocking: [ExactText("noise")])
        #expect(decoded.events.map(\.type) == ["buy"])
        #expect(decoded.held.map(\.reason) == [.blocked, .invalid] && decoded.held.map(\.index) == [1, 2])
        let held = try #require(decoded.held.first)
        #expect(held.eventType == "noise" && held.userID == "amy" && held.key == "key-1")
        let alone = String(decoding: held.envelope.before + held.item + held.envelope.after, as: UTF8.self)
        let event = try #require(try decoder.decode(body(alone, seq: 2)).events.first)
        #expect(event.type == "noise" && event.userID == "amy")
        #expect(event.properties == #"{"n":9007199254740993}"#)
        #expect(event.clientUploadTime == newYear.adding(microseconds: 5_250_000))
    }
}

import Ingestion
import Landing
import Testing

@Suite struct StoredEventTests {
    let fixture: DoorFixture

    init() throws { fixture = try DoorFixture() }

    @Test func `an event on the wire is a row in the warehouse`() async throws {
        let body = """
            {"api_key":"key-1","client_upload_time":"2025-12-31T23:59:59Z","events":[
                {"user_id":"amy-1","device_id":"device-1","event_type":"buy","time":1767225590000,"insert_id":"i-1",
                 "session_id":1767225500000,"price":9.99,"quantity":3,"currency":"EUR","productId":"p-1","platform":"Web",
                 "ip":"$remote","country":"Italy","event_properties":{"color":"blue"},"user_properties":{"$set":{"plan":"pro"}},
                 "groups":{"company":"acme"},"event_id":7},
                {"user_id":"amy-1","device_id":"device-1","event_type":"buy","insert_id":"i-1"},
                {"user_id":"00000002","event_type":"open"}]}
            """
        let answer = await fixture.amplitude().answer(post(body, to: "/batch"))
        #expect(answer.json?["events_ingested"] == 3)
        let loaded = try await LoadedWarehouse(fixture)
        #expect(
            try await loaded.row(
                [
                    "count(*)", "count(DISTINCT uid)", "max(user_id)", "count(DISTINCT ev)", "max(seq)",
                    "bool_and(server_received_time = TIMESTAMP '2026-01-01 00:00:00')",
                ], from: "main.events") == ["2", "2", "amy-1", "2", "2", "true"])
        #expect(
            try await loaded.row(
                [
                    "user_id", "device_id", "event_time", "day", "session_id", "insert_id", "source", "revenue",
                    "price",
                    "quantity", "currency", "product_id", "platform", "ip", "country", "event_properties",
                    "user_properties", "\"groups\"", "extra", "flags", "library",
                ], from: "main.events WHERE seq = 1") == [
                    "amy-1", "device-1", "2025-12-31 23:59:50", "2025-12-31", "1767225500000", "i-1", "amplitude",
                    "29.970000", "9.990000", "3.0", "EUR", "p-1", "Web", "203.0.113.7", "Italy", #"{"color":"blue"}"#,
                    #"{"plan":"pro"}"#, #"{"company":["acme"]}"#, #"{"event_id":7}"#, "128", nil,
                ])
        #expect(
            try await loaded.row(["user_id", "length(device_id)", "flags"], from: "main.events WHERE seq = 2")
                == ["00000002", "32", "34"])
        #expect(try await loaded.row(["events", "duplicates"], from: "main.loads") == ["2", "1"])
        #expect(try await loaded.row(["session"], from: "main.sess_touched") == ["1767225500000"])
        #expect(try await loaded.row(["count(*)"], from: "main.devices") == ["1"])
    }

    @Test func `one person who is never active stands for a group whose properties nobody set`() async throws {
        let body =
            #"{"api_key":"key-1","events":[{"event_type":"$groupidentify","groups":{"company":"acme"},"group_properties":{"$add":{"n":1}}}]}"#
        for _ in 0..<2 { #expect(await fixture.amplitude().answer(post(body)).status == 200) }
        let loaded = try await LoadedWarehouse(fixture)
        #expect(
            try await loaded.row(["count(*)", "count(DISTINCT uid)", "min(flags & 32)"], from: "main.events")
                == ["2", "1", "32"])
        #expect(
            try await loaded.row(["group_name", "properties"], from: "main.groups") == ["acme", #"{"n":2}"#])
        #expect(try await loaded.row(["count(*)"], from: "main.act_tail") == ["0"])
    }
}

import CZlib
import JSON
import Testing

struct ExportTests {
    @Test func `events are exported by the hour in which they arrived`() async throws {
        let shop = try await Shop()
        let answer = try await shop.ask("/api/2/export", [("start", "20260310T05"), ("end", "20260310T07")])
        #expect(answer.status == 200, "\(answer.text)")
        #expect(answer.headers[.contentType] == "application/zip")
        let files = try Self.files(answer.bytes)
        #expect(files.map(\.name) == ["1/1_2026-03-10_5#0.json.gz", "1/1_2026-03-10_7#0.json.gz"])
        #expect(files.map(\.lines.count) == [6, 2])
        let first = try #require(files.first?.lines.first)
        #expect(first["event_type"] == "view")
        #expect(first["user_id"] == "amy-1")
        #expect(first["app"] == 1)
        #expect(first["event_time"] == "2026-03-02 09:00:00.000000")
        #expect(first["server_upload_time"] == "2026-03-10 05:10:00.000000")
        #expect(first["event_properties"] == ["page": "/a"])
        #expect(first["user_properties"] == ["plan": "free"])
        #expect(first["session_id"] == 1)
        #expect(first["uuid"]?.stringValue?.split(separator: "-").map(\.count) == [8, 4, 4, 4, 12])
        #expect(files.first?.lines[1]["data"]?["revenue"] == 20)

        let one = try await shop.ask("/api/2/export", [("start", "20260310T07"), ("end", "20260310T07")])
        #expect(try Self.files(one.bytes).map(\.lines.count) == [2])
    }

    @Test func `money has the digits that it was sent with`() async throws {
        let hours = [("start", "20260310T05"), ("end", "20260310T05")]
        let answer = try await Shop().ask("/api/2/export", hours, keys: "api-2:secret-2")
        let line = try #require(try Self.files(answer.bytes).first?.lines.first)
        #expect(line["data"]?["revenue"]?.text == "37.02")
    }

    @Test func `an event is exported with the ids and the plan that came with it`() async throws {
        let shop = try await Shop()
        let answer = try await shop.ask("/api/2/export", [("start", "20260310T07"), ("end", "20260310T07")])
        let lines = try Self.files(answer.bytes).first?.lines ?? []
        let keys = ["adid", "idfa", "event_id", "partner_id", "plan"]
        let sent: [JSONValue?] = ["ad-1", "if-1", 7, "pa-1", ["branch": "main"]]
        let open = try #require(lines.first)
        #expect(keys.map { open[$0] } == sent)
        // What has no key of its own is there, too.
        #expect(open["data"]?["extra"]?["rest"] == 1)
        // Where nothing came the keys are there all the same.
        let identify = try #require(lines.last)
        let nothing: [JSONValue?] = [JSONValue.null, JSONValue.null, JSONValue.null, JSONValue.null, [:]]
        #expect(keys.map { identify[$0] } == nothing)

        let found = try await shop.ask("/api/2/usersearch", [("user", "amy-1")])
        let amy = try #require(found.json["matches"]?.arrayValue?.first?["amplitude_id"]?.intValue)
        let activity = try await shop.ask("/api/2/useractivity", [("user", String(amy))])
        let seen = activity.json["events"]?.arrayValue?.first { $0["event_type"] == "open" }
        #expect(keys.map { seen?[$0] } == sent)
    }

    @Test func `hours that can't be exported are refused`() async throws {
        let shop = try await Shop()
        #expect(try await shop.ask("/api/2/export", [("start", "20260311T00"), ("end", "20260311T01")]).status == 404)
        let wrong: [(String, String)] = [
            ("20260310", "20260311T00"), ("20260310T24", "20260311T00"), ("20260311T00", "20260310T00"),
            ("20240101T00", "20260310T00"),
        ]
        for (start, end) in wrong {
            let answer = try await shop.ask("/api/2/export", [("start", start), ("end", end)])
            #expect(answer.status == 400, "\(start) \(answer.text)")
        }
    }

    /// The files of an archive by its directory, each unpacked.
    private static func files(_ bytes: [UInt8]) throws -> [(name: String, lines: [JSONValue])] {
        func number(_ place: Int, _ size: Int) -> Int {
            (0..<size).reversed().reduce(0) { $0 << 8 | Int(bytes[place + $1]) }
        }
        // The last 22 bytes say how many files there are, and where the directory is.
        let end = bytes.count - 22
        #expect(number(end, 4) == 0x0605_4b50)
        var place = number(end + 16, 4)
        var files: [(name: String, lines: [JSONValue])] = []
        for _ in 0..<number(end + 10, 2) {
            #expect(number(place, 4) == 0x0201_4b50)
            let (size, nameSize, offset) = (number(place + 20, 4), number(place + 28, 2), number(place + 42, 4))
            let name = String(decoding: bytes[place + 46..<place + 46 + nameSize], as: UTF8.self)
            let start = offset + 30 + nameSize
            let text = String(decoding: try unpacked(Array(bytes[start..<start + size])), as: UTF8.self)
            files.append((name, try text.split(separator: "\n").map { try JSONValue.parse(String($0)) }))
            place += 46 + nameSize
        }
        return files
    }

    static func unpacked(_ packed: [UInt8]) throws -> [UInt8] {
        var (packed, stream) = (packed, z_stream())
        try #require(inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK)
        defer { inflateEnd(&stream) }
        var result: Int32 = 0
        let content = [UInt8](unsafeUninitializedCapacity: 1 << 20) { buffer, count in
            packed.withUnsafeMutableBufferPointer { source in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = buffer.baseAddress
                stream.avail_out = UInt32(buffer.count)
                result = inflate(&stream, Z_FINISH)
            }
            count = Int(stream.total_out)
        }
        try #require(result == Z_STREAM_END)
        return content
    }
}

import Landing
import Testing

@Suite struct DuplicateTests {
    private let event = #"{"type":"a","device":"d1","id":"i-1"}"#

    @Test func `an id counts once: in a body, across bodies, loads and restarts`() async throws {
        let fixture = try await LoaderFixture()
        try await fixture.send("[\(event),\(event)]")
        try await fixture.send("[\(event)]")
        #expect(try await fixture.loader.loadAll().map(\.duplicates) == [2])
        try await fixture.send("[\(event)]")
        #expect(try await fixture.loader.loadAll().map(\.duplicates) == [1])
        try await fixture.send("[\(event)]")
        #expect(try await fixture.restarted().loadAll().map(\.duplicates) == [1])
        #expect(try await fixture.value("SELECT count(*), max(seq) FROM main.events") == "1|1")
        #expect(try await fixture.value("SELECT sum(n) FROM main.act_tail") == "1")
    }

    @Test func `a duplicate changes nothing about its person`() async throws {
        let fixture = try await LoaderFixture()
        let add = #"{"type":"$identify","user":"amy","device":"d1","id":"i-1","ops":{"$add":{"n":1}}}"#
        try await fixture.send("[\(add),\(add)]")
        try await fixture.loader.loadAll()
        try await fixture.send("[\(add)]")
        try await fixture.loader.loadAll()
        #expect(try await fixture.value("SELECT properties::VARCHAR FROM main.usr") == #"{"n":1}"#)
    }

    @Test func `the key is the project, the device and the id, byte by byte`() async throws {
        let fixture = try await LoaderFixture()
        try await fixture.send(
            """
            [{"type":"a","device":"d1","id":"caf\u{E9}"},{"type":"a","device":"d1","id":"cafe\u{301}"},
             {"type":"a","device":"d2","id":"caf\u{E9}"},{"type":"a","device":"d1"},{"type":"a","device":"d1"}]
            """)
        try await fixture.send("[\(event)]", project: 1)
        try await fixture.send("[\(event)]", project: 2)
        #expect(try await fixture.loader.loadAll().map(\.duplicates) == [0])
        try await fixture.send("[{\"type\":\"a\",\"device\":\"d1\",\"id\":\"cafe\u{301}\"}]")
        #expect(try await fixture.loader.loadAll().map(\.duplicates) == [1])
        #expect(try await fixture.value("SELECT count(*) FROM main.events") == "7")
    }

    @Test func `seven days later the id is new again`() async throws {
        let fixture = try await LoaderFixture()
        try await fixture.send("[\(event)]")
        try await fixture.loader.loadAll()
        fixture.clock.advance(seconds: 7 * 86_400 - 1)
        try await fixture.send("[\(event)]")
        fixture.clock.advance(seconds: 2)
        try await fixture.send("[\(event)]")
        #expect(try await fixture.loader.loadAll().map(\.duplicates) == [1])
        #expect(try await fixture.value("SELECT count(*) FROM main.events") == "2")
    }
}

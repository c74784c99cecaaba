import ColumnPack
import Foundation
import Landing
import Testing
import Warehouse

/// The file into which the tables beside the events are packed.
@Suite struct PackedTests {
    private func fixture() async throws -> LoaderFixture {
        let fixture = try await LoaderFixture()
        try await fixture.loader.start()
        try await fixture.send(
            #"[{"type":"a","device":"d1","session":5,"time":1772712001000},{"type":"b","user":"amy","session":7,"time":1772712002000}]"#
        )
        try await fixture.loader.loadAll()
        try await fixture.loader.sortDerived()
        return fixture
    }

    private func name(_ fixture: LoaderFixture) async throws -> String {
        try await fixture.value("SELECT name FROM main.packed")
    }

    private func files(_ fixture: LoaderFixture) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: fixture.folder.file("warehouse.duckdb.packs"))
    }

    private func problems(_ fixture: LoaderFixture) async throws -> [String] {
        try await DerivedOrder(DerivedTables(), in: fixture.warehouse).check()
    }

    @Test func `sorting packs the tables, and what comes later waits beside it`() async throws {
        let fixture = try await fixture()
        let first = try await name(fixture)
        #expect(try files(fixture) == [first])
        #expect(try await problems(fixture) == [])
        try await fixture.send(#"[{"type":"a","user":"bob","session":9,"time":1772712003000}]"#)
        try await fixture.loader.loadAll()
        #expect(try await name(fixture) == first)
        try await fixture.loader.sortDerived()
        let second = try await name(fixture)
        #expect(second != first)
        #expect(try files(fixture) == [second])
        #expect(try await problems(fixture) == [])
    }

    @Test func `a pack remembers how many people had been merged`() async throws {
        let fixture = try await fixture()
        #expect(try await fixture.value("SELECT merges FROM main.packed") == "0")
        try await fixture.send(#"[{"type":"c","device":"d1","user":"amy","session":5,"time":1772712002000}]"#)
        try await fixture.loader.loadAll()
        #expect(try await fixture.value("SELECT merges FROM main.packed") == "0")
        #expect(try await problems(fixture) == [])
        try await fixture.loader.sortDerived()
        #expect(
            try await fixture.value("SELECT merges = (SELECT count(*) FROM main.merges) FROM main.packed") == "true")
        #expect(try await problems(fixture) == [])
    }

    @Test func `a pack that says something else is found`() async throws {
        let fixture = try await fixture()
        let path = fixture.folder.file("warehouse.duckdb.packs") + "/" + (try await name(fixture))
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        // The base of the first column.
        bytes[16] ^= 1
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        #expect(try await problems(fixture) == ["The packed columns are not those of the tables."])
    }

    @Test func `a pack that is missing is made at the next start, and leftovers go`() async throws {
        let fixture = try await fixture()
        let folder = fixture.folder.file("warehouse.duckdb.packs")
        try FileManager.default.removeItem(atPath: folder)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data("half".utf8).write(to: URL(fileURLWithPath: folder + "/old.pack.draft"))
        // As in another process, which has opened none yet.
        fixture.warehouse.packs?.removeAll(but: "")
        await fixture.loader.packDerived()
        #expect(try files(fixture) == [try await name(fixture)])
        try Data("half".utf8).write(to: URL(fileURLWithPath: folder + "/old.pack.draft"))
        await fixture.loader.packDerived()
        #expect(try files(fixture) == [try await name(fixture)])
    }

    /// Of each type, what a property has in the order of its steps.
    private func packed(_ fixture: LoaderFixture, _ property: String) async throws -> [Int: [Double]] {
        let pack = try #require(fixture.warehouse.packs?.pack(try await name(fixture)))
        guard let column = pack.column(ofNumber: property) else { return [:] }
        var found: [Int: [Double]] = [:]
        for type in pack.types(.steps) where pack.holds(PackedNumber(property, type: type)) {
            for part in pack.people.indices {
                guard let numbers = pack.block(Pack.Key(.steps, type: type, people: part))?.doubles(column) else {
                    continue
                }
                found[type, default: []] += [Double](unsafeUninitializedCapacity: numbers.count) { buffer, count in
                    if let base = buffer.baseAddress, numbers.count > 0 { numbers.decode(to: base) }
                    count = numbers.count
                }
            }
        }
        return found
    }

    @Test func `numbers that charts want are packed beside the steps, in their order`() async throws {
        let fixture = try await LoaderFixture()
        try await fixture.loader.start()
        // Sent in another order than that of people and times; amy and d1 are two people.
        try await fixture.send(
            #"""
            [{"type":"a","user":"amy","session":5,"time":1772712009000,"properties":{"n":3}},
            {"type":"a","device":"d1","session":5,"time":1772712001000,"properties":{"n":"0.5"}},
            {"type":"b","user":"amy","session":7,"time":1772712002000,"properties":{"n":9}},
            {"type":"a","user":"amy","session":5,"time":1772712003000,"properties":{"n":"none"}}]
            """#)
        try await fixture.loader.loadAll()
        try await fixture.loader.sortDerived()
        let a = Int(try await fixture.value("SELECT ev FROM main.event_types WHERE name = 'a'")) ?? -1
        let amyIsFirst =
            try await fixture.value("SELECT min(uid) = min(uid) FILTER (WHERE user_id = 'amy') FROM main.events")
            == "true"
        let wanted = try #require(fixture.warehouse.packs?.wanted)
        let packing = Task { await fixture.loader.keepPacked() }
        defer { packing.cancel() }
        let before = try await name(fixture)
        wanted.add([PackedNumber("event.n", type: a), PackedNumber("event.n", type: 999)])
        while try await name(fixture) == before { try await Task.sleep(for: .milliseconds(5)) }
        let found = try await packed(fixture, "event.n")
        #expect(Set(found.keys) == [a])
        let numbers = try #require(found[a]).map { $0.isNaN ? -1 : $0 }
        #expect(numbers == (amyIsFirst ? [-1, 3, 0.5] : [0.5, -1, 3]))
        #expect(try await problems(fixture) == [])
        // Sorting keeps it so, with those who came later and those who were merged.
        try await fixture.send(
            #"[{"type":"a","device":"d1","user":"amy","session":5,"time":1772712020000,"properties":{"n":8}}]"#)
        try await fixture.loader.loadAll()
        #expect(try await problems(fixture) == [])
        try await fixture.loader.sortDerived()
        let later = try #require(try await packed(fixture, "event.n")[a]).map { $0.isNaN ? -1 : $0 }
        #expect(later == [0.5, -1, 3, 8])
        #expect(try await problems(fixture) == [])
    }

    @Test func `who is erased is in no file`() async throws {
        let fixture = try await fixture()
        let before = try await name(fixture)
        _ = try await fixture.loader.erase(people: [1], of: ProjectID(1), requester: "legal@example.com")
        let after = try await name(fixture)
        #expect(after != before)
        #expect(try files(fixture) == [after])
        #expect(try await problems(fixture) == [])
        let pack = try #require(fixture.warehouse.packs?.pack(after))
        var people: [Int32] = []
        for part in pack.people.indices {
            for type in pack.types(.steps) {
                pack.block(Pack.Key(.steps, type: type, people: part))?.people?.forEach { person, _ in
                    people.append(person)
                }
            }
        }
        #expect(people == [2])
    }
}

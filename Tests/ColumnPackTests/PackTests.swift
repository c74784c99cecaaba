import ColumnPack
import Foundation
import Testing

/// Packs in a folder of their own.
@Suite struct PackTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("packs-\(UUID().uuidString)")

    private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    private func decoded(_ numbers: PackedIntegers) -> [Int64] {
        [Int64](unsafeUninitializedCapacity: numbers.count) { buffer, count in
            if let base = buffer.baseAddress, numbers.count > 0 { numbers.decode(to: base) }
            count = numbers.count
        }
    }

    private func decoded(_ numbers: PackedDoubles) -> [Double] {
        [Double](unsafeUninitializedCapacity: numbers.count) { buffer, count in
            if let base = buffer.baseAddress, numbers.count > 0 { numbers.decode(to: base) }
            count = numbers.count
        }
    }

    @Test(
        arguments: [
            [], [7], [Int64](repeating: -3, count: 100), [0, 255], [0, 256], [-1, 65_535], [0, 1 << 24], [5, 1 << 31],
            [0, 1 << 39], [0, 1 << 47], [-(1 << 55), 1 << 55], [.min, .max, 0, -1, 1], [.min + 1, .max],
            [1_700_000_000_000_000, 1_700_000_123_000_000, 1_700_009_999_000_000],
            [1_700_000_000_000_001, 1_700_000_123_000_002, 1_700_099_999_000_001],
        ] as [[Int64]])
    func `whole numbers come back as they were, each by its place too`(_ numbers: [Int64]) throws {
        let key = Pack.Key(.days, people: 0)
        var writer = try PackWriter(path: path("a"), people: [0...Int32.max])
        writer.begin(key)
        try writer.add(.day, numbers, to: key)
        try writer.add(.count, numbers.reversed(), to: key)
        try writer.finish()
        let block = try #require(try Pack(path: path("a")).block(key))
        let (first, second) = (try #require(block.integers(.day)), try #require(block.integers(.count)))
        #expect(decoded(first) == numbers)
        #expect(decoded(second) == numbers.reversed())
        #expect(numbers.indices.map { first[$0] } == numbers)
    }

    @Test func `times of whole seconds and milliseconds take less room`() throws {
        func size(_ step: Int64) throws -> Int {
            let key = Pack.Key(.steps, type: 1, people: 0)
            var writer = try PackWriter(path: path("\(step)"), people: [0...Int32.max])
            writer.begin(key)
            try writer.add(.time, (0..<1_000).map { 1_700_000_000_000_000 + $0 * $0 * step }, to: key)
            try writer.finish()
            return try Pack(path: path("\(step)")).size
        }
        let (seconds, odd) = (try size(1_000_000), try size(1_000_001))
        #expect(odd - seconds == 2_000)
    }

    @Test(
        arguments: [
            [], [.nan], [1, 2, 3], [0.1, 0.25, 19.99, .nan, 1_234.5], [1.0 / 3, .pi], [-0.0, 1],
            [1e300, .infinity, -1e-300],
            [4e9, 1], [-12.345, 0.001, .nan],
        ] as [[Double]])
    func `numbers come back to the last bit`(_ numbers: [Double]) throws {
        let key = Pack.Key(.steps, type: 3, people: 0)
        let column = try #require(Pack.Column(promoted: "n1"))
        var writer = try PackWriter(path: path("a"), people: [0...Int32.max])
        writer.begin(key)
        try writer.add(column, numbers, to: key)
        try writer.finish()
        let block = try #require(try Pack(path: path("a")).block(key))
        let found = decoded(try #require(block.doubles(column)))
        #expect(found.count == numbers.count)
        for (one, other) in zip(found, numbers) {
            #expect(one.bitPattern == other.bitPattern || one.isNaN && other.isNaN, "\(one) was \(other)")
        }
    }

    @Test func `people are runs of rows in parts that follow each other`() throws {
        let (low, high) = (Pack.Key(.steps, type: 2, people: 0), Pack.Key(.steps, type: 2, people: 1))
        var writer = try PackWriter(path: path("a"), people: [0...9, 10...Int32.max])
        for (key, people) in [(low, [0, 0, 3, 9, 9, 9]), (high, [10, 2_000_000_000])] as [(Pack.Key, [Int32])] {
            writer.begin(key)
            try writer.addPeople(people, to: key)
        }
        try writer.finish()
        let pack = try Pack(path: path("a"))
        #expect(pack.people == [0...9, 10...Int32.max])
        var found: [(Int32, Range<Int>)] = []
        try #require(pack.block(low)?.people).forEach { found.append(($0, $1)) }
        try #require(pack.block(high)?.people).forEach { found.append(($0, $1)) }
        #expect(found.map(\.0) == [0, 3, 9, 10, 2_000_000_000])
        #expect(found.map(\.1) == [0..<2, 2..<3, 3..<6, 0..<1, 1..<2])
        #expect(pack.block(Pack.Key(.steps, type: 5, people: 0)) == nil)
    }

    @Test func `numbers of events stand beside the steps of some types`() throws {
        let (low, high, other) = (
            Pack.Key(.steps, type: 2, people: 0), Pack.Key(.steps, type: 2, people: 1),
            Pack.Key(.steps, type: 3, people: 0)
        )
        var writer = try PackWriter(path: path("a"), people: [0...9, 10...Int32.max])
        for key in [low, high, other] {
            writer.begin(key)
            try writer.addPeople([key.people == 0 ? 4 : 11], to: key)
        }
        #expect(writer.stepCount(type: 2) == 2)
        writer.numbers = ["event.größe", "user.n"]
        try writer.add(writer.column(ofNumber: 0), [0.5], to: low)
        try writer.add(writer.column(ofNumber: 0), [7.0], to: high)
        try writer.add(writer.column(ofNumber: 1), [1.0], to: low)
        try writer.add(writer.column(ofNumber: 1), [2.0], to: other)
        try writer.finish()
        let pack = try Pack(path: path("a"))
        #expect(pack.numbers == ["event.größe", "user.n"])
        #expect(pack.heldNumbers == [PackedNumber("event.größe", type: 2), PackedNumber("user.n", type: 3)])
        // Half of the people's is not enough, no steps at all are.
        #expect(!pack.holds(PackedNumber("user.n", type: 2)))
        #expect(pack.holds(PackedNumber("user.n", type: 4)))
        #expect(!pack.holds(PackedNumber("event.other", type: 2)))
        let column = try #require(pack.column(ofNumber: "event.größe"))
        #expect(decoded(try #require(pack.block(high)?.doubles(column))) == [7])
    }

    @Test func `what is wanted is known after a restart, the oldest given up first`() async throws {
        let wanted = PackFolder(beside: path("warehouse")).wanted
        var additions = wanted.additions.makeAsyncIterator()
        wanted.add([PackedNumber("event.b", type: 1), PackedNumber("event.a", type: 2)])
        await additions.next()
        #expect(wanted.all == [PackedNumber("event.a", type: 2), PackedNumber("event.b", type: 1)])
        let again = PackFolder(beside: path("warehouse"))
        again.removeAll(but: nil)
        #expect(again.wanted.all == wanted.all)
        again.wanted.add((0..<63).map { PackedNumber("event.c", type: $0) })
        #expect(again.wanted.all.count == 64)
        #expect(again.wanted.all.first == PackedNumber("event.a", type: 2))
        try Data("broken".utf8).write(to: URL(fileURLWithPath: path("warehouse.packs/wanted.json")))
        #expect(PackFolder(beside: path("warehouse")).wanted.all == [])
    }

    @Test func `a file that was cut or changed is refused, and one that is half-written has no name yet`() throws {
        let key = Pack.Key(.days, people: 0)
        var writer = try PackWriter(path: path("a"), people: [0...Int32.max])
        writer.begin(key)
        try writer.add(.day, Array(0..<5_000), to: key)
        #expect(throws: PackError.self) { try Pack(path: path("a")) }
        try writer.finish()
        let whole = try Data(contentsOf: URL(fileURLWithPath: path("a")))
        for length in [0, 8, 31, whole.count / 2, whole.count - 1] {
            try whole.prefix(length).write(to: URL(fileURLWithPath: path("b")))
            #expect(throws: PackError.self, "of \(length) bytes") { try Pack(path: path("b")) }
        }
        for place in stride(from: whole.count - 32 - 64, to: whole.count, by: 1) {
            var changed = whole
            changed[place] ^= 0x55
            try changed.write(to: URL(fileURLWithPath: path("b")))
            #expect(throws: PackError.self, "changed at \(place)") { try Pack(path: path("b")) }
        }
        let folder = PackFolder(beside: path("warehouse"))
        #expect(folder.pack("none") == nil)
    }
}

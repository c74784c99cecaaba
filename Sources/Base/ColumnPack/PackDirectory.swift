/// What a pack holds, and where.
struct PackDirectory {
    var people: [ClosedRange<Int32>] = []
    /// The properties of ``Pack/Column/number(at:)``.
    var numbers: [String] = []
    var blocks: [Pack.Key: [Pack.Column: Int]] = [:]
}

extension PackDirectory {
    /// As numbers: how many parts of the people, the last person of each, how many properties, of each how many bytes its name has
    /// and these bytes, how many blocks, and of each its key, how many columns it has, and each column's number and offset.
    var words: [Int64] {
        var words: [Int64] = [Int64(people.count)] + people.map { Int64($0.upperBound) } + [Int64(numbers.count)]
        for name in numbers { words += [Int64(name.utf8.count)] + name.utf8.map { Int64($0) } }
        words.append(Int64(blocks.count))
        let sorted = blocks.sorted {
            ($0.key.table.rawValue, $0.key.type, $0.key.people) < ($1.key.table.rawValue, $1.key.type, $1.key.people)
        }
        for (key, columns) in sorted {
            words += [Int64(key.table.rawValue), Int64(key.type), Int64(key.people), Int64(columns.count)]
            for (column, place) in columns.sorted(by: { $0.value < $1.value }) {
                words += [Int64(column.number), Int64(place)]
            }
        }
        return words
    }

    /// - Returns: `nil` for words that no directory has.
    init?(words: [Int64]) {
        var rest = words[...]
        func next() -> Int? { rest.popFirst().flatMap { Int(exactly: $0) } }
        guard let parts = next(), (1...rest.count).contains(parts) else { return nil }
        var first: Int32 = 0
        for _ in 0..<parts {
            guard let last = next().flatMap({ Int32(exactly: $0) }), last >= first else { return nil }
            people.append(first...last)
            first = last == .max ? last : last + 1
        }
        guard let names = next(), (0...rest.count).contains(names) else { return nil }
        for _ in 0..<names {
            guard let length = next(), (0...rest.count).contains(length) else { return nil }
            let bytes = rest.prefix(length).compactMap { UInt8(exactly: $0) }
            rest = rest.dropFirst(length)
            guard bytes.count == length, let name = String(validating: bytes, as: UTF8.self) else { return nil }
            numbers.append(name)
        }
        guard let count = next(), count >= 0 else { return nil }
        for _ in 0..<count {
            guard let table = next().flatMap({ Pack.Table(rawValue: $0) }), let type = next(), let part = next(),
                people.indices.contains(part), let columns = next(), columns >= 0, columns * 2 <= rest.count
            else { return nil }
            var places: [Pack.Column: Int] = [:]
            for _ in 0..<columns {
                guard let number = next(), let place = next(), place >= 0, place % 8 == 0 else { return nil }
                places[Pack.Column(number: number)] = place
            }
            blocks[Pack.Key(table, type: type, people: part)] = places
        }
        guard rest.isEmpty else { return nil }
    }

    /// FNV-1a over the words (Fowler, Noll and Vo), against half-written and damaged files.
    static func checksum(_ words: [Int64]) -> Int64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for word in words { hash = (hash ^ UInt64(bitPattern: word)) &* 0x0000_0100_0000_01B3 }
        return Int64(bitPattern: hash)
    }
}

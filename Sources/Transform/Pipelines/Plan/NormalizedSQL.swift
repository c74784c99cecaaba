/// SQL without what makes no difference: comments, spaces, the case of words that are not in quotes.
enum NormalizedSQL {
    static func text(_ sql: String) -> String {
        let bytes = Array(sql.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var place = 0
        var isSpaceWanted = false
        func next(_ offset: Int) -> UInt8? { place + offset < bytes.count ? bytes[place + offset] : nil }
        while place < bytes.count {
            let byte = bytes[place]
            if byte == UInt8(ascii: "-"), next(1) == byte {
                while place < bytes.count, bytes[place] != UInt8(ascii: "\n") { place += 1 }
                isSpaceWanted = true
                continue
            }
            if byte == UInt8(ascii: "/"), next(1) == UInt8(ascii: "*") {
                place += 2
                while place < bytes.count, !(bytes[place] == UInt8(ascii: "*") && next(1) == UInt8(ascii: "/")) {
                    place += 1
                }
                place += 2
                isSpaceWanted = true
                continue
            }
            if byte == UInt8(ascii: " ") || (9...13).contains(byte) {
                isSpaceWanted = true
                place += 1
                continue
            }
            // A space matters between two words only.
            if isSpaceWanted, let last = result.last, isWord(last), isWord(byte) { result.append(UInt8(ascii: " ")) }
            isSpaceWanted = false
            if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                result.append(byte)
                place += 1
                while place < bytes.count {
                    result.append(bytes[place])
                    place += 1
                    if result.last == byte { break }
                }
                continue
            }
            result.append((UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte)
            place += 1
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Whether the SQL asks what time it is, so that other days give other rows.
    /// - Parameter normalized: As ``text(_:)`` gives it.
    static func asksForTime(_ normalized: String) -> Bool {
        let words = normalized.utf8.split { !isWord($0) }.map { String(decoding: $0, as: UTF8.self) }
        return words.contains { timeWords.contains($0) }
    }

    private static let timeWords: Set<String> = [
        "now", "today", "current_date", "current_timestamp", "current_localtimestamp", "get_current_timestamp",
        "localtimestamp", "transaction_timestamp",
    ]

    private static func isWord(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte >= 0x80
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}

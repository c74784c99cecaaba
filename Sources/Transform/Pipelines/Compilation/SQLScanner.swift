/// Finds words, names and symbols in SQL, past comments and strings.
struct SQLScanner {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The token as a lower-case word; a quoted name keeps its case and quotes.
    func word(_ token: Range<Int>) -> String {
        let text = String(decoding: bytes[token], as: UTF8.self)
        return text.hasPrefix("\"") ? text : text.lowercased()
    }

    /// Every token in order: a word or number, a quoted name, a string, or one other byte. Comments and white space are none.
    func tokens(limit: Int = .max) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var place = 0
        while place < bytes.count, found.count < limit {
            let byte = bytes[place]
            let next = place + 1 < bytes.count ? bytes[place + 1] : 0
            if byte <= 0x20 {
                place += 1
            } else if byte == UInt8(ascii: "-"), next == UInt8(ascii: "-") {
                while place < bytes.count, bytes[place] != UInt8(ascii: "\n") { place += 1 }
            } else if byte == UInt8(ascii: "/"), next == UInt8(ascii: "*") {
                place = endOfComment(place)
            } else {
                let end = endOfToken(place)
                found.append(place..<end)
                place = end
            }
        }
        return found
    }

    private func endOfComment(_ start: Int) -> Int {
        var depth = 0
        var place = start
        while place + 1 < bytes.count {
            if bytes[place] == UInt8(ascii: "/"), bytes[place + 1] == UInt8(ascii: "*") {
                depth += 1
                place += 2
            } else if bytes[place] == UInt8(ascii: "*"), bytes[place + 1] == UInt8(ascii: "/") {
                depth -= 1
                place += 2
                if depth == 0 { return place }
            } else {
                place += 1
            }
        }
        return bytes.count
    }

    private func endOfToken(_ start: Int) -> Int {
        let byte = bytes[start]
        if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") { return endOfQuote(start, byte) }
        if byte == UInt8(ascii: "$"), let end = endOfDollarQuote(start) { return end }
        guard Self.isWord(byte) else { return start + 1 }
        var place = start
        while place < bytes.count, Self.isWord(bytes[place]) { place += 1 }
        return place
    }

    private func endOfQuote(_ start: Int, _ quote: UInt8) -> Int {
        var place = start + 1
        while place < bytes.count {
            if bytes[place] == quote {
                guard place + 1 < bytes.count, bytes[place + 1] == quote else { return place + 1 }
                place += 1
            }
            place += 1
        }
        return bytes.count
    }

    private func endOfDollarQuote(_ start: Int) -> Int? {
        var end = start + 1
        while end < bytes.count, Self.isWord(bytes[end]) { end += 1 }
        guard end < bytes.count, bytes[end] == UInt8(ascii: "$") else { return nil }
        let tag = Array(bytes[start...end])
        var place = end + 1
        while place + tag.count <= bytes.count {
            if bytes[place] == tag[0], Array(bytes[place..<place + tag.count]) == tag { return place + tag.count }
            place += 1
        }
        return bytes.count
    }

    static func isWord(_ byte: UInt8) -> Bool {
        byte >= 0x80 || byte == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}

/// The lines of an HTTP/1.1 answer in chunks, as they come in.
struct ChunkedLines {
    private var bytes: [UInt8] = []
    private var text: [UInt8] = []
    private var hasHead = false

    /// - Returns: The lines that are complete now, without their ends.
    mutating func add(_ new: some Sequence<UInt8>) -> [String] {
        bytes += new
        if !hasHead {
            guard let end = place(of: [13, 10, 13, 10], from: 0) else { return [] }
            bytes.removeFirst(end + 4)
            hasHead = true
        }
        while let end = place(of: [13, 10], from: 0) {
            let size = String(decoding: bytes[..<end].prefix { $0 != UInt8(ascii: ";") }, as: UTF8.self)
            guard let count = Int(size, radix: 16), bytes.count >= end + 4 + count else { break }
            text += bytes[(end + 2)..<(end + 2 + count)]
            bytes.removeFirst(end + 4 + count)
        }
        var lines: [String] = []
        while let end = text.firstIndex(of: UInt8(ascii: "\n")) {
            lines.append(String(decoding: text[..<end], as: UTF8.self))
            text.removeFirst(end + 1)
        }
        return lines
    }

    private func place(of pattern: [UInt8], from start: Int) -> Int? {
        guard bytes.count >= start + pattern.count else { return nil }
        for place in start...(bytes.count - pattern.count)
        where bytes[place..<(place + pattern.count)].elementsEqual(pattern) {
            return place
        }
        return nil
    }
}

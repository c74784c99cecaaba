extension LiquidFilterInput {
    enum Occurrences { case all, first, last }

    func joined(_ left: LiquidText, _ right: LiquidText) throws(LiquidRefusal) -> LiquidText {
        try LiquidMeter.checkSize(left.byteCount + right.byteCount)
        var result = left
        result.append(right)
        return result
    }

    var capitalized: LiquidText {
        let text = self.text
        guard let first = text.runs.first?.text.unicodeScalars.first else { return text }
        let length = String(first).utf8.count
        let pieces = text.pieces([0..<length, length..<text.byteCount])
        var result = pieces[0].mapped { $0.uppercased() }
        result.append(pieces[1].mapped { $0.lowercased() })
        return result
    }

    /// The first argument replaced by the second, which `remove` doesn't have.
    func replacing(_ occurrences: Occurrences) throws(LiquidRefusal) -> LiquidText {
        let search = self.text(0)
        let text = self.text.influenced(by: search)
        let bytes = Array(text.text.utf8)
        let wanted = Array(search.text.utf8)
        var found = try Self.occurrences(of: wanted, in: bytes)
        switch occurrences {
        case .all: break
        case .first: found = Array(found.prefix(1))
        case .last: found = Array(found.suffix(1))
        }
        return try Self.replacing(found, of: text, with: self.text(1))
    }

    static func replacing(
        _ ranges: [Range<Int>], of text: LiquidText, with replacement: LiquidText
    ) throws(LiquidRefusal) -> LiquidText {
        guard !ranges.isEmpty else { return text }
        try LiquidMeter.checkSize(text.byteCount + ranges.count * min(replacement.byteCount, LiquidLimits.bytes))
        var kept: [Range<Int>] = []
        var end = 0
        for range in ranges {
            kept.append(end..<range.lowerBound)
            end = range.upperBound
        }
        kept.append(end..<text.byteCount)
        var result = LiquidText()
        for (index, piece) in text.pieces(kept).enumerated() {
            if index > 0 { result.append(replacement) }
            result.append(piece)
        }
        return result
    }

    /// Where `wanted` stands, from left to right without overlaps.
    private static func occurrences(of wanted: [UInt8], in bytes: [UInt8]) throws(LiquidRefusal) -> [Range<Int>] {
        guard !wanted.isEmpty else { return [] }
        var result: [Range<Int>] = []
        var start = 0
        while let index = bytes.firstIndex(of: wanted, from: start) {
            start = index + wanted.count
            result.append(index..<start)
            guard result.count < LiquidLimits.elements else { throw tooMany }
        }
        return result
    }

    static let tooMany = LiquidRefusal("A list would have more than \(LiquidLimits.elements) elements.")

    /// Empty parts at the end don't count. A blank as separator is any white space, nothing is between all characters.
    var split: [LiquidValue] {
        get throws(LiquidRefusal) {
            let separator = self.text(0)
            let text = self.text.influenced(by: separator)
            let bytes = Array(text.text.utf8)
            var ranges: [Range<Int>] = []
            if separator.text == " " {
                ranges = Self.words(in: bytes)
            } else if separator.byteCount == 0 {
                ranges = Self.scalars(in: bytes)
            } else {
                var start = 0
                for range in try Self.occurrences(of: Array(separator.text.utf8), in: bytes) {
                    ranges.append(start..<range.lowerBound)
                    start = range.upperBound
                }
                ranges.append(start..<bytes.count)
                while ranges.last?.isEmpty == true { ranges.removeLast() }
            }
            guard ranges.count <= LiquidLimits.elements else { throw Self.tooMany }
            return text.pieces(ranges).map { .text($0) }
        }
    }

    static func words(in bytes: [UInt8]) -> [Range<Int>] {
        bytes.indices.split { bytes[$0].isLiquidBlank }.map { $0.startIndex..<$0.endIndex }
    }

    private static func scalars(in bytes: [UInt8]) -> [Range<Int>] {
        let starts = bytes.indices.filter { bytes[$0] & 0xC0 != 0x80 }
        return zip(starts, starts.dropFirst() + [bytes.count]).map { $0..<$1 }
    }

    /// One element, or as many as the second argument says, from a position that counts from the end when it is negative.
    var sliced: LiquidValue {
        get throws(LiquidRefusal) {
            let elements: [LiquidValue]? = if case .list(let elements) = value { elements } else { nil }
            let text = self.text
            let scalars = elements == nil ? Self.scalars(in: Array(text.text.utf8)) : []
            let count = elements?.count ?? scalars.count
            let offset = integer(0, or: 0)
            let start = offset < 0 ? count.addingReportingOverflow(offset).partialValue : offset
            let length = max(0, integer(1, or: 1))
            guard start >= 0, start < count, length > 0 else { return elements == nil ? .author("") : .list([]) }
            let end = start + min(length, count - start)
            if let elements { return .list(Array(elements[start..<end])) }
            return .text(text.slice(scalars[start].lowerBound..<scalars[end - 1].upperBound))
        }
    }

    func stripped(start: Bool, end: Bool) -> LiquidText {
        let text = self.text
        let bytes = Array(text.text.utf8)
        var range = bytes.indices
        while start, let first = range.first, bytes[first].isLiquidBlank { range.removeFirst() }
        while end, let last = range.last, bytes[last].isLiquidBlank { range.removeLast() }
        return text.slice(range)
    }

    /// No longer than the first argument (50) with the second (…, as three dots) at its end.
    var truncated: LiquidText {
        let text = self.text
        let ellipsis = argument(1)?.written ?? LiquidText("...", .author)
        let scalars = Self.scalars(in: Array(text.text.utf8))
        let length = max(0, integer(0, or: 50))
        guard scalars.count > length else { return text }
        let kept = max(0, length - ellipsis.scalarCount)
        var result = text.slice(0..<(kept == 0 ? 0 : scalars[kept - 1].upperBound))
        result.append(ellipsis)
        return result
    }

    var truncatedWords: LiquidText {
        let text = self.text
        let words = Self.words(in: Array(text.text.utf8))
        let count = max(1, integer(0, or: 15))
        guard words.count > count else { return text }
        var result = LiquidText()
        for (index, piece) in text.pieces(Array(words[..<count])).enumerated() {
            if index > 0 { result.append(" ", .author) }
            result.append(piece)
        }
        result.append(argument(1)?.written ?? LiquidText("...", .author))
        return result
    }

    var withoutNewlines: LiquidText {
        let text = self.text
        let bytes = Array(text.text.utf8)
        let lines = bytes.indices.split { index in
            bytes[index] == 0x0A || (bytes[index] == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A)
        }
        return text.joinedPieces(lines.map { $0.startIndex..<$0.endIndex })
    }

    /// Each line ends with `<br />` before its end.
    var withBreaks: LiquidText {
        get throws(LiquidRefusal) {
            let bytes = Array(text.text.utf8)
            let ends = bytes.indices.filter { bytes[$0] == 0x0A }
            guard ends.count <= LiquidLimits.elements else { throw Self.tooMany }
            let ranges = ends.map { end in (end > 0 && bytes[end - 1] == 0x0D ? end - 1 : end)..<(end + 1) }
            return try Self.replacing(ranges, of: text, with: LiquidText("<br />\n", .author))
        }
    }

    /// Tags and comments go, and what stands in scripts and styles.
    var withoutMarkup: LiquidText {
        let text = self.text
        let bytes = Array(text.text.utf8)
        let lowercased = bytes.map(\.lowercasedASCII)
        var kept: [Range<Int>] = []
        var start = 0
        var index = 0
        // Ends that were looked for and don't exist.
        var missing: Set<String> = []
        func end(_ mark: String, from: Int) -> Int? {
            guard !missing.contains(mark) else { return nil }
            if let found = lowercased.firstIndex(of: Array(mark.utf8), from: from) { return found + mark.utf8.count }
            missing.insert(mark)
            return nil
        }
        func begins(_ mark: String) -> Bool { lowercased[index...].starts(with: mark.utf8) }
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "<") else {
                index += 1
                continue
            }
            var stop: Int?
            if begins("<script") { stop = end("</script>", from: index) }
            if begins("<style") { stop = end("</style>", from: index) }
            if begins("<!--") { stop = end("-->", from: index) }
            guard let after = stop ?? end(">", from: index) else { break }
            if start < index { kept.append(start..<index) }
            (start, index) = (after, after)
        }
        if start < bytes.count { kept.append(start..<bytes.count) }
        return text.joinedPieces(kept)
    }
}

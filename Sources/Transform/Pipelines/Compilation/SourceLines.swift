/// SQL and the place in the source of each of its lines.
struct SourceLines: Sendable {
    private(set) var text: String
    private(set) var positions: [FilePosition]

    init(_ record: RenderRecord, file: String) {
        text = record.text
        positions = record.sourceLines.map { FilePosition(file: file, line: $0) }
        dropBlankLines()
        while let last = text.unicodeScalars.last, last.properties.isWhitespace || last == ";" {
            text.unicodeScalars.removeLast()
        }
        positions = Array(positions.prefix(text.utf8.reduce(1) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }))
    }

    private mutating func dropBlankLines() {
        var rest = Substring(text)
        var dropped = 0
        while let end = rest.firstIndex(where: \.isNewline), rest[..<end].allSatisfy(\.isWhitespace) {
            rest = rest[rest.index(after: end)...]
            dropped += 1
        }
        text = String(rest)
        positions.removeFirst(min(dropped, positions.count))
    }

    /// Puts ephemeral models before the SQL, or before the expressions of the `with` that it begins with.
    mutating func inject(_ models: [EphemeralText]) {
        guard !models.isEmpty else { return }
        var head = "with "
        var headPositions: [FilePosition] = []
        let fallback = positions.first ?? FilePosition(file: "")
        for (place, model) in models.enumerated() {
            head += (place == 0 ? "" : ", ") + "\(model.name) as (\n"
            headPositions.append(model.lines.positions.first ?? fallback)
            head += model.lines.text + "\n)"
            headPositions += model.lines.positions
        }
        let bytes = Array(text.utf8)
        let scanner = SQLScanner(bytes)
        var tokens = scanner.tokens(limit: 2).makeIterator()
        if let first = tokens.next(), scanner.word(first) == "with" {
            var end = first.upperBound
            if let second = tokens.next(), scanner.word(second) == "recursive" {
                end = second.upperBound
                head = "with recursive " + head.dropFirst("with ".count)
            }
            let before = String(decoding: bytes[..<first.lowerBound], as: UTF8.self)
            text = before + head + "," + String(decoding: bytes[end...], as: UTF8.self)
            let linesBefore = bytes[..<first.lowerBound].count { $0 == UInt8(ascii: "\n") }
            let linesThrough = bytes[..<end].count { $0 == UInt8(ascii: "\n") }
            positions = Array(positions.prefix(linesBefore)) + headPositions + Array(positions.dropFirst(linesThrough))
        } else {
            text = head + "\n" + text
            positions = headPositions + [fallback] + positions
        }
    }
}

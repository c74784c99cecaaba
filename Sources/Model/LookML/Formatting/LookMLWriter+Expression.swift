extension LookMLWriter {
    /// Writes an expression behind its key.
    ///
    /// Where it begins, behind the key or on the next line, and whether its `;;` has a line of its own stay as written,
    /// unless it is one line that fits behind the key.
    mutating func write(expression token: LookMLToken, end: LookMLToken, key: LookMLToken, depth: Int) {
        let content = LineEnds.unified(token.text)
        guard !content.isEmpty else { return append(" ;;") }
        let keyWidth = key.text.unicodeScalars.count
        let hasOwnLine = token.leadingTrivia.utf8.contains(UInt8(ascii: "\n"))
        guard content.utf8.contains(UInt8(ascii: "\n")) else {
            if hasOwnLine, depth * 2 + keyWidth + content.unicodeScalars.count + 5 > LookMLFormatter.width {
                line(depth + 1, content)
            } else {
                append(" " + content)
            }
            return append(" ;;")
        }
        if hasOwnLine {
            var lines = ExpressionLines(Self.lastLine(token.leadingTrivia) + content, key: key.text)
            lines.move(to: depth * 2 + 2)
            append("\n" + lines.text)
        } else {
            var lines = ExpressionLines(content, key: key.text, firstLineMoves: false)
            // What stands exactly below the first word stays there.
            let isAligned = lines.isIndented(by: token.location.column - 1)
            lines.move(to: depth * 2 + (isAligned ? keyWidth + 2 : 2))
            append(" " + lines.text)
        }
        if end.leadingTrivia.utf8.contains(UInt8(ascii: "\n")) { line(depth, ";;") } else { append(" ;;") }
    }

    /// The blanks before the first line of an expression.
    private static func lastLine(_ trivia: String) -> String {
        String(decoding: trivia.utf8.reversed().prefix { $0 == 0x20 || $0 == 0x09 }.reversed(), as: UTF8.self)
    }
}

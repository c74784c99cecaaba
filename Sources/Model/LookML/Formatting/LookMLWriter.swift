/// Writes a tree in the formatter's layout. The tree is one without problems.
struct LookMLWriter {
    private(set) var text = ""
    private var hasLine = false

    mutating func write(_ document: LookMLDocument) {
        let mark = "\u{FEFF}"
        if document.items.first?.key.text.unicodeScalars.first == mark.unicodeScalars.first {
            // Without one before it, a name that begins with this mark would lose it to the next reader.
            text = mark
        }
        write(document.items, end: document.trailingTrivia, depth: 0)
        if !text.isEmpty { text += "\n" }
    }

    /// - Parameters:
    ///   - end: What stands between the last item and the end of the block or file.
    ///   - depth: Of the items: 0 in the file, 1 in a view or an explore.
    private mutating func write(_ items: [LookMLItem], end: String, depth: Int) {
        for (index, item) in items.enumerated() {
            let trivia = Trivia(item.key.leadingTrivia, followsToken: depth > 0 || index > 0)
            // Deeper blocks are short and many, as the conditions of a case are: whoever writes them decides.
            let isApart = depth <= 1 && index > 0 && (item.isBlock || items[index - 1].isBlock)
            write(trivia, isFirst: index == 0, isApart: isApart, depth: depth)
            for comment in item.innerComments { line(depth, comment) }
            line(depth, item.key.text)
            text += ":"
            write(item, depth: depth)
        }
        write(
            Trivia(end, followsToken: depth > 0 || !items.isEmpty), isFirst: items.isEmpty, isApart: false,
            depth: depth, isLast: true)
    }

    /// Writes comments and blank lines that stand before an item, an element, or the end of a block, list or file.
    ///
    /// - Parameters:
    ///   - isFirst: Whether nothing stands before it in its block, so that no blank line may.
    ///   - isApart: Whether a blank line has to be in it.
    ///   - isLast: Whether the end follows, before which no blank line may stand.
    mutating func write(_ trivia: Trivia, isFirst: Bool, isApart: Bool, depth: Int, isLast: Bool = false) {
        if let trailing = trivia.trailing { text += " " + trailing }
        if isApart, !trivia.hasBlankLine { blankLine() }
        for (index, comment) in trivia.comments.enumerated() {
            if comment.isAfterBlankLine, !(isFirst && index == 0) { blankLine() }
            line(depth, comment.text)
        }
        if trivia.endsWithBlankLine, !isLast, !(isFirst && trivia.comments.isEmpty) { blankLine() }
    }

    private mutating func write(_ item: LookMLItem, depth: Int) {
        switch item.value {
        case .literal(let token): text += " " + token.value
        case .string(let token):
            text += " "
            write(string: token)
        case .expression(let token, let end): write(expression: token, end: end, key: item.key, depth: depth)
        case .list(let list): write(list, key: item.key, depth: depth)
        case .block(let block):
            if let name = block.name { text += " " + name.text }
            text += " {"
            let isEmpty = block.items.isEmpty && !Trivia(block.close.leadingTrivia).hasComments
            if !isEmpty {
                write(block.items, end: block.close.leadingTrivia, depth: depth + 1)
                line(depth, "")
            }
            text += "}"
        }
    }

    mutating func write(string token: LookMLToken) { text += LineEnds.unified(token.text) }

    /// Begins a line.
    mutating func line(_ depth: Int, _ content: some StringProtocol) {
        if hasLine { text += "\n" }
        hasLine = true
        indent(depth)
        text += content
    }

    mutating func indent(_ depth: Int) { for _ in 0..<depth { text += "  " } }

    mutating func append(_ more: some StringProtocol) { text += more }

    private mutating func blankLine() { text += "\n" }
}

extension LookMLItem {
    fileprivate var isBlock: Bool {
        if case .block = value { true } else { false }
    }

    /// Comments between the item's first token and the last before its contents: they move before the item.
    fileprivate var innerComments: [Substring] {
        switch value {
        case .literal(let token): colon.comments + token.comments + token.commentsBehindMinus
        case .string(let token): colon.comments + token.comments
        // What seems a comment there is part of the expression.
        case .expression: colon.comments
        case .list(let list): colon.comments + list.open.comments
        case .block(let block): colon.comments + (block.name?.comments ?? []) + block.open.comments
        }
    }
}

extension LookMLToken {
    /// All comments before the token.
    var comments: [Substring] { leadingTrivia.isEmpty ? [] : Trivia(leadingTrivia).allComments }

    /// Comments between a minus and what it belongs to, which the value doesn't hold.
    var commentsBehindMinus: [Substring] {
        let blanks = text.utf8.count - value.utf8.count
        guard blanks > 0 else { return [] }
        return Trivia(String(decoding: text.utf8.dropFirst().prefix(blanks), as: UTF8.self)).allComments
    }
}

/// Line ends of text that is otherwise kept.
enum LineEnds {
    /// Without carriage returns before line feeds.
    static func unified(_ text: String) -> String {
        guard text.utf8.contains(0x0D) else { return text }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if byte == 0x0A { while bytes.last == 0x0D { bytes.removeLast() } }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Reads LookML text. Total: any text gives a document, with a diagnostic for everything that is not LookML, and the
/// document's `text` is the text that was read.
///
/// Time and memory grow in proportion to the length of the text, whatever is wrong with it.
package struct LookMLParser {
    /// How deep blocks may nest; real projects stay below ten.
    package static let deepestNesting = 64

    /// - Parameter file: The path to put into locations.
    package static func parse(_ text: String, file: String) -> LookMLDocument {
        var text = text
        return text.withUTF8 { bytes in
            var reader = SyntaxReader(Scanner(bytes, file: file))
            return reader.document()
        }
    }
}

/// One run of the parser over a file.
///
/// Text joins the tree by `keep`, which gives each token all that stands between it and the token kept before. So what
/// is skipped becomes part of the next token's trivia, and no byte can be lost.
struct SyntaxReader {
    var scanner: Scanner
    private var problems = SyntaxProblems()
    private var depth = 0
    /// The offset up to which the text belongs to tokens of the tree.
    private var keptEnd = 0
    /// The line of the token skipped last; nil once something could be read. Garbage is reported once a line.
    var garbageLine: Int?

    init(_ scanner: Scanner) { self.scanner = scanner }

    mutating func document() -> LookMLDocument {
        var items: [LookMLItem] = []
        while true {
            items += self.items()
            let next = scanner.peek()
            guard next.kind != .end else { break }
            // Only a closing brace that opens nothing can be left over.
            skip("syntax-unexpected-token", "Remove it, or add the '{' it belongs to.") { "'\($0)' closes nothing." }
        }
        return LookMLDocument(
            file: scanner.file, items: items, trailingTrivia: scanner.text(keptEnd..<scanner.length),
            diagnostics: problems.inOrderOfText)
    }

    /// Items up to a closing brace or the end of the file, neither of which is taken.
    private mutating func items() -> [LookMLItem] {
        var items: [LookMLItem] = []
        // Braces without a key, as in SQL whose key has lost its colon. Their partners don't close this block.
        var strayBraces = 0
        while true {
            let next = scanner.peek()
            switch next.kind {
            case .end: return items
            case .closeBrace where strayBraces == 0: return items
            case .closeBrace:
                strayBraces -= 1
                garbageLine = take().end.line
            case .literal:
                if let item = item() { items.append(item) }
            case .semicolons:
                skip("syntax-unexpected-token", "Remove it.") {
                    "'\($0)' can't stand here: it ends expressions such as `sql`."
                }
            default:
                if next.kind == .openBrace { strayBraces += 1 }
                skip("syntax-unexpected-token", "Write `name: value`.") {
                    "'\($0)' can't stand here: a parameter's name is expected."
                }
            }
        }
    }

    /// The item that the literal ahead begins; nil when it begins none and has been skipped.
    private mutating func item() -> LookMLItem? {
        let key = scanner.peek()
        let isExpression = scanner.isExpressionKey(key)
        var colon: Scanner.Token?
        if scanner.peek(1).kind == .colon {
            _ = take()
            colon = take()
        } else if garbageLine != key.start.line, !isExpression, isValueWithoutColon(after: key) {
            report("syntax-missing-colon", key, "Write `name: value`.") { "'\($0)' is not followed by a colon." }
            _ = take()
        } else {
            skip("syntax-missing-colon", "Write `name: value`.") { "'\($0)' is not followed by a colon." }
            return nil
        }
        garbageLine = nil
        guard isExpression || isValue() else {
            report("syntax-missing-value", key, "Write a value, or remove it.") { "'\($0)' has no value." }
            return nil
        }
        let keyToken = keep(key)
        let colonToken = colon.map { keep($0) } ?? missing()
        let value = isExpression ? expression(of: key) : value(of: key)
        return LookMLItem(key: keyToken, colon: colonToken, value: value)
    }

    /// Whether the literal ahead is a key that has merely lost its colon: `view orders {`, `label "x"`, `fields [a]`.
    private mutating func isValueWithoutColon(after key: Scanner.Token) -> Bool {
        guard scanner.isWord(key) else { return false }
        return switch scanner.peek(1).kind {
        case .openBrace, .openBracket, .string: true
        case .literal: scanner.peek(2).kind == .openBrace
        default: false
        }
    }

    /// Whether a value stands ahead, and not the next parameter's name.
    private mutating func isValue() -> Bool {
        switch scanner.peek().kind {
        case .openBrace, .openBracket, .string: true
        case .literal: scanner.peek(1).kind != .colon
        default: false
        }
    }

    private mutating func value(of key: Scanner.Token) -> LookMLValue {
        switch scanner.peek().kind {
        case .openBrace: return block(name: nil, key: key)
        case .openBracket: return .list(list())
        case .string: return .string(keep(take()))
        default:
            if scanner.peek(1).kind == .openBrace { return block(name: keep(take()), key: key) }
            return .literal(literal())
        }
    }

    /// A literal; a minus may stand apart from what it belongs to.
    mutating func literal() -> LookMLToken {
        var token = take()
        guard scanner.isMinus(token) else { return keep(token) }
        guard scanner.peek().kind == .literal, scanner.peek(1).kind != .colon else {
            report("syntax-unexpected-token", token, "Write what it belongs to, or remove it.") {
                "'\($0)' can't stand alone."
            }
            return keep(token)
        }
        let number = take()
        token.end = number.end
        return keep(token, value: "-" + scanner.text(number.range))
    }

    private mutating func expression(of key: Scanner.Token) -> LookMLValue {
        let (content, end) = scanner.takeExpression()
        let token = keep(content)
        guard let end else {
            report("syntax-unterminated-expression", key, "End it with ;;") {
                "The expression of '\($0)' has no end."
            }
            return .expression(token, end: missing())
        }
        return .expression(token, end: keep(end))
    }

    private mutating func block(name: LookMLToken?, key: Scanner.Token) -> LookMLValue {
        let brace = take()
        let open = keep(brace)
        var items: [LookMLItem] = []
        if depth < LookMLParser.deepestNesting {
            depth += 1
            items = self.items()
            depth -= 1
        } else {
            report("syntax-too-deep", brace, "Nest less; this block is not read.") { _ in
                "Blocks nest deeper than \(LookMLParser.deepestNesting) levels here."
            }
            skipBlock()
        }
        guard scanner.peek().kind == .closeBrace else {
            let type = quoted(key)
            report("syntax-missing-brace", brace, "Add the missing '}'.") { _ in
                "The block '\(type)' is never closed."
            }
            return .block(LookMLBlock(name: name, open: open, items: items, close: missing()))
        }
        garbageLine = nil
        return .block(LookMLBlock(name: name, open: open, items: items, close: keep(take())))
    }

    /// Skips to the brace that closes what has just been opened, which is not taken.
    private mutating func skipBlock() {
        var open = 1
        while true {
            let next = scanner.peek()
            switch next.kind {
            case .end: return
            case .openBrace: open += 1
            case .closeBrace:
                open -= 1
                if open == 0 { return }
            case .literal where scanner.peek(1).kind == .colon && scanner.isExpressionKey(next):
                _ = take()
                _ = take()
                _ = scanner.takeExpression()
                continue
            default: break
            }
            _ = take()
        }
    }

    /// Takes the next token, with a report when it is a string without an end.
    mutating func take() -> Scanner.Token {
        let token = scanner.take()
        if !token.isTerminated {
            report("syntax-unterminated-string", token, "Add the missing \".") { _ in
                "This string has no closing quote."
            }
        }
        return token
    }

    /// Puts a token into the tree, with everything since the token kept before it as its trivia.
    mutating func keep(_ token: Scanner.Token, value: String? = nil) -> LookMLToken {
        let trivia = scanner.text(keptEnd..<token.start.offset)
        let text = scanner.text(token.range)
        keptEnd = token.end.offset
        return LookMLToken(
            leadingTrivia: trivia, text: text,
            value: value ?? (token.kind == .string ? scanner.unquoted(token) : text), location: location(token))
    }

    /// Stands for a token that should be where the next one is.
    mutating func missing() -> LookMLToken {
        LookMLToken(leadingTrivia: "", text: "", value: "", location: location(scanner.peek()))
    }

    /// Skips the next token, with a report unless the one before it was skipped on the same line.
    mutating func skip(_ code: String, _ suggestion: String, message: (String) -> String) {
        let token = scanner.peek()
        if garbageLine != token.start.line { report(code, token, suggestion, message: message) }
        garbageLine = take().end.line
    }

    /// - Parameter message: Gives the message, from the token as it is quoted.
    mutating func report(
        _ code: String, _ token: Scanner.Token, _ suggestion: String, message: (String) -> String
    ) {
        guard !problems.isFull else { return }
        problems.report(code, message(quoted(token)), location(token), suggestion)
    }

    /// A token's text for a message: its first line, and not all of it when it is long.
    func quoted(_ token: Scanner.Token) -> String {
        let text = scanner.text(token.start.offset..<min(token.end.offset, token.start.offset + 256))
        let line = text.prefix { !$0.isNewline }.prefix(40)
        return line.utf8.count < token.range.count ? line + "…" : String(line)
    }

    private func location(_ token: Scanner.Token) -> SourceLocation {
        SourceLocation(file: scanner.file, line: token.start.line, column: token.start.column)
    }
}

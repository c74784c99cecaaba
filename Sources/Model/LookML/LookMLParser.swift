/// Reads LookML text. Total: any text gives a document, with a diagnostic for everything that is not LookML.
package struct LookMLParser {
    /// How deep blocks may nest; real projects stay below ten.
    package static let deepestNesting = 64

    /// - Parameter file: The path to put into locations.
    package static func parse(_ text: String, file: String) -> LookMLDocument {
        var text = text
        return text.withUTF8 { bytes in
            var parser = Parse(Scanner(bytes, file: file))
            return parser.document()
        }
    }
}

/// One run of the parser over the tokens of a file.
private struct Parse {
    private var scanner: Scanner
    private var diagnostics: [Diagnostic] = []
    private var depth = 0
    /// Text that had to be skipped, to be kept as trivia of the next token.
    private var skipped = ""

    init(_ scanner: Scanner) { self.scanner = scanner }

    mutating func document() -> LookMLDocument {
        var items: [LookMLItem] = []
        while true {
            items += self.items()
            let next = scanner.peek()
            guard next.kind != .end else { break }
            // Only a closing brace that opens nothing can be left over.
            report("syntax-unexpected-token", "'\(next.text)' closes nothing.", next, "Remove it, or add the '{' it belongs to.")
            skip(scanner.take())
        }
        let end = scanner.take()
        return LookMLDocument(
            file: scanner.file, items: items, trailingTrivia: skipped + end.trivia, diagnostics: diagnostics)
    }

    /// Items up to a closing brace or the end of the file, neither of which is taken.
    private mutating func items() -> [LookMLItem] {
        var items: [LookMLItem] = []
        while true {
            let next = scanner.peek()
            switch next.kind {
            case .end, .closeBrace: return items
            case .literal: if let item = item() { items.append(item) }
            default:
                report(
                    "syntax-unexpected-token", "'\(next.text)' can't stand here: a parameter's name is expected.", next,
                    "Write `name: value`.")
                skip(scanner.take())
            }
        }
    }

    private mutating func item() -> LookMLItem? {
        let keyToken = scanner.take()
        let next = scanner.peek()
        guard next.kind == .colon else {
            report(
                "syntax-missing-colon", "'\(keyToken.text)' is not followed by a colon.", keyToken,
                "Write `\(keyToken.text): value`.")
            skip(keyToken)
            return nil
        }
        let key = token(keyToken)
        let colon = token(scanner.take())
        guard let value = value(for: key) else {
            skipped += key.leadingTrivia + key.text + colon.leadingTrivia + colon.text
            return nil
        }
        return LookMLItem(key: key, colon: colon, value: value)
    }

    private mutating func value(for key: LookMLToken) -> LookMLValue? {
        if Scanner.isExpressionKey(key.value) { return expression(for: key) }
        let next = scanner.peek()
        switch next.kind {
        case .openBrace: return block(name: nil, key: key)
        case .openBracket: return list()
        case .string: return .string(token(scanner.take()))
        case .literal:
            let literal = scanner.take()
            if scanner.peek().kind == .openBrace { return block(name: token(literal), key: key) }
            if scanner.peek().kind == .colon {
                // The literal is the next parameter's name: this one has no value.
                scanner.putBack(literal)
                report("syntax-missing-value", "'\(key.value)' has no value.", key.location)
                return nil
            }
            return .literal(token(literal))
        default:
            report("syntax-missing-value", "'\(key.value)' has no value.", key.location)
            return nil
        }
    }

    private mutating func expression(for key: LookMLToken) -> LookMLValue? {
        // `sql: { … }` does not exist, but `expression`-like keys are also used as block names by nobody: raw text it is.
        let (text, end) = scanner.takeExpression()
        if end == nil {
            report(
                "syntax-unterminated-expression", "The expression of '\(key.value)' has no end.", key.location,
                "End it with ;;")
        }
        let content = token(text)
        guard let end else {
            return .expression(content, end: LookMLToken(leadingTrivia: "", text: "", value: "", location: text.location))
        }
        return .expression(content, end: token(end))
    }

    private mutating func block(name: LookMLToken?, key: LookMLToken) -> LookMLValue {
        let open = token(scanner.take())
        guard depth < LookMLParser.deepestNesting else {
            report("syntax-too-deep", "Blocks nest deeper than \(LookMLParser.deepestNesting) levels here.", open.location)
            skipBlock()
            return .block(LookMLBlock(name: name, open: open, items: [], close: missing()))
        }
        depth += 1
        let items = items()
        depth -= 1
        let close: LookMLToken
        if scanner.peek().kind == .closeBrace {
            close = token(scanner.take())
        } else {
            report(
                "syntax-missing-brace", "The block '\(key.value)' is never closed.", open.location, "Add the missing '}'.")
            close = missing()
        }
        return .block(LookMLBlock(name: name, open: open, items: items, close: close))
    }

    /// Skips to the brace that closes what has just been opened.
    private mutating func skipBlock() {
        var open = 1
        while open > 0 {
            let next = scanner.take()
            switch next.kind {
            case .openBrace: open += 1
            case .closeBrace: open -= 1
            case .end:
                skipped += next.trivia
                return
            default: break
            }
            skip(next)
        }
    }

    private mutating func list() -> LookMLValue {
        let open = token(scanner.take())
        var elements: [LookMLElement] = []
        var comma: LookMLToken?
        while true {
            let next = scanner.peek()
            switch next.kind {
            case .closeBracket:
                let close = token(scanner.take())
                if let comma, let last = elements.popLast() {
                    elements.append(LookMLElement(comma: last.comma, content: last.content, trailingComma: comma))
                } else if let comma {
                    report("syntax-unexpected-token", "A list can't hold a comma alone.", comma.location)
                    return .list(LookMLList(open: open, elements: elements, close: adding(comma, to: close)))
                }
                return .list(LookMLList(open: open, elements: elements, close: close))
            case .comma:
                if let first = comma {
                    report(
                        "syntax-unexpected-token", "Two commas stand in a row.", next, "Remove one of them.")
                    skipped += first.leadingTrivia + first.text
                }
                comma = token(scanner.take())
            case .literal, .string:
                if comma == nil, !elements.isEmpty {
                    report(
                        "syntax-missing-comma", "A comma is missing before '\(next.text)'.", next, "Separate elements with commas.")
                }
                elements.append(LookMLElement(comma: comma, content: element(), trailingComma: nil))
                comma = nil
            default:
                report(
                    "syntax-missing-bracket", "The list that begins at \(open.location.line):\(open.location.column) is not closed.",
                    next, "Add the missing ']'.")
                return .list(LookMLList(open: open, elements: elements, close: missing(after: comma)))
            }
        }
    }

    private mutating func element() -> LookMLElement.Content {
        let first = scanner.take()
        guard first.kind == .literal, scanner.peek().kind == .colon else {
            return first.kind == .string ? .string(token(first)) : .literal(token(first))
        }
        let key = token(first)
        let colon = token(scanner.take())
        let next = scanner.peek()
        guard next.kind == .literal || next.kind == .string else {
            report("syntax-missing-value", "'\(key.value)' has no value.", key.location)
            return .pair(key: key, colon: colon, value: missing())
        }
        return .pair(key: key, colon: colon, value: token(scanner.take()))
    }

    private mutating func token(_ raw: Scanner.Token) -> LookMLToken {
        if raw.isUnterminated {
            report("syntax-unterminated-string", "This string has no closing quote.", raw, "Add the missing \".")
        }
        let trivia = skipped + raw.trivia
        skipped = ""
        return LookMLToken(leadingTrivia: trivia, text: raw.text, value: raw.value, location: raw.location)
    }

    private mutating func skip(_ raw: Scanner.Token) {
        if raw.isUnterminated {
            report("syntax-unterminated-string", "This string has no closing quote.", raw, "Add the missing \".")
        }
        skipped += raw.trivia + raw.text
    }

    private mutating func missing(after comma: LookMLToken? = nil) -> LookMLToken {
        if let comma { skipped = comma.leadingTrivia + comma.text + skipped }
        return LookMLToken(leadingTrivia: "", text: "", value: "", location: scanner.peek().location)
    }

    private func adding(_ comma: LookMLToken, to close: LookMLToken) -> LookMLToken {
        LookMLToken(
            leadingTrivia: comma.leadingTrivia + comma.text + close.leadingTrivia, text: close.text, value: close.value,
            location: close.location)
    }

    private mutating func report(_ code: String, _ message: String, _ token: Scanner.Token, _ suggestion: String? = nil) {
        report(code, message, token.location, suggestion)
    }

    private mutating func report(
        _ code: String, _ message: String, _ location: SourceLocation, _ suggestion: String? = nil
    ) {
        diagnostics.append(Diagnostic(code: code, message: message, location: location, suggestion: suggestion))
    }
}

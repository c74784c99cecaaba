extension SyntaxReader {
    /// The list whose bracket is ahead.
    mutating func list() -> LookMLList {
        let bracket = take()
        let open = keep(bracket)
        var elements: [LookMLElement] = []
        var comma: Scanner.Token?
        // Brackets of lists within the list, which LookML doesn't have. Their partners don't close this one.
        var strayBrackets = 0
        while true {
            let next = scanner.peek()
            switch next.kind {
            case .closeBracket where strayBrackets == 0:
                if let comma, elements.isEmpty {
                    report("syntax-unexpected-token", comma, "Remove it.") { _ in "A list can't hold a comma alone." }
                }
                add(comma, to: &elements)
                return LookMLList(open: open, elements: elements, close: keep(take()))
            case .comma:
                if comma == nil {
                    comma = take()
                } else {
                    skip("syntax-unexpected-token", "Remove one of them.") { _ in "Two commas stand in a row." }
                }
            case .literal, .string:
                guard isElement(afterComma: comma != nil || elements.isEmpty) else {
                    return unclosed(bracket, open, elements, comma)
                }
                append(comma, to: &elements)
                comma = nil
            case .closeBracket:
                strayBrackets -= 1
                _ = take()
            case .colon, .semicolons, .openBracket:
                if next.kind == .openBracket { strayBrackets += 1 }
                skip("syntax-unexpected-token", "Write the elements one after the other, with commas between them.") {
                    "'\($0)' can't stand in a list."
                }
            case .openBrace, .closeBrace, .end:
                return unclosed(bracket, open, elements, comma)
            }
        }
    }

    /// Whether an element is ahead, and not a parameter after a list whose closing bracket is missing.
    ///
    /// What follows the colon of a key for expressions is never looked at: it is no LookML.
    private mutating func isElement(afterComma: Bool) -> Bool {
        let first = scanner.peek()
        guard first.kind == .literal, scanner.peek(1).kind == .colon else { return true }
        if scanner.isExpressionKey(first) { return afterComma }
        guard scanner.peek(2).kind == .literal || scanner.peek(2).kind == .string else { return afterComma }
        switch scanner.peek(3).kind {
        case .openBrace: return false
        case .comma, .closeBracket: return true
        default: return afterComma
        }
    }

    /// Reads the element ahead and puts it behind the others.
    private mutating func append(_ comma: Scanner.Token?, to elements: inout [LookMLElement]) {
        let next = scanner.peek()
        if comma == nil, !elements.isEmpty {
            report("syntax-missing-comma", next, "Separate elements with commas.") {
                "A comma is missing before '\($0)'."
            }
        }
        garbageLine = nil
        let commaToken = comma.map { keep($0) }
        let content = content()
        if !elements.isEmpty, elements[0].content.isPair != content.isPair {
            report("syntax-mixed-list", next, "Let all elements be values, or all be `field: value`.") {
                "'\($0)' differs from the elements before it."
            }
        }
        elements.append(LookMLElement(comma: commaToken, content: content, trailingComma: nil))
    }

    private mutating func content() -> LookMLElement.Content {
        if scanner.peek().kind == .string { return .string(keep(take())) }
        guard scanner.peek(1).kind == .colon else { return .literal(literal()) }
        let first = take()
        let key = keep(first)
        let colon = keep(take())
        switch scanner.peek().kind {
        case .string: return .pair(key: key, colon: colon, value: keep(take()))
        case .literal: return .pair(key: key, colon: colon, value: literal())
        default:
            report("syntax-missing-value", first, "Write a value, or remove it.") { "'\($0)' has no value." }
            return .pair(key: key, colon: colon, value: missing())
        }
    }

    private mutating func unclosed(
        _ bracket: Scanner.Token, _ open: LookMLToken, _ elements: [LookMLElement], _ comma: Scanner.Token?
    ) -> LookMLList {
        report("syntax-missing-bracket", scanner.peek(), "Add the missing ']'.") { _ in
            "The list that begins at \(bracket.start.line):\(bracket.start.column) is not closed."
        }
        var elements = elements
        add(comma, to: &elements)
        return LookMLList(open: open, elements: elements, close: missing())
    }

    /// Gives the last element the comma that follows it. Without elements it stays outside the tree, as trivia.
    private mutating func add(_ comma: Scanner.Token?, to elements: inout [LookMLElement]) {
        guard let comma, let last = elements.popLast() else { return }
        elements.append(LookMLElement(comma: last.comma, content: last.content, trailingComma: keep(comma)))
    }
}

extension LookMLElement.Content {
    fileprivate var isPair: Bool {
        if case .pair = self { true } else { false }
    }
}

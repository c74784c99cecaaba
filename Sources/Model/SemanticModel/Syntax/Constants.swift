internal import LookML

/// The constants of a manifest, and their replacement in trees: `@{NAME}` in any string or expression.
struct Constants {
    /// The constants alone, which any number of files may be read with at once.
    struct Values: Sendable {
        fileprivate var texts: [String: String] = [:]
    }

    private(set) var values = Values()
    private let problems: ProblemList
    /// Constants may contain constants; a chain longer than this goes round in circles.
    private static let longestChain = 20
    private static let longestValue = 1 << 20

    /// - Parameter problems: What is wrong where the constants are used.
    init(_ values: Values, problems: ProblemList) {
        self.values = values
        self.problems = problems
    }

    init(manifest: LookMLDocument?, problems: ProblemList) {
        self.problems = problems
        guard let manifest else { return }
        for (item, block) in manifest.blocks("constant") {
            guard let name = block.name?.value, let value = block.text("value") else {
                problems.report(
                    "missing-parameter", "A constant needs a name and a `value`.", at: item.location,
                    suggestion: "constant: NAME { value: \"text\" }")
                continue
            }
            if values.texts.updateValue(value, forKey: name) != nil {
                problems.report("duplicate-name", "The constant `\(name)` is defined twice.", at: item.location)
            }
        }
    }

    func expanding(_ document: LookMLDocument) -> LookMLDocument {
        LookMLDocument(
            file: document.file, items: document.items.map(expanding), trailingTrivia: document.trailingTrivia,
            diagnostics: document.diagnostics)
    }

    private func expanding(_ item: LookMLItem) -> LookMLItem {
        LookMLItem(key: item.key, colon: item.colon, value: expanding(item.value))
    }

    private func expanding(_ value: LookMLValue) -> LookMLValue {
        switch value {
        case .string(let token): .string(expanding(token))
        case .literal(let token): .literal(expanding(token))
        case .expression(let token, let end): .expression(expanding(token), end: end)
        case .block(let block):
            .block(
                LookMLBlock(
                    name: block.name, open: block.open, items: block.items.map(expanding), close: block.close))
        case .list(let list):
            .list(LookMLList(open: list.open, elements: list.elements.map(expanding), close: list.close))
        }
    }

    private func expanding(_ element: LookMLElement) -> LookMLElement {
        let content: LookMLElement.Content =
            switch element.content {
            case .string(let token): .string(expanding(token))
            case .literal(let token): .literal(expanding(token))
            case .pair(let key, let colon, let value): .pair(key: key, colon: colon, value: expanding(value))
            }
        return LookMLElement(comma: element.comma, content: content, trailingComma: element.trailingComma)
    }

    private func expanding(_ token: LookMLToken) -> LookMLToken {
        guard token.value.contains("@{") else { return token }
        var text = token.value
        for _ in 0..<Self.longestChain {
            let next = replaced(in: text, at: token.location)
            if next == text { return token.withValue(text) }
            text = next
            if text.utf8.count > Self.longestValue { break }
        }
        problems.report(
            "circular-reference", "The constants in `\(token.value.prefix(80))` go round in circles.",
            at: token.location)
        return token
    }

    /// One round of replacements; an unknown constant stays as it is.
    private func replaced(in text: String, at location: SourceLocation) -> String {
        var result = ""
        var rest = text[...]
        while result.utf8.count <= Self.longestValue, let start = rest.firstRange(of: "@{"),
            let end = rest[start.upperBound...].firstIndex(of: "}")
        {
            let name = rest[start.upperBound..<end]
            result += rest[..<start.lowerBound]
            if let value = values.texts[String(name)] {
                result += value
            } else {
                problems.report(
                    "unknown-constant", "The manifest has no constant `\(name)`.", at: location,
                    suggestion: Suggestion.nearest(to: String(name), in: values.texts.keys))
                result += rest[start.lowerBound...end]
            }
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }
}

extension LookMLToken {
    func withValue(_ value: String) -> LookMLToken {
        LookMLToken(leadingTrivia: leadingTrivia, text: text, value: value, location: location)
    }
}

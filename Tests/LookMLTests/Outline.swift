import LookML

/// What a file says without how it is written: the form in which our tree and that of the Python package `lkml` are
/// compared. Tests/LookML/outline.py prints it.
struct Outline: Codable, Equatable, Sendable {
    var key: String?
    /// Of the key; of the value if that is a literal in a list.
    var line: Int?
    /// `block`, `list`, `literal`, `string` or `expression`
    var kind: String
    /// A block's name, or what the value means.
    var value: String?
    var items: [Outline]?
}

extension LookMLDocument {
    var outline: [Outline] { items.map(Outline.init) }
}

extension Outline {
    init(_ item: LookMLItem) {
        switch item.value {
        case .block(let block):
            self.init(kind: "block", value: block.name?.value, items: block.items.map(Outline.init))
        case .list(let list): self.init(kind: "list", items: list.elements.map(Outline.init))
        case .literal(let token): self.init(kind: "literal", value: token.value)
        case .string(let token): self.init(kind: "string", value: Self.withoutReturns(token.value))
        case .expression(let token, _): self.init(kind: "expression", value: Self.withoutReturns(token.value))
        }
        key = item.key.value
        line = item.key.location.line
    }

    private init(_ element: LookMLElement) {
        switch element.content {
        case .literal(let token): self.init(line: token.location.line, kind: "literal", value: token.value)
        case .string(let token): self.init(kind: "string", value: Self.withoutReturns(token.value))
        case .pair(let key, _, let value):
            self.init(
                key: key.value, line: key.location.line,
                kind: value.text.utf8.first == UInt8(ascii: "\"") ? "string" : "literal",
                value: Self.withoutReturns(value.value))
        }
    }

    /// lkml is given the text without carriage returns; see outline.py.
    private static func withoutReturns(_ text: String) -> String {
        text.split(separator: "\r\n", omittingEmptySubsequences: false).joined(separator: "\n")
    }
}

extension [Outline] {
    /// One line for each entry, so that two outlines can be compared by eye.
    func lines(indent: String = "") -> [String] {
        flatMap { entry in
            let line = entry.line.map { "\($0): " } ?? ""
            let head = "\(indent)\(line)\(entry.key ?? "-") \(entry.kind) \((entry.value ?? "nil").debugDescription)"
            return [head] + (entry.items?.lines(indent: indent + "  ") ?? [])
        }
    }
}

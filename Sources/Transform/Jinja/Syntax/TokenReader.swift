/// Goes through the tokens of a template; what both halves of the parser stand on.
struct TokenReader {
    let source: [UInt8]
    let name: String
    private let tokens: [Token]
    private(set) var index = 0
    private var nesting = 0

    /// Brackets and blocks inside one another.
    static let deepestNesting = 80
    /// The height of the tree of an expression.
    static let deepestExpression = 400

    init(_ text: String, name: String) throws(JinjaError) {
        var lexer = Lexer(text, name: name)
        self.name = name
        source = lexer.source
        tokens = try lexer.tokenize()
    }

    var current: Token { tokens[index] }
    var following: Token { tokens[min(index + 1, tokens.count - 1)] }
    var previous: Token { tokens[max(index - 1, 0)] }

    mutating func advance() { if index < tokens.count - 1 { index += 1 } }

    func isName(_ name: String) -> Bool { if case .name(name) = current.kind { true } else { false } }

    func isSymbol(_ symbol: Token.Symbol) -> Bool { current.kind == .symbol(symbol) }

    mutating func skip(_ symbol: Token.Symbol) -> Bool {
        guard isSymbol(symbol) else { return false }
        advance()
        return true
    }

    mutating func skip(name: String) -> Bool {
        guard isName(name) else { return false }
        advance()
        return true
    }

    mutating func expect(_ symbol: Token.Symbol) throws(JinjaError) {
        guard skip(symbol) else { throw unexpected(expecting: "'\(symbol.rawValue)'") }
    }

    mutating func expectName(_ what: String) throws(JinjaError) -> String {
        guard case .name(let name) = current.kind else { throw unexpected(expecting: what) }
        advance()
        return name
    }

    /// Whether one of the tokens from `start` up to here is this name.
    func contains(name: String, since start: Int) -> Bool {
        tokens[min(start, index)..<index].contains { $0.kind == .name(name) }
    }

    func text(from start: Int, to end: Int) -> String {
        String(decoding: source[min(start, end)..<max(start, end)], as: UTF8.self)
    }

    mutating func expectTagEnd() throws(JinjaError) {
        guard case .tagEnd = current.kind else { throw unexpected(expecting: "'%}'") }
        advance()
    }

    func unexpected(expecting what: String) -> JinjaError { error("expected \(what), found \(current.description)") }

    func error(_ message: String, at position: JinjaPosition? = nil) -> JinjaError {
        JinjaError(.syntax, message, at: JinjaSite(template: name, position: position ?? current.position))
    }

    mutating func enter() throws(JinjaError) {
        nesting += 1
        if nesting > TokenReader.deepestNesting {
            throw error("this is nested more than \(TokenReader.deepestNesting) deep; take it apart with {% set %}")
        }
    }

    mutating func leave() { nesting -= 1 }
}

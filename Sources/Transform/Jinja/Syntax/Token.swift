/// A piece of the source: text between tags, or a word inside of one.
struct Token: Sendable {
    enum Kind: Sendable, Equatable {
        case text(String)
        case outputBegin, outputEnd, tagBegin, tagEnd
        case name(String)
        case string(String)
        case int(Int64)
        case double(Double)
        case symbol(Symbol)
        case end
    }

    enum Symbol: String, Sendable {
        case plus = "+"
        case minus = "-"
        case star = "*"
        case doubleStar = "**"
        case slash = "/"
        case doubleSlash = "//"
        case percent = "%"
        case tilde = "~"
        case leftParenthesis = "("
        case rightParenthesis = ")"
        case leftBracket = "["
        case rightBracket = "]"
        case leftBrace = "{"
        case rightBrace = "}"
        case equal = "=="
        case notEqual = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case assign = "="
        case dot = "."
        case colon = ":"
        case comma = ","
        case pipe = "|"
        case semicolon = ";"
    }

    let kind: Kind
    let position: JinjaPosition
    /// Where it begins and ends in the bytes of the source.
    let start: Int
    let end: Int

    /// For messages.
    var description: String {
        switch kind {
        case .text: "text"
        case .outputBegin: "'{{'"
        case .outputEnd: "'}}'"
        case .tagBegin: "'{%'"
        case .tagEnd: "'%}'"
        case .name(let name): "'\(name)'"
        case .string: "a string"
        case .int(let number): "'\(number)'"
        case .double(let number): "'\(number)'"
        case .symbol(let symbol): "'\(symbol.rawValue)'"
        case .end: "the end of the template"
        }
    }
}

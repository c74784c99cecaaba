/// An expression of the source. `depth` is the height of the tree, so that no walk over one can be deeper than the limit.
final class Expression: Sendable {
    indirect enum Kind: Sendable {
        case constant(JinjaValue)
        case name(String)
        case list([Expression])
        case tuple([Expression])
        case dict([(key: Expression, value: Expression)])
        case attribute(Expression, String)
        case item(Expression, Expression)
        case slice(Expression, from: Expression?, to: Expression?, step: Expression?)
        case call(Expression, Arguments)
        /// The value is nil in `{% filter %}` and `{% set %}` blocks: it is the block's text.
        case filter(Expression?, String, Arguments)
        case test(Expression, String, Arguments, isNegated: Bool)
        case not(Expression)
        case negative(Expression)
        case positive(Expression)
        case arithmetic(JinjaOperation, Expression, Expression)
        case concatenation([Expression])
        case comparison(Expression, [(operation: Comparison, operand: Expression)])
        case and(Expression, Expression)
        case or(Expression, Expression)
        case conditional(condition: Expression, then: Expression, otherwise: Expression?)
    }

    let kind: Kind
    let position: JinjaPosition
    let depth: Int

    init(_ kind: Kind, at position: JinjaPosition, depth: Int) {
        self.kind = kind
        self.position = position
        self.depth = depth
    }

    /// Where `a.b[0]` begins; its own position is that of its last part.
    var start: JinjaPosition {
        var current = self
        while true {
            switch current.kind {
            case .attribute(let value, _), .item(let value, _): current = value
            default: return current.position
            }
        }
    }
}

enum Comparison: String, Sendable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case `in` = "in"
    case notIn = "not in"
}

struct Arguments: Sendable {
    var positional: [Expression] = []
    var keyword: [(name: String, value: Expression)] = []
    /// `*list`
    var spread: Expression?
    /// `**dict`
    var keywordSpread: Expression?

    var all: [Expression] {
        positional + keyword.map(\.value) + [spread, keywordSpread].compactMap { $0 }
    }
    var depth: Int { all.map(\.depth).max() ?? 0 }
}

struct MacroDefinition: Sendable {
    let kind: JinjaMacroKind
    let name: String
    let parameters: [(name: String, fallback: Expression?)]
    let body: [Statement]
    let position: JinjaPosition
    let usesCaller: Bool
    let usesVarargs: Bool
    let usesKwargs: Bool
}

/// What a `set` or `for` assigns to.
indirect enum Target: Sendable {
    case name(String)
    case attribute(of: String, name: String)
    case tuple([Target])
}

indirect enum Statement: Sendable {
    case text(String, line: Int)
    case output(Expression)
    case `if`([(condition: Expression, body: [Statement])], otherwise: [Statement])
    case `for`(ForLoop)
    case set(Target, Expression)
    case setBlock(Target, filter: Expression?, body: [Statement])
    case macro(MacroDefinition)
    /// `{% call(a) f(x) %}`: the body is the macro `caller`.
    case call(MacroDefinition, Expression)
    case `do`(Expression)
    case filter(Expression, body: [Statement])
    case with([(Target, Expression)], body: [Statement])
    case scoped([Statement])
    case importTemplate(Expression, name: String)
    case importNames(Expression, [(name: String, alias: String)])
    case include(Expression, isOptional: Bool)
    case breakLoop(JinjaPosition)
    case continueLoop(JinjaPosition)
}

struct ForLoop: Sendable {
    let target: Target
    let sequence: Expression
    let condition: Expression?
    let body: [Statement]
    let otherwise: [Statement]
}

/// A piece of SQL with the values that are bound in it.
///
/// It is written as a string literal into which other expressions and values are interpolated: `"\(column) = \(value: name)"`.
/// There is no way to interpolate a plain `String`, so text from outside can't become SQL by accident: it is a value,
/// or it has to be said that it is SQL already (`raw:`).
package struct SQLExpression: Sendable, Hashable {
    package enum Piece: Sendable, Hashable {
        case text(String)
        case value(SQLValue)
        /// A column of a result by its alias, called there what the database allows.
        case column(String)
    }

    package private(set) var pieces: [Piece]

    package init(pieces: [Piece] = []) {
        self.pieces = pieces
    }

    /// SQL that somebody wrote as such: a model's `sql`, a name that is quoted already.
    package init(raw text: String) {
        pieces = [.text(text)]
    }

    package static func bound(_ value: SQLValue) -> SQLExpression { SQLExpression(pieces: [.value(value)]) }

    package mutating func append(_ other: SQLExpression) {
        for piece in other.pieces { append(piece) }
    }

    mutating func append(_ piece: Piece) {
        if case .text(let more) = piece, case .text(let text) = pieces.last {
            pieces[pieces.count - 1] = .text(text + more)
        } else {
            pieces.append(piece)
        }
    }

    /// In parentheses unless it is a name, a number, a call or in parentheses already.
    package var enclosed: SQLExpression {
        isAtomic ? self : wrapped
    }

    private var wrapped: SQLExpression {
        var result = SQLExpression(raw: "(")
        result.append(self)
        result.append(.text(endsInComment ? "\n)" : ")"))
        return result
    }

    /// Whether its last line may be a comment.
    var endsInComment: Bool {
        for piece in pieces.reversed() {
            guard case .text(let text) = piece else { continue }
            var previous: UInt8 = 0
            for byte in text.utf8.reversed() {
                if byte == UInt8(ascii: "\n") { return false }
                if byte == UInt8(ascii: "-"), previous == byte { return true }
                previous = byte
            }
        }
        return false
    }

    package var isEmpty: Bool {
        pieces.allSatisfy { if case .text(let text) = $0 { text.allSatisfy(\.isWhitespace) } else { false } }
    }

    /// How many bytes of SQL it is, and a few for each value and name.
    package var size: Int {
        pieces.reduce(0) { size, piece in
            switch piece {
            case .text(let text): size + text.utf8.count
            case .value(.text(let text)): size + text.utf8.count + 4
            case .value, .column: size + 24
            }
        }
    }

    /// How many parentheses and brackets stand inside one another.
    package var depth: Int {
        var (depth, deepest) = (0, 0)
        var isQuoted = false
        for case .text(let text) in pieces {
            for byte in text.utf8 {
                switch byte {
                case UInt8(ascii: "'"): isQuoted.toggle()
                case UInt8(ascii: "("), UInt8(ascii: "["):
                    if !isQuoted { depth += 1 }
                    deepest = max(deepest, depth)
                case UInt8(ascii: ")"), UInt8(ascii: "]"): if !isQuoted { depth -= 1 }
                default: break
                }
            }
        }
        return deepest
    }

    /// Whether it may be written twice without anybody minding. A call without arguments gives something else each time.
    package var isShort: Bool {
        size <= 60 && pieces.allSatisfy { if case .text(let text) = $0 { !text.contains("()") } else { true } }
    }

    /// Whether operators around it can't tear it apart.
    package var isAtomic: Bool {
        var scan = AtomScan()
        for piece in pieces {
            switch piece {
            case .value: scan.sawValue()
            case .column: scan.sawName()
            case .text(let text): for byte in text.utf8 { scan.see(byte) }
            }
        }
        return scan.isAtomic && scan.isBalanced
    }

    /// Whether it is the column of a table and nothing else: `table.column`.
    package var isColumn: Bool {
        guard pieces.count == 1, case .text(let text)? = pieces.first, let first = text.utf8.first else { return false }
        let isName = first == UInt8(ascii: "_") || first == UInt8(ascii: "\"") || (first | 0x20) >= UInt8(ascii: "a")
        return isName && isAtomic && text.contains(".") && !text.contains("(") && !text.contains("'")
    }

    /// The conditions that are not empty, joined by AND; `nil` when there is none.
    package static func all(_ conditions: [SQLExpression]) -> SQLExpression? { joined(conditions, by: " AND ") }

    /// The conditions that are not empty, joined by OR; `nil` when there is none.
    package static func any(_ conditions: [SQLExpression]) -> SQLExpression? { joined(conditions, by: " OR ") }

    private static func joined(_ conditions: [SQLExpression], by separator: String) -> SQLExpression? {
        let conditions = conditions.filter { !$0.isEmpty }
        guard conditions.count > 1 else { return conditions.first }
        var result = SQLExpression()
        for (index, condition) in conditions.enumerated() {
            if index > 0 { result.append(.text(separator)) }
            result.append(condition.enclosed)
        }
        return result
    }

    /// Operands with an operator between each two.
    package static func chain(_ operands: [SQLExpression], by sign: String) -> SQLExpression {
        var result = SQLExpression()
        for (index, operand) in operands.enumerated() {
            if index > 0 { result.append(.text(sign)) }
            result.append(operand.enclosed)
        }
        return result
    }

    /// `a, b, c`
    package static func list(_ items: [SQLExpression]) -> SQLExpression {
        var result = SQLExpression()
        for (index, item) in items.enumerated() {
            if index > 0 { result.append(.text(", ")) }
            result.append(item)
        }
        return result
    }
}

extension SQLExpression: ExpressibleByStringInterpolation {
    package struct StringInterpolation: StringInterpolationProtocol {
        var expression = SQLExpression()

        package init(literalCapacity: Int, interpolationCount: Int) {}

        package mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { expression.append(.text(literal)) }
        }

        /// An operand: put into parentheses where it needs them.
        package mutating func appendInterpolation(_ operand: SQLExpression) { expression.append(operand.enclosed) }

        /// An argument between commas or parentheses that are there already.
        package mutating func appendInterpolation(bare argument: SQLExpression) {
            expression.append(argument)
            // A comment that ends the text would swallow what follows.
            if argument.endsInComment { expression.append(.text("\n")) }
        }

        package mutating func appendInterpolation(list items: [SQLExpression]) { expression.append(.list(items)) }

        package mutating func appendInterpolation(value: SQLValue) { expression.append(.value(value)) }

        package mutating func appendInterpolation(column alias: String) { expression.append(.column(alias)) }

        package mutating func appendInterpolation(raw text: String) { expression.append(.text(text)) }

        package mutating func appendInterpolation(_ number: Int) { expression.append(.text(String(number))) }
    }

    package init(stringLiteral value: String) { self.init(raw: value) }

    package init(stringInterpolation: StringInterpolation) { self = stringInterpolation.expression }
}

/// Looks for an operator or a blank outside of quotes and parentheses.
private struct AtomScan {
    private(set) var isAtomic = true
    private var depth = 0
    private var quote: UInt8?
    private var previous: UInt8 = 0
    private var isEmpty = true
    private var isClosed = false

    /// Whether every quote and parenthesis was closed again.
    var isBalanced: Bool { depth == 0 && quote == nil }

    mutating func sawValue() {
        if !isEmpty, depth == 0 { isAtomic = false }
        isEmpty = false
    }

    mutating func sawName() {
        if isClosed { isAtomic = false }
        isEmpty = false
    }

    mutating func see(_ byte: UInt8) {
        isEmpty = false
        if let open = quote {
            if byte == open { quote = nil }
            // Where backslashes escape, the quote after one does not end the text, and the scan is lost.
            if byte == UInt8(ascii: "\\") { isAtomic = false }
            return
        }
        // Quotes and parentheses inside of a comment mean nothing, so that no text with one can be told to be whole.
        if previous == UInt8(ascii: "-") && byte == previous { isAtomic = false }
        if previous == UInt8(ascii: "/") && byte == UInt8(ascii: "*") { isAtomic = false }
        previous = byte
        switch byte {
        case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"): quote = byte
        case UInt8(ascii: "("):
            if depth == 0, isClosed { isAtomic = false }
            depth += 1
        case UInt8(ascii: ")"):
            depth -= 1
            if depth < 0 { isAtomic = false }
            if depth == 0 { isClosed = true }
        default:
            guard depth == 0 else { return }
            let isWord =
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "$") || byte >= 0x80
            if !isWord || isClosed { isAtomic = false }
        }
    }
}

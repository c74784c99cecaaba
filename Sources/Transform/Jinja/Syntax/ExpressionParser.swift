/// Reads expressions, with Jinja's order of operators: `if else`, `or`, `and`, `not`, comparisons, `+ -`, `~`, `* / // %`,
/// `**`, signs, then filters and tests, then calls and attributes.
struct ExpressionParser {
    var reader: TokenReader

    private func make(
        _ kind: Expression.Kind, at position: JinjaPosition, over depth: Int
    ) throws(JinjaError) -> Expression {
        guard depth < TokenReader.deepestExpression else {
            throw reader.error(
                "this expression has more than \(TokenReader.deepestExpression) steps one after the other; "
                    + "take it apart with {% set %}", at: position)
        }
        return Expression(kind, at: position, depth: depth + 1)
    }

    mutating func expression(allowsConditional: Bool = true) throws(JinjaError) -> Expression {
        try reader.enter()
        defer { reader.leave() }
        var value = try or()
        while allowsConditional, reader.isName("if") {
            let position = reader.current.position
            reader.advance()
            let condition = try or()
            let otherwise = reader.skip(name: "else") ? try expression() : nil
            value = try make(
                .conditional(condition: condition, then: value, otherwise: otherwise), at: position,
                over: max(value.depth, condition.depth, otherwise?.depth ?? 0))
        }
        return value
    }

    private mutating func or() throws(JinjaError) -> Expression {
        var left = try and()
        while reader.isName("or") {
            let position = reader.current.position
            reader.advance()
            let right = try and()
            left = try make(.or(left, right), at: position, over: max(left.depth, right.depth))
        }
        return left
    }

    private mutating func and() throws(JinjaError) -> Expression {
        var left = try not()
        while reader.isName("and") {
            let position = reader.current.position
            reader.advance()
            let right = try not()
            left = try make(.and(left, right), at: position, over: max(left.depth, right.depth))
        }
        return left
    }

    private mutating func not() throws(JinjaError) -> Expression {
        guard reader.isName("not") else { return try comparison() }
        try reader.enter()
        defer { reader.leave() }
        let position = reader.current.position
        reader.advance()
        let operand = try not()
        return try make(.not(operand), at: position, over: operand.depth)
    }

    private mutating func comparison() throws(JinjaError) -> Expression {
        let first = try sum()
        var rest: [(operation: Comparison, operand: Expression)] = []
        var position = reader.current.position
        var depth = first.depth
        while let operation = comparisonOperator() {
            if rest.isEmpty { position = reader.current.position }
            reader.advance()
            if operation == .notIn { reader.advance() }
            let operand = try sum()
            depth = max(depth, operand.depth)
            rest.append((operation, operand))
        }
        return rest.isEmpty ? first : try make(.comparison(first, rest), at: position, over: depth)
    }

    private func comparisonOperator() -> Comparison? {
        switch reader.current.kind {
        case .symbol(let symbol): Comparison(rawValue: symbol.rawValue)
        case .name("in"): .in
        case .name("not"): reader.following.kind == .name("in") ? .notIn : nil
        default: nil
        }
    }

    private mutating func sum() throws(JinjaError) -> Expression {
        var left = try concatenation()
        while let operation = arithmetic([.plus, .minus]) {
            let position = reader.current.position
            reader.advance()
            let right = try concatenation()
            left = try make(
                .arithmetic(operation, left, right), at: position, over: max(left.depth, right.depth))
        }
        return left
    }

    private mutating func concatenation() throws(JinjaError) -> Expression {
        let first = try product()
        guard reader.isSymbol(.tilde) else { return first }
        let position = reader.current.position
        var parts = [first]
        while reader.skip(.tilde) { parts.append(try product()) }
        return try make(.concatenation(parts), at: position, over: parts.map(\.depth).max() ?? 0)
    }

    private mutating func product() throws(JinjaError) -> Expression {
        var left = try power()
        while let operation = arithmetic([.star, .slash, .doubleSlash, .percent]) {
            let position = reader.current.position
            reader.advance()
            let right = try power()
            left = try make(
                .arithmetic(operation, left, right), at: position, over: max(left.depth, right.depth))
        }
        return left
    }

    private mutating func power() throws(JinjaError) -> Expression {
        var left = try signed(filters: true)
        while reader.isSymbol(.doubleStar) {
            let position = reader.current.position
            reader.advance()
            let right = try signed(filters: true)
            left = try make(.arithmetic(.power, left, right), at: position, over: max(left.depth, right.depth))
        }
        return left
    }

    private func arithmetic(_ symbols: [Token.Symbol]) -> JinjaOperation? {
        guard case .symbol(let symbol) = reader.current.kind, symbols.contains(symbol) else { return nil }
        return JinjaOperation(rawValue: symbol.rawValue)
    }

    private mutating func signed(filters: Bool) throws(JinjaError) -> Expression {
        let position = reader.current.position
        var value: Expression
        if reader.isSymbol(.minus) || reader.isSymbol(.plus) {
            try reader.enter()
            defer { reader.leave() }
            let isNegative = reader.isSymbol(.minus)
            reader.advance()
            let operand = try signed(filters: false)
            value = try make(isNegative ? .negative(operand) : .positive(operand), at: position, over: operand.depth)
        } else {
            value = try primary()
        }
        value = try postfix(value)
        return filters ? try filtered(value) : value
    }

    private mutating func primary() throws(JinjaError) -> Expression {
        let token = reader.current
        switch token.kind {
        case .name(let name):
            reader.advance()
            switch name {
            case "true", "True": return try make(.constant(.bool(true)), at: token.position, over: 0)
            case "false", "False": return try make(.constant(.bool(false)), at: token.position, over: 0)
            case "none", "None": return try make(.constant(.none), at: token.position, over: 0)
            default: return try make(.name(name), at: token.position, over: 0)
            }
        case .string(var text):
            reader.advance()
            while case .string(let more) = reader.current.kind {
                text += more
                reader.advance()
            }
            return try make(.constant(.string(text)), at: token.position, over: 0)
        case .int(let number):
            reader.advance()
            return try make(.constant(.int(number)), at: token.position, over: 0)
        case .double(let number):
            reader.advance()
            return try make(.constant(.double(number)), at: token.position, over: 0)
        case .symbol(.leftParenthesis):
            reader.advance()
            let value = try tuple(allowsEmpty: true)
            try reader.expect(.rightParenthesis)
            return value
        case .symbol(.leftBracket): return try list()
        case .symbol(.leftBrace): return try dict()
        default: throw reader.unexpected(expecting: "an expression")
        }
    }

    /// One expression, or several with commas between, which make a tuple.
    mutating func tuple(
        allowsConditional: Bool = true, allowsEmpty: Bool = false, endingAt end: String? = nil
    ) throws(JinjaError) -> Expression {
        let position = reader.current.position
        var elements: [Expression] = []
        var isTuple = false
        while !isTupleEnd(end) {
            elements.append(try expression(allowsConditional: allowsConditional))
            guard reader.skip(.comma) else { break }
            isTuple = true
        }
        if !isTuple {
            if let only = elements.first { return only }
            if !allowsEmpty { throw reader.unexpected(expecting: "an expression") }
        }
        return try make(.tuple(elements), at: position, over: elements.map(\.depth).max() ?? 0)
    }

    private func isTupleEnd(_ end: String?) -> Bool {
        switch reader.current.kind {
        case .outputEnd, .tagEnd, .symbol(.rightParenthesis): true
        case .name(let name): name == end
        default: false
        }
    }

    private mutating func list() throws(JinjaError) -> Expression {
        let position = reader.current.position
        try reader.expect(.leftBracket)
        var elements: [Expression] = []
        while !reader.isSymbol(.rightBracket) {
            elements.append(try expression())
            guard reader.skip(.comma) else { break }
        }
        try reader.expect(.rightBracket)
        return try make(.list(elements), at: position, over: elements.map(\.depth).max() ?? 0)
    }

    private mutating func dict() throws(JinjaError) -> Expression {
        let position = reader.current.position
        try reader.expect(.leftBrace)
        var entries: [(key: Expression, value: Expression)] = []
        while !reader.isSymbol(.rightBrace) {
            let key = try expression()
            try reader.expect(.colon)
            entries.append((key, try expression()))
            guard reader.skip(.comma) else { break }
        }
        try reader.expect(.rightBrace)
        return try make(
            .dict(entries), at: position, over: entries.map { max($0.key.depth, $0.value.depth) }.max() ?? 0)
    }

    private mutating func postfix(_ start: Expression) throws(JinjaError) -> Expression {
        var value = start
        while true {
            if reader.isSymbol(.dot) {
                value = try attribute(of: value)
            } else if reader.isSymbol(.leftBracket) {
                value = try subscripted(value)
            } else if reader.isSymbol(.leftParenthesis) {
                value = try call(of: value)
            } else {
                return value
            }
        }
    }

    private mutating func attribute(of value: Expression) throws(JinjaError) -> Expression {
        reader.advance()
        let position = reader.current.position
        switch reader.current.kind {
        case .name(let name):
            reader.advance()
            return try make(.attribute(value, name), at: position, over: value.depth)
        case .int(let number):
            reader.advance()
            let index = try make(.constant(.int(number)), at: position, over: 0)
            return try make(.item(value, index), at: position, over: value.depth)
        default: throw reader.unexpected(expecting: "a name after '.'")
        }
    }

    private mutating func subscripted(_ value: Expression) throws(JinjaError) -> Expression {
        let position = reader.current.position
        reader.advance()
        var bounds: [Expression?] = [nil]
        while !reader.isSymbol(.rightBracket) {
            if reader.isSymbol(.colon) {
                reader.advance()
                bounds.append(nil)
                guard bounds.count <= 3 else { throw reader.error("a slice has at most three parts: [from:to:step]") }
            } else {
                guard bounds[bounds.count - 1] == nil else { throw reader.unexpected(expecting: "']'") }
                bounds[bounds.count - 1] = try tupleInBrackets()
            }
        }
        try reader.expect(.rightBracket)
        let depth = bounds.map { $0?.depth ?? 0 }.max() ?? 0
        if bounds.count == 1 {
            guard let index = bounds[0] else { throw reader.error("'[]' needs an index or a key", at: position) }
            return try make(.item(value, index), at: position, over: max(value.depth, depth))
        }
        let step = bounds.count > 2 ? bounds[2] : nil
        return try make(
            .slice(value, from: bounds[0], to: bounds[1], step: step), at: position, over: max(value.depth, depth))
    }

    private mutating func tupleInBrackets() throws(JinjaError) -> Expression {
        let first = try expression()
        guard reader.isSymbol(.comma) else { return first }
        var elements = [first]
        while reader.skip(.comma), !reader.isSymbol(.rightBracket) { elements.append(try expression()) }
        return try make(.tuple(elements), at: first.position, over: elements.map(\.depth).max() ?? 0)
    }

    private mutating func call(of value: Expression) throws(JinjaError) -> Expression {
        let position = value.start
        let arguments = try arguments()
        return try make(.call(value, arguments), at: position, over: max(value.depth, arguments.depth))
    }

    private mutating func arguments() throws(JinjaError) -> Arguments {
        try reader.expect(.leftParenthesis)
        var arguments = Arguments()
        while !reader.isSymbol(.rightParenthesis) {
            if reader.skip(.star) {
                guard arguments.spread == nil else { throw reader.error("only one '*' argument is allowed") }
                arguments.spread = try expression()
            } else if reader.skip(.doubleStar) {
                guard arguments.keywordSpread == nil else { throw reader.error("only one '**' argument is allowed") }
                arguments.keywordSpread = try expression()
            } else if case .name(let name) = reader.current.kind, reader.following.kind == .symbol(.assign) {
                guard !arguments.keyword.contains(where: { $0.name == name }) else {
                    throw reader.error("the argument '\(name)' is given twice")
                }
                reader.advance()
                reader.advance()
                arguments.keyword.append((name, try expression()))
            } else {
                guard arguments.keyword.isEmpty, arguments.spread == nil, arguments.keywordSpread == nil else {
                    throw reader.error("an argument without a name must stand before those with one")
                }
                arguments.positional.append(try expression())
            }
            guard reader.skip(.comma) else { break }
        }
        try reader.expect(.rightParenthesis)
        return arguments
    }

    private mutating func filtered(_ start: Expression) throws(JinjaError) -> Expression {
        var value = start
        while true {
            if reader.isSymbol(.pipe) {
                value = try filter(of: value)
            } else if reader.isName("is") {
                value = try test(of: value)
            } else if reader.isSymbol(.leftParenthesis) {
                value = try call(of: value)
            } else {
                return value
            }
        }
    }

    /// `| name(arguments)`; with no value for the filters of a block. The first `|` may be missing there.
    mutating func filter(of value: Expression?) throws(JinjaError) -> Expression {
        _ = reader.skip(.pipe)
        let position = reader.current.position
        let name = try dottedName("the name of a filter")
        let arguments = reader.isSymbol(.leftParenthesis) ? try arguments() : Arguments()
        return try make(
            .filter(value, name, arguments), at: position, over: max(value?.depth ?? 0, arguments.depth))
    }

    private mutating func dottedName(_ what: String) throws(JinjaError) -> String {
        var name = try reader.expectName(what)
        while reader.skip(.dot) { name += "." + (try reader.expectName(what)) }
        return name
    }

    private mutating func test(of value: Expression) throws(JinjaError) -> Expression {
        reader.advance()
        let isNegated = reader.skip(name: "not")
        let position = reader.current.position
        let name = try dottedName("the name of a test")
        var arguments = Arguments()
        if reader.isSymbol(.leftParenthesis) {
            arguments = try self.arguments()
        } else if startsTestArgument() {
            if reader.isName("is") { throw reader.error("one test after the other: join them with 'and'") }
            let argument = try primary()
            arguments.positional = [try postfix(argument)]
        }
        return try make(
            .test(value, name, arguments, isNegated: isNegated), at: position,
            over: max(value.depth, arguments.depth))
    }

    private func startsTestArgument() -> Bool {
        switch reader.current.kind {
        case .name(let name): !["else", "or", "and", "if"].contains(name)
        case .string, .int, .double, .symbol(.leftBracket), .symbol(.leftBrace): true
        default: false
        }
    }
}

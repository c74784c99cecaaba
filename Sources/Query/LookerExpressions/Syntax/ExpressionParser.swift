/// Text to ``LookerExpression``, by precedence climbing.
///
/// From loose to tight: `OR`, `AND`, `NOT`, comparisons (which don't chain), `+ -`, `* / %`, a sign.
package struct ExpressionParser {
    /// In unicode scalars. A longer text is refused before it is read.
    package static let longest = 100_000
    /// How deep a tree may get: whoever walks it may recurse without fear for the stack.
    package static let deepest = 200

    private let tokens: [ExpressionToken]
    private var position = 0
    private var problems: [ExpressionProblem]

    /// What a text says, and what is wrong with it.
    ///
    /// - Returns: The tree, or nil if a problem kept it from being built; problems in the order they were met. A tree
    ///   with errors (``ExpressionProblem/Code/spelling``) may be checked further, to show all problems at once, but
    ///   not be run.
    package static func parse(_ text: String) -> (expression: LookerExpression?, problems: [ExpressionProblem]) {
        let length = text.unicodeScalars.count
        guard length <= longest else {
            let problem = ExpressionProblem(
                .tooLong, "an expression has at most \(longest) characters, this one has \(length)",
                at: longest..<length, suggestion: "split it into several calculations")
            return (nil, [problem])
        }
        var lexer = ExpressionLexer(text)
        do throws(ExpressionProblem) {
            var parser = ExpressionParser(tokens: try lexer.tokens(), problems: lexer.problems)
            let expression = parser.whole()
            return (expression, parser.problems)
        } catch {
            return (nil, lexer.problems + [error])
        }
    }

    private init(tokens: [ExpressionToken], problems: [ExpressionProblem]) {
        self.tokens = tokens
        self.problems = problems
    }

    private mutating func whole() -> LookerExpression? {
        do throws(ExpressionProblem) {
            if current.kind == .end {
                throw ExpressionProblem(.emptyExpression, "the expression is empty", at: 0..<0)
            }
            let expression = try expression(1, nesting: 0)
            guard current.kind == .end else { throw unexpected() }
            return expression
        } catch {
            problems.append(error)
            return nil
        }
    }

    // MARK: Operators

    private mutating func expression(_ minimum: Int, nesting: Int) throws(ExpressionProblem) -> LookerExpression {
        guard nesting < Self.deepest else { throw Self.tooDeep(current.span) }
        let start = current.span.lowerBound
        var left = try operand(nesting: nesting)
        // The span of a parenthesised left side leaves its parentheses out; the whole begins with them.
        while let sign = sign(), sign.precedence >= minimum {
            advance()
            let right = try expression(sign.precedence + 1, nesting: nesting + 1)
            if sign.isComparison, let next = self.sign(), next.isComparison {
                throw ExpressionProblem(
                    .chainedComparison, "comparisons do not chain", at: current.span,
                    suggestion: "a < b AND b < c")
            }
            left = try node(.binary(sign, left, right), from: start)
        }
        return left
    }

    /// The operator here, be it spelled `and`.
    private mutating func sign() -> LookerExpression.BinaryOperator? {
        switch current.kind {
        case .sign(let sign): return sign
        case .name(let name):
            guard let sign = LookerExpression.BinaryOperator(rawValue: name.uppercased()) else { return nil }
            if name != sign.rawValue { report(spelling: name, as: sign.rawValue) }
            return sign
        default: return nil
        }
    }

    private mutating func operand(nesting: Int) throws(ExpressionProblem) -> LookerExpression {
        let token = current
        switch token.kind {
        case .integer(let number):
            advance()
            return try node(.integer(number), from: token.span.lowerBound)
        case .decimal(let number):
            advance()
            return try node(.decimal(number), from: token.span.lowerBound)
        case .string(let text):
            advance()
            return try node(.string(text), from: token.span.lowerBound)
        case .field(let reference):
            advance()
            return try node(.field(reference), from: token.span.lowerBound)
        case .sign(.subtract), .sign(.add):
            advance()
            let operand = try expression(7, nesting: nesting + 1)
            return token.kind == .sign(.add) ? operand : try negated(operand, from: token.span.lowerBound)
        case .open:
            advance()
            let inner = try expression(1, nesting: nesting + 1)
            try close(openedAt: token.span)
            return inner
        case .name(let name): return try named(name, nesting: nesting)
        case .sign, .comma, .close, .end: throw unexpected()
        }
    }

    private mutating func negated(
        _ operand: LookerExpression, from start: Int
    ) throws(ExpressionProblem) -> LookerExpression {
        switch operand.kind {
        case .integer(let number) where number > 0: try node(.integer(-number), from: start)
        case .decimal(let number) where number > 0: try node(.decimal(-number), from: start)
        default: try node(.negate(operand), from: start)
        }
    }

    // MARK: Words

    private static let constants: [String: LookerExpression.Kind] = [
        "yes": .yesNo(true), "no": .yesNo(false), "null": .null,
    ]
    private static let foreign = ["true": "yes", "false": "no", "nil": "null", "none": "null"]

    private mutating func named(_ name: String, nesting: Int) throws(ExpressionProblem) -> LookerExpression {
        let token = current
        let lower = name.lowercased()
        if lower == "not" {
            if name != "NOT" { report(spelling: name, as: "NOT") }
            advance()
            return try node(.not(try expression(3, nesting: nesting + 1)), from: token.span.lowerBound)
        }
        if nextIs(.open) { return try call(name, nesting: nesting) }
        let constant = Self.foreign[lower] ?? lower
        if let kind = Self.constants[constant] {
            if name != constant { report(spelling: name, as: constant) }
            advance()
            return try node(kind, from: token.span.lowerBound)
        }
        guard LookerExpression.BinaryOperator(rawValue: name.uppercased()) == nil else { throw unexpected() }
        // Taken for a field, so that what follows is looked at as well.
        let isFunction = FunctionCatalogue.function(named: lower) != nil
        problems.append(
            ExpressionProblem(
                .unexpectedToken,
                isFunction ? "a function is called with parentheses" : "a bare name means nothing; fields stand in ${}",
                at: token.span, suggestion: isFunction ? lower + "()" : "${\(name)}"))
        advance()
        return try node(.field(LookerExpression.FieldReference(name: name, part: .value)), from: token.span.lowerBound)
    }

    private mutating func call(_ written: String, nesting: Int) throws(ExpressionProblem) -> LookerExpression {
        let word = current
        let name = written.lowercased()
        // An unknown name in capitals is the checker's to report.
        if name != written, FunctionCatalogue.function(named: name) != nil || Self.choices.contains(name) {
            report(spelling: written, as: name)
        }
        advance()
        let open = current.span
        advance()
        if name == "case" { return try cases(from: word, openedAt: open, nesting: nesting) }
        let arguments = try arguments(openedAt: open, nesting: nesting)
        switch name {
        case "if", "when":
            if name == "when" {
                problems.append(
                    ExpressionProblem(
                        .misplacedWhen, "'when' stands inside 'case'", at: word.span,
                        suggestion: "case(when(condition, value), otherwise)"))
            }
            guard arguments.count >= 2, arguments.count <= (name == "if" ? 3 : 2) else {
                throw Self.wrongCount(name, arguments.count, at: word.span.lowerBound..<previousEnd)
            }
            if name == "if", arguments.count == 2 {
                problems.append(Self.wrongCount(name, 2, at: word.span.lowerBound..<previousEnd))
            }
            let branch = LookerExpression.Branch(condition: arguments[0], value: arguments[1])
            let otherwise = arguments.count > 2 ? arguments[2] : nil
            return try node(.choice([branch], otherwise: otherwise), from: word.span.lowerBound)
        default:
            let call = LookerExpression.FunctionCall(name: name, nameSpan: word.span, arguments: arguments)
            return try node(.call(call), from: word.span.lowerBound)
        }
    }

    private static let choices: Set<String> = ["if", "case", "when"]

    private mutating func arguments(
        openedAt open: Range<Int>, nesting: Int
    ) throws(ExpressionProblem) -> [LookerExpression] {
        var arguments: [LookerExpression] = []
        if current.kind != .close {
            arguments.append(try expression(1, nesting: nesting + 1))
            while current.kind == .comma {
                advance()
                arguments.append(try expression(1, nesting: nesting + 1))
            }
        }
        try close(openedAt: open)
        return arguments
    }

    /// `case(when(condition, value), …, otherwise)`, after its parenthesis.
    private mutating func cases(
        from word: ExpressionToken, openedAt open: Range<Int>, nesting: Int
    ) throws(ExpressionProblem) -> LookerExpression {
        var branches: [LookerExpression.Branch] = []
        while case .name(let name) = current.kind, name.lowercased() == "when", nextIs(.open) {
            if name != "when" { report(spelling: name, as: "when") }
            let when = current.span
            advance()
            let open = current.span
            advance()
            let arguments = try arguments(openedAt: open, nesting: nesting + 1)
            guard arguments.count == 2 else {
                throw Self.wrongCount("when", arguments.count, at: when.lowerBound..<previousEnd)
            }
            branches.append(LookerExpression.Branch(condition: arguments[0], value: arguments[1]))
            guard current.kind == .comma else { break }
            advance()
            if current.kind == .close { throw unexpected() }
        }
        guard !branches.isEmpty else {
            throw ExpressionProblem(
                .misplacedWhen, "'case' begins with 'when(condition, value)'", at: current.span,
                suggestion: "case(when(condition, value), otherwise)")
        }
        var otherwise: LookerExpression?
        if current.kind != .close { otherwise = try expression(1, nesting: nesting + 1) }
        if current.kind == .comma {
            throw ExpressionProblem(
                .misplacedWhen, "the value without a condition is the last of 'case'", at: current.span)
        }
        try close(openedAt: open)
        return try node(.choice(branches, otherwise: otherwise), from: word.span.lowerBound)
    }
}

// MARK: - Tokens and problems

extension ExpressionParser {
    private var current: ExpressionToken { tokens[min(position, tokens.count - 1)] }
    private var previousEnd: Int { position > 0 ? tokens[min(position, tokens.count) - 1].span.upperBound : 0 }

    private func nextIs(_ kind: ExpressionToken.Kind) -> Bool {
        position + 1 < tokens.count && tokens[position + 1].kind == kind
    }

    private mutating func advance() { position = min(position + 1, tokens.count - 1) }

    private mutating func close(openedAt open: Range<Int>) throws(ExpressionProblem) {
        if current.kind == .close { return advance() }
        guard current.kind == .end else { throw unexpected() }
        throw ExpressionProblem(
            .missingParenthesis, "the parenthesis that opens here is never closed", at: open, suggestion: "add )")
    }

    private func node(_ kind: LookerExpression.Kind, from start: Int) throws(ExpressionProblem) -> LookerExpression {
        let expression = LookerExpression(kind, span: start..<max(start, previousEnd))
        guard expression.depth <= Self.deepest else { throw Self.tooDeep(expression.span) }
        return expression
    }

    private mutating func report(spelling written: String, as meant: String) {
        let problem = ExpressionProblem(
            .spelling, "'\(written)' is written '\(meant)'", at: current.span, suggestion: meant)
        // The same word may be looked at more than once.
        if problems.last != problem { problems.append(problem) }
    }

    private func unexpected() -> ExpressionProblem {
        switch current.kind {
        case .end:
            ExpressionProblem(.missingOperand, "the expression ends where a value is expected", at: current.span)
        case .close:
            ExpressionProblem(
                position == 0 || tokens[position - 1].kind == .comma || isAfterSign
                    ? .missingOperand : .unexpectedToken,
                "')' stands where a value is expected, or closes nothing", at: current.span)
        case .comma, .sign:
            ExpressionProblem(.missingOperand, "a value is missing before this", at: current.span)
        default:
            ExpressionProblem(
                .unexpectedToken, "an operator, ',' or ')' is expected before this", at: current.span)
        }
    }

    private var isAfterSign: Bool {
        guard position > 0, case .sign = tokens[position - 1].kind else { return false }
        return true
    }

    private static func tooDeep(_ span: Range<Int>) -> ExpressionProblem {
        ExpressionProblem(
            .tooDeep, "more than \(deepest) operators or functions inside one another", at: span,
            suggestion: "move a part into a calculation of its own")
    }

    private static func wrongCount(_ name: String, _ count: Int, at span: Range<Int>) -> ExpressionProblem {
        let form = name == "if" ? "if(condition, value_if_yes, value_if_no)" : "when(condition, value)"
        return ExpressionProblem(
            .wrongNumberOfArguments, "'\(name)' takes \(name == "if" ? 3 : 2) arguments, not \(count)", at: span,
            suggestion: form)
    }
}

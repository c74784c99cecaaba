extension Rendering {
    /// The value of an expression; `block` is what stands in for the filtered text of `{% filter %}`.
    func value(_ expression: Expression, _ scope: Scope, block: JinjaValue? = nil) async throws -> JinjaValue {
        switch expression.kind {
        case .constant(let value): return value
        case .name(let name):
            return try located(expression.position, scope) { () throws(JinjaError) in
                try meter.step()
                return try self.name(name, scope)
            }
        default: break
        }
        try located(expression.position, scope) { () throws(JinjaError) in try meter.step() }
        switch expression.kind {
        case .constant, .name: return .none
        case .list(let elements): return .list(try await values(elements, scope))
        case .tuple(let elements): return .tuple(try await values(elements, scope))
        case .dict(let entries): return try await dict(entries, expression, scope)
        case .attribute(let owner, let name):
            let owner = try await value(owner, scope)
            return try located(expression.position, scope) { () throws(JinjaError) in
                try Access(meter: meter).attribute(name, of: owner)
            }
        case .item(let owner, let key):
            let owner = try await value(owner, scope)
            let key = try await value(key, scope)
            return try located(expression.position, scope) { () throws(JinjaError) in
                try Access(meter: meter).item(key, of: owner)
            }
        case .slice(let owner, let from, let to, let step):
            let owner = try await value(owner, scope)
            let from = try await optional(from, scope)
            let to = try await optional(to, scope)
            let step = try await optional(step, scope)
            return try located(expression.position, scope) { () throws(JinjaError) in
                try Access(meter: meter).slice(owner, from, to, step)
            }
        case .call(let callee, let arguments):
            return try await call(callee, arguments, scope, at: expression.position)
        case .filter(let value, let name, let arguments):
            let filtered = if let value { try await self.value(value, scope, block: block) } else { block ?? .none }
            let (positional, keyword) = try await evaluate(arguments, scope)
            return try await filter(name, filtered, positional, keyword, at: site(expression.position, scope))
        case .test(let value, let name, let arguments, let isNegated):
            let result = try await passes(value, name, arguments, expression, scope)
            return .bool(result != isNegated)
        case .not(let operand): return .bool(!(try await value(operand, scope).isTrue))
        case .negative(let operand):
            let operand = try await value(operand, scope)
            return try located(expression.position, scope) { () throws(JinjaError) in
                try Arithmetic(meter: meter).negative(operand)
            }
        case .positive(let operand):
            let operand = try await value(operand, scope)
            return try located(expression.position, scope) { () throws(JinjaError) in
                try Arithmetic(meter: meter).positive(operand)
            }
        case .arithmetic(let operation, let left, let right):
            let left = try await value(left, scope)
            let right = try await value(right, scope)
            return try located(expression.position, scope) { () throws(JinjaError) in
                try Arithmetic(meter: meter).apply(operation, left, right)
            }
        case .concatenation(let parts): return try await concatenation(parts, expression, scope)
        case .comparison(let first, let rest): return try await comparison(first, rest, expression, scope)
        case .and(let left, let right):
            let left = try await value(left, scope)
            return left.isTrue ? try await value(right, scope) : left
        case .or(let left, let right):
            let left = try await value(left, scope)
            return left.isTrue ? left : try await value(right, scope)
        case .conditional(let condition, let then, let otherwise):
            if try await value(condition, scope).isTrue { return try await value(then, scope) }
            guard let otherwise else {
                return .undefined(hint: "this 'a if b' has no 'else', and its condition is false")
            }
            return try await value(otherwise, scope)
        }
    }

    private func values(_ expressions: [Expression], _ scope: Scope) async throws -> [JinjaValue] {
        var values: [JinjaValue] = []
        values.reserveCapacity(expressions.count)
        for expression in expressions { values.append(try await value(expression, scope)) }
        return values
    }

    private func optional(_ expression: Expression?, _ scope: Scope) async throws -> JinjaValue? {
        guard let expression else { return nil }
        return try await value(expression, scope)
    }

    private func dict(
        _ entries: [(key: Expression, value: Expression)], _ expression: Expression, _ scope: Scope
    ) async throws -> JinjaValue {
        let dict = JinjaDict()
        for entry in entries {
            let key = try await value(entry.key, scope)
            let value = try await value(entry.value, scope)
            try located(entry.key.position, scope) { () throws(JinjaError) in try dict.set(key, to: value) }
        }
        return .dict(dict)
    }

    private func concatenation(
        _ parts: [Expression], _ expression: Expression, _ scope: Scope
    ) async throws -> JinjaValue {
        var text = ""
        for part in parts {
            let value = try await value(part, scope)
            try located(expression.position, scope) { () throws(JinjaError) in
                let more = try value.text(meter)
                try meter.text(text.utf8.count + more.utf8.count)
                text += more
            }
        }
        return .string(text)
    }

    private func comparison(
        _ first: Expression, _ rest: [(operation: Comparison, operand: Expression)], _ expression: Expression,
        _ scope: Scope
    ) async throws -> JinjaValue {
        var left = try await value(first, scope)
        for part in rest {
            let right = try await value(part.operand, scope)
            let holds = try located(expression.position, scope) { () throws(JinjaError) in
                try Equality(meter: meter).compare(part.operation, left, right)
            }
            if !holds { return .bool(false) }
            left = right
        }
        return .bool(true)
    }

    private func passes(
        _ value: Expression, _ name: String, _ arguments: Arguments, _ expression: Expression, _ scope: Scope
    ) async throws -> Bool {
        var tested: JinjaValue
        if name == "defined" || name == "undefined", case .name(let name) = value.kind {
            // Asking is allowed even where unknown names are errors.
            tested = scope[name] ?? global(name) ?? .undefined(hint: name)
        } else {
            tested = try await self.value(value, scope)
        }
        let (positional, keyword) = try await evaluate(arguments, scope)
        return try await test(name, tested, positional, keyword, at: site(expression.position, scope))
    }

    func evaluate(
        _ arguments: Arguments, _ scope: Scope
    ) async throws -> ([JinjaValue], [(name: String, value: JinjaValue)]) {
        var positional = try await values(arguments.positional, scope)
        var keyword: [(name: String, value: JinjaValue)] = []
        for argument in arguments.keyword { keyword.append((argument.name, try await value(argument.value, scope))) }
        if let spread = arguments.spread {
            let value = try await value(spread, scope)
            positional += try located(spread.position, scope) { () throws(JinjaError) in
                try value.elements(meter, toDo: "spread it with '*'")
            }
        }
        if let spread = arguments.keywordSpread {
            guard case .dict(let dict) = try await value(spread, scope) else {
                throw JinjaError(.value, "'**' needs a dict", at: site(spread.position, scope))
            }
            for entry in dict.entries {
                guard case .string(let name) = entry.key, !keyword.contains(where: { $0.name == name }) else {
                    throw JinjaError(
                        .value, "the argument \(entry.key.representation) of '**' is no text, or is given twice",
                        at: site(spread.position, scope))
                }
                keyword.append((name, entry.value))
            }
        }
        return (positional, keyword)
    }
}

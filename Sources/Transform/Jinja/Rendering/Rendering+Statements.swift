extension Rendering {
    enum Flow { case next, breakLoop, continueLoop }

    func run(_ statements: [Statement], _ scope: Scope) async throws -> Flow {
        for statement in statements {
            switch statement {
            case .text(let text, let line):
                try located(JinjaPosition(line: line, column: 1), scope) { () throws(JinjaError) in
                    try meter.step()
                    try output.write(text, line: line, follows: true, meter)
                }
            case .output(let expression):
                let value = try await value(expression, scope)
                try located(expression.position, scope) { () throws(JinjaError) in
                    try output.write(
                        try value.text(meter), line: expression.start.line, follows: false, meter)
                }
            default:
                let flow = try await run(statement, scope)
                if flow != .next { return flow }
            }
        }
        return .next
    }

    private func run(_ statement: Statement, _ scope: Scope) async throws -> Flow {
        try meter.step()
        switch statement {
        case .text, .output: break
        case .if(let branches, let otherwise):
            for branch in branches where try await value(branch.condition, scope).isTrue {
                return try await run(branch.body, scope)
            }
            return try await run(otherwise, scope)
        case .for(let loop): return try await run(loop, scope)
        case .set(let target, let expression):
            let value = try await value(expression, scope)
            try located(expression.position, scope) { () throws(JinjaError) in try assign(value, to: target, scope) }
        case .setBlock(let target, let filter, let body):
            var value = JinjaValue.string(try await captured(body, scope))
            if let filter { value = try await self.value(filter, scope, block: value) }
            let position = filter?.position ?? JinjaPosition(line: 1, column: 1)
            try located(position, scope) { () throws(JinjaError) in try assign(value, to: target, scope) }
        case .macro(let definition): scope[definition.name] = .macro(macro(definition, scope))
        case .call(let definition, let call): try await run(definition, call, scope)
        case .do(let expression): _ = try await value(expression, scope)
        case .filter(let filter, let body):
            let text = JinjaValue.string(try await captured(body, scope))
            let value = try await value(filter, scope, block: text)
            try output.write(try value.text(meter), line: filter.position.line, follows: false, meter)
        case .with(let values, let body):
            let inner = scope.inner()
            for (target, expression) in values { try assign(try await value(expression, scope), to: target, inner) }
            return try await run(body, inner)
        case .scoped(let body): return try await run(body, scope.inner())
        case .importTemplate(let name, let alias): scope[alias] = try await importTemplate(name, scope)
        case .importNames(let name, let names):
            let module = try await importTemplate(name, scope)
            for entry in names {
                scope[entry.alias] = try located(name.position, scope) { () throws(JinjaError) in
                    try Access(meter: meter).attribute(entry.name, of: module)
                }
            }
        case .include(let name, let isOptional):
            guard let template = try await template(name, isOptional: isOptional, scope) else { return .next }
            try await nested(name.position, scope) {
                _ = try await self.run(template.body, Scope(in: template, parent: scope))
            }
        case .breakLoop: return .breakLoop
        case .continueLoop: return .continueLoop
        }
        return .next
    }

    /// What the statements write, as text.
    func captured(_ body: [Statement], _ scope: Scope) async throws -> String {
        let outer = output
        output = OutputBuffer(keepsLines: false)
        defer { output = outer }
        _ = try await run(body, scope.inner())
        return output.text
    }

    /// One macro or template deeper.
    func nested<Result>(
        _ position: JinjaPosition, _ scope: Scope, _ body: () async throws -> Result
    ) async throws -> Result {
        depth += 1
        defer { depth -= 1 }
        guard depth <= meter.limits.depth else {
            throw JinjaError(
                .limit,
                "macros call each other more than \(meter.limits.depth) deep; does one call itself without end?",
                at: site(position, scope))
        }
        return try await body()
    }

    func assign(_ value: JinjaValue, to target: Target, _ scope: Scope) throws(JinjaError) {
        switch target {
        case .name(let name): scope[name] = value
        case .attribute(let owner, let name):
            guard case .object(let object) = try self.name(owner, scope), object.jinjaSet(name, to: value) else {
                throw JinjaError(
                    .value, "'\(owner).\(name)' can't be set: only attributes of a namespace() can")
            }
        case .tuple(let targets):
            let parts = try value.elements(meter, toDo: "take it apart")
            guard parts.count == targets.count else {
                throw JinjaError(
                    .value, "\(targets.count) names are to be set, but there are \(parts.count) values")
            }
            for (part, target) in zip(parts, targets) { try assign(part, to: target, scope) }
        }
    }

    private func run(_ loop: ForLoop, _ scope: Scope) async throws -> Flow {
        let sequence = try await value(loop.sequence, scope)
        var elements = try located(loop.sequence.position, scope) { () throws(JinjaError) in
            try sequence.elements(meter)
        }
        if let condition = loop.condition {
            var kept: [JinjaValue] = []
            for element in elements {
                let inner = scope.inner()
                try located(condition.position, scope) { () throws(JinjaError) in
                    try assign(element, to: loop.target, inner)
                }
                if try await value(condition, inner).isTrue { kept.append(element) }
            }
            elements = kept
        }
        if elements.isEmpty { return try await run(loop.otherwise, scope.inner()) }
        let changes = LoopChanges()
        for index in elements.indices {
            let inner = scope.inner()
            try located(loop.sequence.position, scope) { () throws(JinjaError) in
                try meter.step()
                try assign(elements[index], to: loop.target, inner)
            }
            inner["loop"] = .object(LoopObject(elements: elements, index: index, changes: changes))
            if try await run(loop.body, inner) == .breakLoop { break }
        }
        return .next
    }

    private func run(_ definition: MacroDefinition, _ call: Expression, _ scope: Scope) async throws {
        guard case .call(let callee, let arguments) = call.kind else { return }
        let caller = macro(definition, scope)
        // Nothing can call it afterwards.
        defer { if let id = caller.scope { scopes[id.number] = nil } }
        let value = try await self.call(
            callee, arguments, scope, at: call.position, caller: .macro(caller))
        try output.write(try value.text(meter), line: call.start.line, follows: false, meter)
    }

    // MARK: Other templates

    private func template(
        _ name: Expression, isOptional: Bool, _ scope: Scope
    ) async throws -> JinjaTemplate? {
        let value = try await value(name, scope)
        for candidate in value.listValue ?? [value] {
            guard case .string(let name) = candidate else { continue }
            if let found = try context.template?(name) { return found }
        }
        if isOptional { return nil }
        throw JinjaError(
            .undefined, "there is no template \(value.representation)", at: site(name.position, scope))
    }

    private func importTemplate(_ name: Expression, _ scope: Scope) async throws -> JinjaValue {
        guard let template = try await template(name, isOptional: false, scope) else { return .none }
        let inner = Scope(in: template)
        let outer = output
        output = OutputBuffer(keepsLines: false)
        defer { output = outer }
        try await nested(name.position, scope) { _ = try await self.run(template.body, inner) }
        return .object(JinjaMembers("module \(template.name)", inner.own))
    }
}

extension Rendering {
    /// A call in the source: methods of text, lists and dicts at once, the rest by value.
    func call(
        _ callee: Expression, _ arguments: Arguments, _ scope: Scope, at position: JinjaPosition,
        caller: JinjaValue? = nil
    ) async throws -> JinjaValue {
        if case .attribute(let owner, let name) = callee.kind {
            let owner = try await value(owner, scope)
            if BoundMethod.exists(name, on: owner) {
                let (positional, keyword) = try await evaluate(arguments, scope)
                return try located(callee.position, scope) { () throws(JinjaError) in
                    try meter.step()
                    return try BoundMethod.call(name, on: owner, positional, keyword, meter)
                }
            }
            let function = try located(callee.position, scope) { () throws(JinjaError) in
                try Access(meter: meter).attribute(name, of: owner)
            }
            return try await call(function, arguments, scope, at: position, caller: caller)
        }
        let function = try await value(callee, scope)
        return try await call(function, arguments, scope, at: position, caller: caller)
    }

    private func call(
        _ function: JinjaValue, _ arguments: Arguments, _ scope: Scope, at position: JinjaPosition,
        caller: JinjaValue?
    ) async throws -> JinjaValue {
        var (positional, keyword) = try await evaluate(arguments, scope)
        if let caller { keyword.append(("caller", caller)) }
        return try await call(function, positional, keyword, at: site(position, scope))
    }

    func call(
        _ callee: JinjaValue, _ positional: [JinjaValue], _ keyword: [(name: String, value: JinjaValue)],
        at site: JinjaSite
    ) async throws -> JinjaValue {
        switch callee {
        case .function(let function):
            return try await call(function.name, function.body, positional, keyword, at: site)
        case .macro(let macro): return try await call(macro, positional, keyword, at: site)
        case .object(let object):
            if let body = object.jinjaBody {
                return try await call(object.jinjaTypeName, body, positional, keyword, at: site)
            }
        case .undefined(let hint): throw JinjaError(.undefined, hint, at: site)
        default: break
        }
        throw JinjaError(.value, "\(callee.described) can't be called", at: site)
    }

    func call(
        _ name: String, _ body: @Sendable (JinjaCall) async throws -> JinjaValue, _ positional: [JinjaValue],
        _ keyword: [(name: String, value: JinjaValue)], at site: JinjaSite
    ) async throws -> JinjaValue {
        do {
            try meter.step()
            return try await body(
                JinjaCall(name: name, positional: positional, keyword: keyword, site: site, rendering: self))
        } catch var error as JinjaError {
            if error.site == nil { error.site = site }
            throw error
        } catch let error as MacroReturn {
            throw error
        } catch {
            var wrapped = JinjaError(.function, "\(name)() failed: \(error)", at: site)
            wrapped.underlying = error
            throw wrapped
        }
    }

    // MARK: Macros

    /// A macro made here; it sees the names that are here when it is called.
    func macro(_ definition: MacroDefinition, _ scope: Scope) -> JinjaMacro {
        lastScope += 1
        scopes[lastScope] = scope
        return JinjaMacro(
            template: scope.template, definition: definition, scope: ScopeID(rendering: id, number: lastScope))
    }

    private func call(
        _ macro: JinjaMacro, _ positional: [JinjaValue], _ keyword: [(name: String, value: JinjaValue)],
        at site: JinjaSite
    ) async throws -> JinjaValue {
        depth += 1
        defer { depth -= 1 }
        guard depth <= meter.limits.depth else {
            throw JinjaError(
                .limit,
                "macros call each other more than \(meter.limits.depth) deep; does '\(macro.name)' call itself "
                    + "without end?", at: site)
        }
        let isCaller = macro.name == "caller"
        let outer = output
        output = OutputBuffer(keepsLines: false)
        defer { output = outer }
        do {
            let scope = try await enclosing(macro).inner()
            try await bind(macro, positional, keyword, scope, at: site)
            _ = try await run(macro.definition.body, scope)
            return .string(output.text)
        } catch let result as MacroReturn where !isCaller {
            return result.value
        } catch var error as JinjaError {
            if !isCaller, error.frames.count < 20 { error.frames.append(.init(macro: macro.name, call: site)) }
            throw error
        }
    }

    /// The scope around a macro: where it was made, or else its file's.
    private func enclosing(_ macro: JinjaMacro) async throws -> Scope {
        if let id = macro.scope, id.rendering == self.id, let scope = scopes[id.number] { return scope }
        if let module = modules[macro.template.name] { return module }
        let module = Scope(in: macro.template)
        modules[macro.template.name] = module
        for other in macro.template.macros { module[other.name] = .macro(other) }
        _ = try await run(macro.template.moduleStatements, module)
        return module
    }

    private func bind(
        _ macro: JinjaMacro, _ positional: [JinjaValue], _ keyword: [(name: String, value: JinjaValue)],
        _ scope: Scope, at site: JinjaSite
    ) async throws {
        let definition = macro.definition
        var named: [String: JinjaValue] = [:]
        for argument in keyword { named[argument.name] = argument.value }
        for (index, parameter) in definition.parameters.enumerated() {
            if index < positional.count {
                if named[parameter.name] != nil {
                    throw JinjaError(
                        .value, "the macro '\(macro.name)' is given the argument '\(parameter.name)' twice", at: site)
                }
                scope[parameter.name] = positional[index]
            } else if let value = named.removeValue(forKey: parameter.name) {
                scope[parameter.name] = value
            } else if let fallback = parameter.fallback {
                scope[parameter.name] = try await value(fallback, scope)
            } else {
                scope[parameter.name] = .undefined(
                    hint: "the parameter '\(parameter.name)' of the macro '\(macro.name)' was not given")
            }
        }
        let extra = positional.dropFirst(definition.parameters.count)
        if definition.usesVarargs {
            scope["varargs"] = .tuple(Array(extra))
        } else if !extra.isEmpty {
            throw JinjaError(
                .value,
                "the macro '\(macro.name)' takes at most \(definition.parameters.count) arguments, "
                    + "not \(positional.count)", at: site)
        }
        if definition.usesCaller, !macro.parameters.contains("caller") {
            scope["caller"] =
                named.removeValue(forKey: "caller")
                ?? .undefined(hint: "the macro '\(macro.name)' uses caller(), but is not called with {% call %}")
        }
        if definition.usesKwargs {
            scope["kwargs"] = .dict(keyword.filter { named[$0.name] != nil }.map { ($0.name, $0.value) })
        } else if let unknown = keyword.first(where: { named[$0.name] != nil }) {
            let message =
                unknown.name == "caller"
                ? "the macro '\(macro.name)' has no caller() to put the {% call %} block in"
                : "the macro '\(macro.name)' has no argument '\(unknown.name)'"
            throw JinjaError(.value, message, at: site)
        }
    }
}

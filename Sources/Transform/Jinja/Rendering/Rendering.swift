/// One rendering. Not shared: it runs in the task that called `render`.
final class Rendering {
    let context: JinjaContext
    let meter: Meter
    let id = ScopeID.nextRendering()
    var output = OutputBuffer(keepsLines: true)
    /// The scopes that macros were made in.
    var scopes: [Int: Scope] = [:]
    var lastScope = 0
    /// The scopes of the files whose macros have been called.
    var modules: [String: Scope] = [:]
    var depth = 0
    private var copies: [String: JinjaValue] = [:]

    init(_ context: JinjaContext) {
        self.context = context
        meter = Meter(context.limits)
    }

    func render(_ template: JinjaTemplate) async throws(JinjaError) -> RenderedText {
        do {
            _ = try await run(template.body, Scope(in: template))
        } catch {
            throw Rendering.final(error)
        }
        return RenderedText(text: output.text, lines: output.lines)
    }

    func value(of template: JinjaTemplate) async throws(JinjaError) -> JinjaValue {
        var only: Expression?
        for statement in template.body {
            switch statement {
            case .text(let text, _) where text.utf8.allSatisfy(Lexer.isSpace): continue
            case .output(let expression) where only == nil: only = expression
            default: return .string(try await render(template).text)
            }
        }
        guard let only else { return .string(try await render(template).text) }
        do {
            return try await value(only, Scope(in: template))
        } catch {
            throw Rendering.final(error)
        }
    }

    private static func final(_ error: any Error) -> JinjaError {
        switch error {
        case let error as JinjaError: error
        case let error as MacroReturn:
            JinjaError(.value, "return() stands outside of a macro", at: error.site)
        default: JinjaError(.function, "\(error)")
        }
    }

    // MARK: Names

    func name(_ name: String, _ scope: Scope) throws(JinjaError) -> JinjaValue {
        if let value = scope[name] ?? global(name) { return value }
        let hint = "'\(name)' is not defined; check its spelling, or ask with 'is defined'"
        if context.unknownNamesAreErrors { throw JinjaError(.undefined, hint) }
        return .undefined(hint: hint)
    }

    func global(_ name: String) -> JinjaValue? {
        if let value = context.globals[name] {
            guard value.isContainer else { return value }
            if let copy = copies[name] { return copy }
            let copy = value.detached
            copies[name] = copy
            return copy
        }
        if let value = context.lookup?(name) { return value }
        return context.removed.contains(name) ? nil : Globals.all[name]
    }

    // MARK: Errors

    func site(_ position: JinjaPosition, _ scope: Scope) -> JinjaSite {
        JinjaSite(template: scope.template.name, position: position)
    }

    /// Does something that knows no place, and puts the place into its error.
    func located<Result>(
        _ position: JinjaPosition, _ scope: Scope, _ body: () throws(JinjaError) -> Result
    ) throws(JinjaError) -> Result {
        do {
            return try body()
        } catch {
            guard error.site == nil else { throw error }
            var placed = error
            placed.site = site(position, scope)
            throw placed
        }
    }
}

/// `return(value)` on its way to the macro that it ends.
struct MacroReturn: Error {
    let value: JinjaValue
    let site: JinjaSite
}

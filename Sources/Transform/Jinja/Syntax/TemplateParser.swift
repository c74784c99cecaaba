/// Reads a whole template: statements, and in them expressions.
struct TemplateParser {
    var expressions: ExpressionParser
    var blocks: [JinjaBlock] = []
    var notes: [JinjaNote] = []
    private var loops = 0

    init(_ text: String, name: String) throws(JinjaError) {
        expressions = ExpressionParser(reader: try TokenReader(text, name: name))
    }

    mutating func parseTemplate() throws(JinjaError) -> JinjaTemplate {
        let body = try statements(until: [], of: nil)
        return template(of: body, blocks: blocks, notes: notes)
    }

    private func template(
        of body: [Statement], blocks: [JinjaBlock] = [], notes: [JinjaNote] = []
    ) -> JinjaTemplate {
        var definitions: [MacroDefinition] = []
        var moduleStatements: [Statement] = []
        for statement in body {
            switch statement {
            case .macro(let definition): definitions.append(definition)
            case .set, .setBlock, .importTemplate, .importNames: moduleStatements.append(statement)
            default: break
            }
        }
        return JinjaTemplate(
            name: expressions.reader.name, body: body, definitions: definitions, moduleStatements: moduleStatements,
            blocks: blocks, notes: notes)
    }

    /// Reads up to one of the tags `ends` and past its name; `opening` is the tag that they close.
    private mutating func statements(
        until ends: Set<String>, of opening: (name: String, position: JinjaPosition)?
    ) throws(JinjaError) -> [Statement] {
        try expressions.reader.enter()
        defer { expressions.reader.leave() }
        var found: [Statement] = []
        while true {
            let token = expressions.reader.current
            switch token.kind {
            case .text(let text):
                expressions.reader.advance()
                found.append(.text(text, line: token.position.line))
            case .outputBegin:
                expressions.reader.advance()
                found.append(.output(try expressions.tuple()))
                guard case .outputEnd = expressions.reader.current.kind else {
                    throw expressions.reader.unexpected(expecting: "'}}'")
                }
                expressions.reader.advance()
            case .tagBegin:
                expressions.reader.advance()
                let position = expressions.reader.current.position
                let name = try expressions.reader.expectName("the name of a tag")
                if ends.contains(name) { return found }
                if let statement = try statement(name, at: position) { found.append(statement) }
            default:
                guard let opening else { return found }
                let end =
                    ends.contains("end" + opening.name) ? "end" + opening.name : ends.sorted().joined(separator: ", ")
                throw expressions.reader.error(
                    "this {% \(opening.name) %} is never closed; add {% \(end) %}", at: opening.position)
            }
        }
    }

    private mutating func body(
        of name: String, at position: JinjaPosition, until ends: Set<String>
    ) throws(JinjaError) -> [Statement] {
        try expressions.reader.expectTagEnd()
        let found = try statements(until: ends, of: (name, position))
        return found
    }

    private mutating func wholeBody(of name: String, at position: JinjaPosition) throws(JinjaError) -> [Statement] {
        let found = try body(of: name, at: position, until: ["end" + name])
        try expressions.reader.expectTagEnd()
        return found
    }

    private mutating func statement(_ name: String, at position: JinjaPosition) throws(JinjaError) -> Statement? {
        switch name {
        case "if": return try conditional(at: position)
        case "for": return try loop(at: position)
        case "set": return try assignment(at: position)
        case "macro": return .macro(try macro(named: "macro", kind: .macro, at: position))
        case "test", "data_test": return .macro(try macro(named: name, kind: .test, at: position))
        case "call": return try callBlock(at: position)
        case "do":
            let value = try expressions.tuple()
            try expressions.reader.expectTagEnd()
            return .do(value)
        case "print":
            let value = try expressions.tuple()
            try expressions.reader.expectTagEnd()
            return .output(value)
        case "filter":
            let filter = try filters()
            return .filter(filter, body: try wholeBody(of: name, at: position))
        case "with": return try with(at: position)
        case "block", "autoescape":
            while expressions.reader.current.kind != .tagEnd, expressions.reader.current.kind != .end {
                expressions.reader.advance()
            }
            let found = try body(of: name, at: position, until: ["end" + name])
            if case .name = expressions.reader.current.kind { expressions.reader.advance() }
            try expressions.reader.expectTagEnd()
            return .scoped(found)
        case "import", "from", "include": return try otherTemplate(name)
        case "break", "continue":
            guard loops > 0 else {
                throw expressions.reader.error("{% \(name) %} stands outside of a {% for %}", at: position)
            }
            try expressions.reader.expectTagEnd()
            return name == "break" ? .breakLoop(position) : .continueLoop(position)
        case "snapshot", "docs": return try block(name == "docs" ? .docs : .snapshot, named: name, at: position)
        case "materialization": return try materialization(at: position)
        default: throw unknownTag(name, at: position)
        }
    }

    private func unknownTag(_ name: String, at position: JinjaPosition) -> JinjaError {
        if name.hasPrefix("end") || name == "else" || name == "elif" {
            return expressions.reader.error("{% \(name) %} closes nothing that is open here", at: position)
        }
        if name == "extends" {
            return expressions.reader.error("templates can't extend others; use {% include %} or a macro", at: position)
        }
        return expressions.reader.error("there is no tag {% \(name) %}", at: position)
    }

    private mutating func conditional(at position: JinjaPosition) throws(JinjaError) -> Statement {
        var branches: [(condition: Expression, body: [Statement])] = []
        var otherwise: [Statement] = []
        while true {
            let condition = try expressions.tuple(allowsConditional: false)
            branches.append((condition, try body(of: "if", at: position, until: ["elif", "else", "endif"])))
            let end = expressions.reader.previous.kind
            if end == .name("elif") { continue }
            if end == .name("else") {
                otherwise = try wholeBody(of: "if", at: position)
            } else {
                try expressions.reader.expectTagEnd()
            }
            return .if(branches, otherwise: otherwise)
        }
    }

    private mutating func loop(at position: JinjaPosition) throws(JinjaError) -> Statement {
        let target = try targets(endingAt: "in", allowsAttributes: false)
        guard expressions.reader.skip(name: "in") else { throw expressions.reader.unexpected(expecting: "'in'") }
        let sequence = try expressions.tuple(allowsConditional: false, endingAt: "recursive")
        let condition = expressions.reader.skip(name: "if") ? try expressions.expression() : nil
        if expressions.reader.isName("recursive") {
            throw expressions.reader.error("recursive loops are not supported; use a macro that calls itself")
        }
        loops += 1
        defer { loops -= 1 }
        let found = try body(of: "for", at: position, until: ["else", "endfor"])
        var otherwise: [Statement] = []
        if expressions.reader.previous.kind == .name("else") {
            otherwise = try wholeBody(of: "for", at: position)
        } else {
            try expressions.reader.expectTagEnd()
        }
        return .for(
            ForLoop(target: target, sequence: sequence, condition: condition, body: found, otherwise: otherwise))
    }

    private mutating func assignment(at position: JinjaPosition) throws(JinjaError) -> Statement {
        let target = try targets(endingAt: nil, allowsAttributes: true)
        if expressions.reader.skip(.assign) {
            let value = try expressions.tuple()
            try expressions.reader.expectTagEnd()
            return .set(target, value)
        }
        var filter: Expression?
        if expressions.reader.isSymbol(.pipe) {
            filter = try filters()
        } else if expressions.reader.current.kind != .tagEnd {
            throw expressions.reader.unexpected(expecting: "'=' or '%}'")
        }
        return .setBlock(target, filter: filter, body: try wholeBody(of: "set", at: position))
    }

    private mutating func filters() throws(JinjaError) -> Expression {
        var filter = try expressions.filter(of: nil)
        while expressions.reader.isSymbol(.pipe) { filter = try expressions.filter(of: filter) }
        return filter
    }

    private mutating func targets(endingAt end: String?, allowsAttributes: Bool) throws(JinjaError) -> Target {
        var found: [Target] = []
        var isTuple = false
        loop: while true {
            switch expressions.reader.current.kind {
            case .name(let name) where name != end:
                guard !["true", "false", "none", "True", "False", "None"].contains(name) else {
                    throw expressions.reader.error("'\(name)' can't be set; choose another name")
                }
                expressions.reader.advance()
                if allowsAttributes, expressions.reader.skip(.dot) {
                    found.append(.attribute(of: name, name: try expressions.reader.expectName("a name after '.'")))
                } else {
                    found.append(.name(name))
                }
            case .symbol(.leftParenthesis), .symbol(.leftBracket):
                let isList = expressions.reader.isSymbol(.leftBracket)
                try expressions.reader.enter()
                defer { expressions.reader.leave() }
                expressions.reader.advance()
                found.append(try targets(endingAt: nil, allowsAttributes: allowsAttributes))
                try expressions.reader.expect(isList ? .rightBracket : .rightParenthesis)
            default: break loop
            }
            guard expressions.reader.skip(.comma) else { break }
            isTuple = true
        }
        guard let first = found.first else { throw expressions.reader.unexpected(expecting: "a name to set") }
        return isTuple ? .tuple(found) : first
    }

    private mutating func macro(
        named tag: String, kind: JinjaMacroKind, at position: JinjaPosition
    ) throws(JinjaError) -> MacroDefinition {
        let start = expressions.reader.index
        let name = try expressions.reader.expectName("the name of the macro")
        let parameters = try self.parameters()
        let outer = loops
        loops = 0
        defer { loops = outer }
        let found = try wholeBody(of: tag, at: position)
        return definition(kind, name, parameters, found, at: position, since: start)
    }

    private func definition(
        _ kind: JinjaMacroKind, _ name: String, _ parameters: [(name: String, fallback: Expression?)],
        _ body: [Statement], at position: JinjaPosition, since start: Int
    ) -> MacroDefinition {
        MacroDefinition(
            kind: kind, name: name, parameters: parameters, body: body, position: position,
            usesCaller: expressions.reader.contains(name: "caller", since: start),
            usesVarargs: expressions.reader.contains(name: "varargs", since: start),
            usesKwargs: expressions.reader.contains(name: "kwargs", since: start))
    }

    private mutating func parameters() throws(JinjaError) -> [(name: String, fallback: Expression?)] {
        try expressions.reader.expect(.leftParenthesis)
        var found: [(name: String, fallback: Expression?)] = []
        while !expressions.reader.isSymbol(.rightParenthesis) {
            let name = try expressions.reader.expectName("the name of a parameter")
            guard !found.contains(where: { $0.name == name }) else {
                throw expressions.reader.error("the parameter '\(name)' is there twice")
            }
            let fallback = expressions.reader.skip(.assign) ? try expressions.expression() : nil
            if fallback == nil, found.last?.fallback != nil {
                throw expressions.reader.error(
                    "the parameter '\(name)' without a default must stand before those with one")
            }
            found.append((name, fallback))
            guard expressions.reader.skip(.comma) else { break }
        }
        try expressions.reader.expect(.rightParenthesis)
        return found
    }

    private mutating func callBlock(at position: JinjaPosition) throws(JinjaError) -> Statement {
        let start = expressions.reader.index
        let parameters = expressions.reader.isSymbol(.leftParenthesis) ? try self.parameters() : []
        let call = try expressions.expression()
        guard case .call = call.kind else {
            throw expressions.reader.error("{% call %} needs a call, as in {% call name(argument) %}", at: position)
        }
        let outer = loops
        loops = 0
        defer { loops = outer }
        let found = try wholeBody(of: "call", at: position)
        return .call(definition(.macro, "caller", parameters, found, at: position, since: start), call)
    }

    private mutating func with(at position: JinjaPosition) throws(JinjaError) -> Statement {
        var values: [(Target, Expression)] = []
        while expressions.reader.current.kind != .tagEnd {
            if !values.isEmpty { try expressions.reader.expect(.comma) }
            let target = Target.name(try expressions.reader.expectName("a name to set"))
            try expressions.reader.expect(.assign)
            values.append((target, try expressions.expression()))
        }
        return .with(values, body: try wholeBody(of: "with", at: position))
    }

    private mutating func otherTemplate(_ tag: String) throws(JinjaError) -> Statement {
        let template = try expressions.expression()
        var statement: Statement
        switch tag {
        case "include":
            var isOptional = false
            if expressions.reader.skip(name: "ignore") {
                isOptional = expressions.reader.skip(name: "missing")
                guard isOptional else { throw expressions.reader.unexpected(expecting: "'missing'") }
            }
            statement = .include(template, isOptional: isOptional)
        case "import":
            guard expressions.reader.skip(name: "as") else { throw expressions.reader.unexpected(expecting: "'as'") }
            statement = .importTemplate(template, name: try expressions.reader.expectName("a name"))
        default:
            guard expressions.reader.skip(name: "import") else {
                throw expressions.reader.unexpected(expecting: "'import'")
            }
            statement = .importNames(template, try importedNames())
        }
        if expressions.reader.skip(name: "with") || expressions.reader.skip(name: "without") {
            guard expressions.reader.skip(name: "context") else {
                throw expressions.reader.unexpected(expecting: "'context'")
            }
        }
        try expressions.reader.expectTagEnd()
        return statement
    }

    private mutating func importedNames() throws(JinjaError) -> [(name: String, alias: String)] {
        var names: [(name: String, alias: String)] = []
        repeat {
            if expressions.reader.isName("with") || expressions.reader.isName("without"), !names.isEmpty { break }
            let name = try expressions.reader.expectName("a name to import")
            let alias = expressions.reader.skip(name: "as") ? try expressions.reader.expectName("a name") : name
            names.append((name, alias))
        } while expressions.reader.skip(.comma)
        return names
    }

    /// What a snapshot makes stands in the template's own output too, as dbt has it; docs don't.
    private mutating func block(
        _ kind: JinjaBlock.Kind, named tag: String, at position: JinjaPosition
    ) throws(JinjaError) -> Statement? {
        let name = try expressions.reader.expectName("the name of the \(tag)")
        let start = expressions.reader.current.end
        let found = try body(of: tag, at: position, until: ["end" + tag])
        // The end tag is `{%`, perhaps `-`, and its name.
        var end = expressions.reader.previous.start
        while end > start, expressions.reader.source[end - 1] != UInt8(ascii: "{") { end -= 1 }
        try expressions.reader.expectTagEnd()
        blocks.append(
            JinjaBlock(
                kind: kind, name: name, position: position,
                text: expressions.reader.text(from: start, to: max(start, end - 1)), template: template(of: found)))
        return kind == .snapshot ? .scoped(found) : nil
    }

    private mutating func materialization(at position: JinjaPosition) throws(JinjaError) -> Statement? {
        let name = try expressions.reader.expectName("the name of the materialization")
        while expressions.reader.current.kind != .tagEnd, expressions.reader.current.kind != .end {
            expressions.reader.advance()
        }
        _ = try wholeBody(of: "materialization", at: position)
        notes.append(
            JinjaNote(
                position: position,
                message: "the materialization '\(name)' is read over: kinds of models are built in here"))
        return nil
    }
}

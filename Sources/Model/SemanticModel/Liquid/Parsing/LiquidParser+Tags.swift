/// What can stand first in a tag.
enum LiquidTag: String, CaseIterable {
    case assign, capture, echo, increment, decrement, cycle, comment, raw
    case `if`, unless, elsif, `else`, `case`, when, `for`, `break`, `continue`
    case endif, endunless, endcase, endfor, endcapture, endcomment, endraw
    case condition, endcondition, incrementcondition, endincrementcondition, parameter
    case dateStart = "date_start"
    case dateEnd = "date_end"
    /// Both are taken care of while the text is cut.
    case liquid, inlineComment = "#"
}

extension LiquidParser {
    mutating func read(_ tag: LiquidScanner.Tag) throws(LiquidFault) {
        guard let kind = LiquidTag(rawValue: tag.name) else {
            if tag.name.isEmpty { throw LiquidFault("This tag has no name.", at: tag.byte) }
            throw LiquidFault(
                "There is no tag {% \(tag.name) %}.", at: tag.byte,
                suggestion: Suggestion.nearest(to: tag.name, in: LiquidTag.allCases.map(\.rawValue)))
        }
        switch kind {
        case .if, .unless, .case, .for, .capture, .condition, .incrementcondition: try readOpening(kind, tag)
        case .elsif, .else, .when: try continueBlock(tag)
        case .endif, .endunless, .endcase, .endfor, .endcapture, .endcondition, .endincrementcondition:
            try end(String(tag.name.dropFirst(3)), tag)
        case .comment: try scanner.skipComment(openedAt: tag.byte)
        case .raw: addText(try scanner.takeRaw(openedAt: tag.byte))
        case .endcomment, .endraw: throw misplaced(tag)
        case .liquid, .inlineComment: break
        default: try readSingle(kind, tag)
        }
    }

    /// Tags that stand alone.
    private mutating func readSingle(_ kind: LiquidTag, _ tag: LiquidScanner.Tag) throws(LiquidFault) {
        var markup = LiquidMarkup(bytes, tag.markup)
        switch kind {
        case .assign:
            let name = try markup.expectName("the name of a variable")
            guard markup.take("=") else { throw markup.unexpected("`=`") }
            let value = try markup.pipeline()
            note(markup)
            ownNames.insert(name)
            return add(.assign(name, value), at: tag.byte)
        case .echo:
            guard markup.peek() != nil else { return }
            add(.output(try markup.pipeline()), at: tag.byte)
        case .increment: add(.increment(try counter(&markup)), at: tag.byte)
        case .decrement: add(.decrement(try counter(&markup)), at: tag.byte)
        case .cycle: try readCycle(&markup, tag)
        case .break: add(.leaveLoop, at: tag.byte)
        case .continue: add(.nextPass, at: tag.byte)
        case .parameter:
            let name = try fieldName(&markup, as: .parameter)
            add(.parameter(name), at: tag.byte)
        case .dateStart: add(.dateStart(try fieldName(&markup, as: .dateBound)), at: tag.byte)
        case .dateEnd: add(.dateEnd(try fieldName(&markup, as: .dateBound)), at: tag.byte)
        default: break
        }
        try markup.expectEnd()
        note(markup)
    }

    /// Tags that a block begins with.
    private mutating func readOpening(_ kind: LiquidTag, _ tag: LiquidScanner.Tag) throws(LiquidFault) {
        var markup = LiquidMarkup(bytes, tag.markup)
        switch kind {
        case .if: try begin(.branches, tag, condition: try markup.condition())
        case .unless:
            var condition = try markup.condition()
            condition.isNegated = true
            try begin(.branches, tag, condition: condition)
        case .case: try begin(.cases(try markup.expression()), tag)
        case .for:
            let loop = try loop(&markup)
            note(markup)
            ownNames.insert(loop.variable)
            return try begin(.loop(loop), tag)
        case .capture:
            let name = try captureName(&markup)
            try begin(.capture(name), tag)
        case .condition: try begin(.condition(try fieldName(&markup, as: .condition)), tag)
        case .incrementcondition:
            references.append(LiquidReference(.incrementCondition, name: "", offset: tag.byte))
            try begin(.incrementCondition, tag)
        default: break
        }
        try markup.expectEnd()
        note(markup)
    }

    private mutating func fieldName(
        _ markup: inout LiquidMarkup, as kind: LiquidReference.Kind
    ) throws(LiquidFault) -> String {
        _ = markup.peek()
        let byte = markup.position
        let name = try markup.expectFieldName()
        references.append(LiquidReference(kind, name: name, offset: byte))
        return name
    }

    private mutating func counter(_ markup: inout LiquidMarkup) throws(LiquidFault) -> String {
        let name = try markup.expectName("the name of a counter")
        ownNames.insert(name)
        return name
    }

    private mutating func captureName(_ markup: inout LiquidMarkup) throws(LiquidFault) -> String {
        // `{% capture 'name' %}` is as good.
        let name = try markup.expectFieldName()
        ownNames.insert(name)
        return name
    }

    /// `{% cycle 'a', 'b' %}` and `{% cycle group: 'a', 'b' %}`
    private mutating func readCycle(_ markup: inout LiquidMarkup, _ tag: LiquidScanner.Tag) throws(LiquidFault) {
        var group: LiquidExpression?
        let key = String(decoding: bytes[tag.markup], as: UTF8.self).trimmingBlanks()
        var values = [try markup.expression()]
        if markup.take(":") {
            group = values.popLast()
            values = [try markup.expression()]
        }
        while markup.take(",") { values.append(try markup.expression()) }
        add(.cycle(group: group, key: key, values: values), at: tag.byte)
    }

    /// `item in items reversed limit: 3 offset: 1`
    private func loop(_ markup: inout LiquidMarkup) throws(LiquidFault) -> LiquidLoop {
        let variable = try markup.expectName("the name of a variable")
        guard markup.takeWord("in") else { throw markup.unexpected("`in`") }
        _ = markup.peek()
        let start = markup.position
        let source = try markup.expression()
        let text = String(decoding: bytes[start..<markup.position], as: UTF8.self).trimmingBlanks()
        var loop = LiquidLoop(variable: variable, source: source, name: "\(variable)-\(text)")
        while markup.peek() != nil {
            _ = markup.take(",")
            if markup.takeWord("reversed") {
                loop.isReversed = true
            } else if markup.takeWord("limit"), markup.take(":") {
                loop.limit = try markup.expression()
            } else if markup.takeWord("offset"), markup.take(":") {
                loop.start = markup.takeWord("continue") ? .whereLastStopped : .offset(try markup.expression())
            } else {
                throw markup.unexpected("`reversed`, `limit:` or `offset:`")
            }
        }
        return loop
    }
}

/// Puts the parts of a template together. Blocks open and close on a list, not by recursion: a template can nest no deeper
/// than we allow.
struct LiquidParser {
    /// A block that waits for its end.
    struct Open {
        enum Block {
            case template
            case branches
            case cases(LiquidExpression)
            case loop(LiquidLoop)
            case capture(String)
            case condition(String)
            case incrementCondition
        }

        var tag: LiquidScanner.Tag
        var block: Block
        /// What the part that is being read already holds.
        var body: [LiquidNode] = []
        /// The condition of the branch that is being read.
        var condition: LiquidCondition?
        /// The values of the `when` that is being read.
        var values: [LiquidExpression]?
        /// Between `{% case %}` and the first `{% when %}` nothing counts.
        var isBeforeFirstCase = false
        /// After the `else` of a branch or a loop no other part can follow.
        var isLastPart = false
        /// The parts that are complete.
        var branches: [LiquidBranch] = []
        var cases: [LiquidCase] = []

        /// Ends the part that is being read.
        mutating func finishPart() {
            switch block {
            case .branches: branches.append(LiquidBranch(condition: condition, body: body))
            case .cases:
                if !isBeforeFirstCase { cases.append(LiquidCase(values: values, body: body)) }
                isBeforeFirstCase = false
            case .loop(var loop):
                if isLastPart {
                    loop.otherwise = body
                } else {
                    loop.body = body
                }
                block = .loop(loop)
            case .template, .capture, .condition, .incrementCondition: return
            }
            (condition, values, body) = (nil, nil, [])
        }
    }

    let bytes: [UInt8]
    var scanner: LiquidScanner
    var open: [Open]
    /// What has been read of the context, with places in bytes.
    var references: [LiquidReference] = []
    /// Names that the template itself gives a value.
    var ownNames: Set<String> = ["forloop"]

    init(_ text: String) {
        bytes = Array(text.utf8)
        scanner = LiquidScanner(bytes)
        open = [Open(tag: LiquidScanner.Tag(name: "", byte: 0, markup: 0..<0), block: .template)]
    }

    mutating func parse() throws(LiquidFault) -> [LiquidNode] {
        while let token = try scanner.next() {
            switch token {
            case .text(let range): addText(range)
            case .output(let range, let byte): try addOutput(range, byte: byte)
            case .tag(let tag): try read(tag)
            }
        }
        guard let last = open.last, open.count == 1 else {
            let tag = open.last?.tag
            let name = tag?.name ?? ""
            throw LiquidFault(
                "This {% \(name) %} is never closed.", at: tag?.byte ?? 0, suggestion: "{% end\(name) %}")
        }
        return last.body
    }

    // MARK: Adding to the block that is open

    mutating func add(_ kind: LiquidNode.Kind, at byte: Int) {
        guard !open.isEmpty else { return }
        open[open.count - 1].body.append(LiquidNode(kind: kind, byte: byte))
    }

    mutating func addText(_ range: Range<Int>) {
        add(.text(String(decoding: bytes[range], as: UTF8.self)), at: range.lowerBound)
    }

    private mutating func addOutput(_ range: Range<Int>, byte: Int) throws(LiquidFault) {
        var markup = LiquidMarkup(bytes, range)
        guard markup.peek() != nil else { return }
        let pipeline = try markup.pipeline()
        note(markup)
        add(.output(pipeline), at: byte)
    }

    /// Remembers what has been read of the context.
    mutating func note(_ markup: LiquidMarkup) {
        for variable in markup.variables {
            if case .name(let name)? = variable.segments.first, ownNames.contains(name) { continue }
            references.append(LiquidReference(variable))
        }
    }

    // MARK: Blocks

    mutating func begin(
        _ block: Open.Block, _ tag: LiquidScanner.Tag, condition: LiquidCondition? = nil
    ) throws(LiquidFault) {
        guard open.count <= LiquidLimits.nesting else {
            throw LiquidFault("Blocks are nested more than \(LiquidLimits.nesting) deep.", at: tag.byte)
        }
        var opened = Open(tag: tag, block: block, condition: condition)
        if case .cases = block { opened.isBeforeFirstCase = true }
        open.append(opened)
    }

    /// Closes the block that is open, which has to be one of `name`.
    mutating func end(_ name: String, _ tag: LiquidScanner.Tag) throws(LiquidFault) {
        guard open.count > 1, var last = open.last, last.tag.name == name else { throw misplaced(tag) }
        open.removeLast()
        last.finishPart()
        let byte = last.tag.byte
        switch last.block {
        case .template: break
        case .branches: add(.branches(last.branches), at: byte)
        case .cases(let subject): add(.cases(subject, last.cases), at: byte)
        case .loop(let loop): add(.loop(loop), at: byte)
        case .capture(let name): add(.capture(name, last.body), at: byte)
        case .condition(let filter): add(.condition(filter: filter, last.body), at: byte)
        case .incrementCondition: add(.incrementCondition(last.body), at: byte)
        }
    }

    /// `elsif`, `else` and `when`: what was read so far belongs to the part before.
    mutating func continueBlock(_ tag: LiquidScanner.Tag) throws(LiquidFault) {
        guard var last = open.popLast() else { return }
        var markup = LiquidMarkup(bytes, tag.markup)
        let isElse = tag.name == "else"
        switch (last.block, tag.name) {
        case (.branches, "elsif") where !last.isLastPart:
            let condition = try markup.condition()
            last.finishPart()
            last.condition = condition
        case (.branches, "else") where !last.isLastPart, (.loop, "else") where !last.isLastPart, (.cases, "else"):
            last.finishPart()
            if case .cases = last.block {} else { last.isLastPart = true }
        case (.cases, "when"):
            let values = try whenValues(&markup)
            last.finishPart()
            last.values = values
        default:
            open.append(last)
            throw misplaced(tag)
        }
        if isElse, markup.peek() != nil {
            var next = markup
            throw markup.unexpected("the end", suggestion: next.takeWord("if") ? "elsif" : nil)
        }
        note(markup)
        open.append(last)
    }

    private mutating func whenValues(_ markup: inout LiquidMarkup) throws(LiquidFault) -> [LiquidExpression] {
        var values: [LiquidExpression] = []
        repeat {
            values.append(try markup.expression())
        } while markup.take(",") || markup.takeWord("or")
        try markup.expectEnd()
        return values
    }

    /// A tag that belongs to a block, outside of it.
    func misplaced(_ tag: LiquidScanner.Tag) -> LiquidFault {
        let opened = open.count > 1 ? open.last?.tag.name : nil
        guard let opened else {
            return LiquidFault("No block is open that {% \(tag.name) %} could belong to.", at: tag.byte)
        }
        return LiquidFault(
            "{% \(tag.name) %} does not belong to {% \(opened) %}, which is still open.", at: tag.byte,
            suggestion: "{% end\(opened) %}")
    }
}

extension LiquidRenderer {
    /// What a loop goes through. A range needn't be as short as a list to be counted.
    private enum Items {
        case elements([LiquidValue])
        case numbers(from: Int, count: Int)

        init?(_ source: LiquidValue) {
            if case .range(let from, let through) = source {
                let (span, overflow) = through.subtractingReportingOverflow(from)
                self = .numbers(from: from, count: from > through ? 0 : overflow || span == .max ? .max : span + 1)
            } else if let elements = source.elements() {
                self = .elements(elements)
            } else {
                return nil
            }
        }

        var count: Int {
            switch self {
            case .elements(let elements): elements.count
            case .numbers(_, let count): count
            }
        }

        /// - Parameter position: Below ``count``.
        subscript(position: Int) -> LiquidValue {
            switch self {
            case .elements(let elements): elements[position]
            case .numbers(let from, _): .integer(from &+ position)
            }
        }
    }

    mutating func run(_ loop: LiquidLoop, at byte: Int) throws(LiquidFault) -> Flow {
        guard let items = Items(try value(of: loop.source, at: byte)) else {
            throw LiquidFault("This list has more than \(LiquidLimits.elements) elements.", at: byte)
        }
        let start: Int
        switch loop.start {
        case nil: start = 0
        case .whereLastStopped: start = min(items.count, stops[loop.name] ?? 0)
        case .offset(let expression): start = min(items.count, max(0, try count(expression, at: byte) ?? 0))
        }
        var count = items.count - start
        if let limit = loop.limit, let most = try self.count(limit, at: byte) { count = min(count, max(0, most)) }
        stops[loop.name] = start + count
        guard count > 0 else { return try run(loop.otherwise) }

        let shadowed = variables[loop.variable]
        loops.append(LoopState(name: loop.name, index: 0, count: count))
        defer {
            loops.removeLast()
            variables[loop.variable] = shadowed
        }
        var position = 0
        while position < count {
            try LiquidFault.at(byte) { () throws(LiquidRefusal) in try meter.iterate() }
            loops[loops.count - 1].index = position
            variables[loop.variable] = items[start + (loop.isReversed ? count - 1 - position : position)]
            if try run(loop.body) == .leaveLoop { break }
            position += 1
        }
        return .onward
    }

    private mutating func count(_ expression: LiquidExpression, at byte: Int) throws(LiquidFault) -> Int? {
        try value(of: expression, at: byte).number.map { $0.floor.integer ?? (.max) }
    }

    /// `forloop.index` and its siblings; nil if there is no such property.
    func loopProperty(_ path: ArraySlice<String>) -> LiquidValue? {
        var level = loops.count - 1
        var rest = path
        while rest.first == "parentloop" {
            level -= 1
            rest.removeFirst()
        }
        guard loops.indices.contains(level) else { return .null }
        let loop = loops[level]
        switch rest.first {
        case "index": return .integer(loop.index + 1)
        case "index0": return .integer(loop.index)
        case "rindex": return .integer(loop.count - loop.index)
        case "rindex0": return .integer(loop.count - loop.index - 1)
        case "first": return .boolean(loop.index == 0)
        case "last": return .boolean(loop.index == loop.count - 1)
        case "length": return .integer(loop.count)
        case "name": return .author(loop.name)
        case nil: return .null
        default: return nil
        }
    }
}

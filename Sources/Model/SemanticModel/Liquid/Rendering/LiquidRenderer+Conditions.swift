extension LiquidRenderer {
    /// All joiners have one rank and bind to the right, so the first term that decides is the last to be asked.
    mutating func holds(_ condition: LiquidCondition) throws(LiquidFault) -> Bool {
        var term = condition.first
        var result = try holds(term, at: condition.byte)
        for (joiner, next) in condition.rest {
            if result == (joiner == .or) { break }
            term = next
            result = try holds(term, at: condition.byte)
        }
        return result != condition.isNegated
    }

    private mutating func holds(_ term: LiquidCondition.Term, at byte: Int) throws(LiquidFault) -> Bool {
        guard let (comparison, right) = term.comparison else { return try value(of: term.left, at: byte).isTrue }
        switch comparison {
        case .equal: return try isEqual(term.left, right, at: byte)
        case .notEqual: return try !isEqual(term.left, right, at: byte)
        case .contains, .less, .greater, .lessOrEqual, .greaterOrEqual: break
        }
        let (first, second) = (try value(of: term.left, at: byte), try value(of: right, at: byte))
        try charge(first, second, at: byte)
        if comparison == .contains { return LiquidComparison.contains(first, second) }
        guard let order = LiquidComparison.order(first, second) else { return false }
        switch comparison {
        case .less: return order < 0
        case .greater: return order > 0
        case .lessOrEqual: return order <= 0
        default: return order >= 0
        }
    }

    mutating func isEqual(
        _ left: LiquidExpression, _ right: LiquidExpression, at byte: Int
    ) throws(LiquidFault) -> Bool {
        switch (left, right) {
        case (.empty, .empty), (.blank, .blank), (.empty, .blank), (.blank, .empty): return true
        case (.empty, let other), (let other, .empty): return try value(of: other, at: byte).isEmpty
        case (.blank, let other), (let other, .blank): return try value(of: other, at: byte).isBlank
        default: break
        }
        let (first, second) = (try value(of: left, at: byte), try value(of: right, at: byte))
        try charge(first, second, at: byte)
        return LiquidComparison.isEqual(first, second)
    }

    private mutating func charge(_ left: LiquidValue, _ right: LiquidValue, at byte: Int) throws(LiquidFault) {
        try LiquidFault.at(byte) { () throws(LiquidRefusal) in try meter.charge(left.cost + right.cost) }
    }
}

/// How values compare, whoever wrote them.
enum LiquidComparison {
    /// A number equals the text that says it: values of parameters and of users are text.
    static func isEqual(_ left: LiquidValue, _ right: LiquidValue, depth: Int = 0) -> Bool {
        switch (left, right) {
        case (.null, .null): return true
        case (.boolean(let left), .boolean(let right)): return left == right
        case (.number(let left), .number(let right)): return left == right
        case (.text(let left), .text(let right)): return isEqual(left, right)
        case (.number(let number), .text), (.text, .number(let number)):
            let text: LiquidValue = if case .text = left { left } else { right }
            return text.number == number
        case (.range(let from, let through), .range(let otherFrom, let otherThrough)):
            return from == otherFrom && through == otherThrough
        case (.list(let left), .list(let right)):
            // Deeper than this no project nests what it compares.
            guard left.count == right.count, depth < 8 else { return false }
            return zip(left, right).allSatisfy { isEqual($0, $1, depth: depth + 1) }
        default: return false
        }
    }

    static func isEqual(_ left: LiquidText, _ right: LiquidText) -> Bool {
        left.byteCount == right.byteCount && left.text.utf8.elementsEqual(right.text.utf8)
    }

    /// Below, at or above zero; nil for what has no order. Text and a number compare as numbers.
    static func order(_ left: LiquidValue, _ right: LiquidValue) -> Int? {
        if case .text(let left) = left, case .text(let right) = right { return order(left.text, right.text) }
        guard let left = left.number, let right = right.number else { return nil }
        return left == right ? 0 : left < right ? -1 : 1
    }

    /// By Unicode scalars.
    static func order(_ left: String, _ right: String) -> Int {
        if left.utf8.elementsEqual(right.utf8) { return 0 }
        return left.utf8.lexicographicallyPrecedes(right.utf8) ? -1 : 1
    }

    static func contains(_ left: LiquidValue, _ right: LiquidValue) -> Bool {
        switch left {
        case .list(let elements): return elements.contains { isEqual($0, right) }
        case .text(let text):
            if case .null = right { return false }
            let wanted = Array(right.written.text.utf8)
            return wanted.isEmpty || Array(text.text.utf8).firstIndex(of: wanted, from: 0) != nil
        case .range(let from, let through):
            guard let number = right.number?.integer else { return false }
            return from <= number && number <= through
        case .record(let fields): return fields[right.written.text] != nil
        case .null, .boolean, .number: return false
        }
    }
}

/// Reads filters on numbers.
struct NumberFilterParser {
    private struct Item {
        enum Shape {
            case plain(DecimalDigits)
            /// `=5`: the value alone, which never takes part in how NOT spreads over a list.
            case equal(DecimalDigits)
            case range(lower: End?, upper: End?)
            /// One comparison that no AND completes.
            case comparison(lower: End?, upper: End?)
            case null
        }
        var shape: Shape
        var negated: Bool
        /// Whether OR, not a comma, stands before it.
        var followsOr: Bool
    }

    private struct End {
        var value: DecimalDigits
        var inclusive: Bool

        var bound: NumberFilter.Bound { NumberFilter.Bound(digits: value.text, inclusive: inclusive) }
    }

    private enum Comparison { case less, lessOrEqual, greater, greaterOrEqual, equal }

    private var scanner: FilterScanner

    init(_ text: String) {
        scanner = FilterScanner(text)
    }

    mutating func parse() throws(FilterExpressionError) -> FieldFilter {
        var items: [Item] = []
        var followsOr = false
        while true {
            if !followsOr { while scanner.take(",") {} }
            scanner.skipBlanks()
            if scanner.isAtEnd && !followsOr { break }
            let negated = takeNot()
            items.append(Item(shape: try shape(), negated: negated, followsOr: followsOr))
            scanner.skipBlanks()
            followsOr = scanner.takeWord("or")
            guard followsOr || scanner.isAtEnd || scanner.peek() == "," else {
                throw scanner.unexpected("a comma or OR")
            }
        }
        return Self.filter(items)
    }

    private mutating func takeNot() -> Bool {
        if scanner.takeWord("not") { return true }
        scanner.skipBlanks()
        if (scanner.peek() == "!" && scanner.peek(1) == "=") || (scanner.peek() == "<" && scanner.peek(1) == ">") {
            scanner.advance(2)
            return true
        }
        // `-NULL`, as the other languages write it.
        let start = scanner.offset
        if scanner.take("-"), scanner.peekWord() == "null" { return true }
        scanner.rewind(to: start)
        return false
    }

    private mutating func shape() throws(FilterExpressionError) -> Item.Shape {
        if scanner.takeWord("null") { return .null }
        if scanner.take("(") { return try interval(lowerInclusive: false) }
        if scanner.take("[") { return try interval(lowerInclusive: true) }
        if scanner.takeWord("to") {
            return .range(lower: nil, upper: End(value: try scanner.takeNumber(), inclusive: true))
        }
        if let comparison = takeComparison() { return try compared(comparison) }
        let number = try scanner.takeNumber()
        guard scanner.takeWord("to") else { return .plain(number) }
        let upper = scanner.isAtNumber() ? End(value: try scanner.takeNumber(), inclusive: true) : nil
        return .range(lower: End(value: number, inclusive: true), upper: upper)
    }

    private mutating func interval(lowerInclusive: Bool) throws(FilterExpressionError) -> Item.Shape {
        var lower: End?
        var upper: End?
        if !scanner.take(",") {
            if !scanner.takeInfinity(negative: true) {
                lower = End(value: try scanner.takeNumber(), inclusive: lowerInclusive)
            }
            guard scanner.take(",") else { throw scanner.unexpected("a comma in the interval") }
        }
        if !scanner.takeInfinity(negative: false), scanner.isAtNumber() {
            upper = End(value: try scanner.takeNumber(), inclusive: false)
        }
        if scanner.take("]") {
            upper?.inclusive = true
        } else if !scanner.take(")") {
            throw scanner.unexpected("\")\" or \"]\"")
        }
        return .range(lower: lower, upper: upper)
    }

    private mutating func takeComparison() -> Comparison? {
        if scanner.take("<") { return takeEqualSign() ? .lessOrEqual : .less }
        if scanner.take(">") { return takeEqualSign() ? .greaterOrEqual : .greater }
        return scanner.take("=") ? .equal : nil
    }

    private mutating func takeEqualSign() -> Bool {
        guard scanner.peek() == "=" else { return false }
        scanner.advance()
        return true
    }

    /// A comparison with the one that AND may join to it.
    private mutating func compared(_ comparison: Comparison) throws(FilterExpressionError) -> Item.Shape {
        let value = try scanner.takeNumber()
        let first = Self.ends(comparison, value)
        guard let first else { return .equal(value) }
        guard scanner.takeWord("and") else { return .comparison(lower: first.lower, upper: first.upper) }
        scanner.skipBlanks()
        let start = scanner.offset
        guard let other = takeComparison() else { throw scanner.unexpected("a comparison") }
        let second = Self.ends(other, try scanner.takeNumber())
        guard let second, (first.lower == nil) != (second.lower == nil) else {
            throw FilterExpressionError(message: "AND joins a lower and an upper limit only", offset: start)
        }
        return .range(lower: first.lower ?? second.lower, upper: first.upper ?? second.upper)
    }

    private static func ends(_ comparison: Comparison, _ value: DecimalDigits) -> (lower: End?, upper: End?)? {
        switch comparison {
        case .less: (nil, End(value: value, inclusive: false))
        case .lessOrEqual: (nil, End(value: value, inclusive: true))
        case .greater: (End(value: value, inclusive: false), nil)
        case .greaterOrEqual: (End(value: value, inclusive: true), nil)
        case .equal: nil
        }
    }

    /// `<3 OR >80.44` written alone is the negation of what lies between.
    private static func gap(_ items: [Item]) -> Item? {
        guard items.count == 2, items[1].followsOr, !items[1].negated,
            case .comparison(let firstLower, let firstUpper) = items[0].shape,
            case .comparison(let secondLower, let secondUpper) = items[1].shape,
            let below = firstUpper ?? secondUpper, let above = firstLower ?? secondLower, below.value <= above.value
        else { return nil }
        let lower = End(value: below.value, inclusive: !below.inclusive)
        let upper = End(value: above.value, inclusive: !above.inclusive)
        return Item(shape: .range(lower: lower, upper: upper), negated: !items[0].negated, followsOr: false)
    }

    /// A plain number behind a negated one makes all plain numbers of the list negated: `NOT 66, 99, 4` is none of them.
    private static func spreadNot(_ items: [Item]) -> [Item] {
        var seenNegated = false
        var spreads = false
        for item in items {
            guard case .plain = item.shape else { continue }
            if item.negated { seenNegated = true } else if seenNegated { spreads = true }
        }
        guard spreads else { return items }
        return items.map { item in
            guard case .plain = item.shape else { return item }
            var negated = item
            negated.negated = true
            return negated
        }
    }

    private static func filter(_ items: [Item]) -> FieldFilter {
        guard !items.isEmpty else { return .any }
        let items = gap(items).map { [$0] } ?? spreadNot(items)
        var including = items.filter { !$0.negated }.map { term($0.shape) }
        var excluding = items.filter(\.negated).map { term($0.shape) }
        // An interval open on both sides is every number there is: what is left to say is about NULL.
        let everyNumber = NumberFilter.Term.range(lower: nil, upper: nil)
        if including.contains(everyNumber) {
            let includesNull = including.contains(.isNull)
            including = []
            if !includesNull { excluding.append(.isNull) }
        }
        if excluding.contains(everyNumber) {
            excluding.removeAll { $0 == everyNumber }
            if !including.isEmpty && !including.contains(.isNull) { excluding.append(.isNull) }
            including = [.isNull]
        }
        if including.isEmpty && excluding.isEmpty { return .any }
        return .number(NumberFilter(including: including, excluding: excluding))
    }

    private static func term(_ shape: Item.Shape) -> NumberFilter.Term {
        switch shape {
        case .plain(let number), .equal(let number): .equals(number.text)
        case .range(let lower, let upper), .comparison(let lower, let upper):
            .range(lower: lower?.bound, upper: upper?.bound)
        case .null: .isNull
        }
    }
}

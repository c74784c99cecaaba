/// Reads what stands inside of a tag or an output.
struct LiquidMarkup {
    let bytes: [UInt8]
    private(set) var position: Int
    private let end: Int
    /// The variables read so far.
    private(set) var variables: [LiquidVariable] = []
    private var depth = 0

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    // MARK: Words and marks

    /// The byte that is next, blanks skipped.
    mutating func peek() -> UInt8? {
        while position < end, bytes[position].isLiquidBlank { position += 1 }
        return position < end ? bytes[position] : nil
    }

    mutating func take(_ mark: Unicode.Scalar) -> Bool {
        guard let byte = peek(), Unicode.Scalar(byte) == mark else { return false }
        position += 1
        return true
    }

    private func isNext(_ mark: Unicode.Scalar, _ distance: Int = 0) -> Bool {
        position + distance < end && Unicode.Scalar(bytes[position + distance]) == mark
    }

    /// A name: letters, digits, `_` and `-`, and perhaps a `?` at its end.
    mutating func takeName() -> String? {
        guard let first = peek(), first.isWordByte, !first.isASCIIDigit else { return nil }
        let start = position
        while position < end, bytes[position].isWordByte || bytes[position] == UInt8(ascii: "-") { position += 1 }
        if position < end, bytes[position] == UInt8(ascii: "?") { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    mutating func takeWord(_ word: String) -> Bool {
        let start = position
        if takeName() == word { return true }
        position = start
        return false
    }

    mutating func expectName(_ what: String) throws(LiquidFault) -> String {
        guard let name = takeName() else { throw unexpected(what) }
        return name
    }

    /// The name of a field, as `view.field`, with or without quotes.
    mutating func expectFieldName() throws(LiquidFault) -> String {
        if let quote = peek(), quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") { return try text(quote) }
        var name = try expectName("the name of a field")
        while isNext(".") {
            position += 1
            name += "." + (try expectName("a name after the point"))
        }
        return name
    }

    mutating func expectEnd() throws(LiquidFault) {
        guard let byte = peek() else { return }
        switch byte {
        case UInt8(ascii: "="): throw unexpected("the end", suggestion: "==")
        case UInt8(ascii: "&"): throw unexpected("the end", suggestion: "and")
        case UInt8(ascii: "|") where isNext("|", 1): throw unexpected("the end", suggestion: "or")
        case UInt8(ascii: "|"):
            throw LiquidFault(
                "A filter can't stand here.", at: position, suggestion: "{% assign name = value | filter %} before it")
        default: throw unexpected("the end")
        }
    }

    mutating func unexpected(_ expectation: String, suggestion: String? = nil) -> LiquidFault {
        guard peek() != nil else { return LiquidFault("Expected \(expectation).", at: position) }
        var stop = position
        while stop < end, stop - position < 24, stop == position || !bytes[stop].isLiquidBlank { stop += 1 }
        let found = String(decoding: bytes[position..<stop], as: UTF8.self)
        return LiquidFault("Expected \(expectation), found `\(found)`.", at: position, suggestion: suggestion)
    }

    // MARK: Values

    mutating func expression() throws(LiquidFault) -> LiquidExpression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= LiquidLimits.expressionNesting else {
            throw LiquidFault("This expression is nested too deeply.", at: position)
        }
        guard let byte = peek() else { throw unexpected("a value") }
        switch byte {
        case UInt8(ascii: "'"), UInt8(ascii: "\""): return .literal(.author(try text(byte)))
        case UInt8(ascii: "("): return try range()
        case _ where byte.isASCIIDigit: return .literal(try number())
        case UInt8(ascii: "-") where position + 1 < end && bytes[position + 1].isASCIIDigit:
            return .literal(try number())
        default: return try nameOrVariable()
        }
    }

    private mutating func text(_ quote: UInt8) throws(LiquidFault) -> String {
        let start = position + 1
        guard start <= end, let close = bytes[start..<end].firstIndex(of: quote) else {
            throw LiquidFault("This quote is never closed.", at: position)
        }
        position = close + 1
        return String(decoding: bytes[start..<close], as: UTF8.self)
    }

    private mutating func number() throws(LiquidFault) -> LiquidValue {
        let start = position
        position += 1
        while position < end, bytes[position].isASCIIDigit { position += 1 }
        // `1..5` is a range.
        if isNext("."), position + 1 < end, bytes[position + 1].isASCIIDigit {
            position += 1
            while position < end, bytes[position].isASCIIDigit { position += 1 }
        }
        guard let number = LiquidNumber(String(decoding: bytes[start..<position], as: UTF8.self)) else {
            throw LiquidFault("This number is too large.", at: start)
        }
        return .number(number)
    }

    private mutating func range() throws(LiquidFault) -> LiquidExpression {
        let start = position
        position += 1
        let from = try expression()
        guard take("."), isNext(".") else {
            throw LiquidFault(
                "Only a range (1..5) can stand in parentheses.", at: start,
                suggestion: "Conditions are read from right to left; nest {% if %} for another order.")
        }
        position += 1
        let through = try expression()
        guard take(")") else { throw unexpected("`)`") }
        return .range(from, through)
    }

    private mutating func nameOrVariable() throws(LiquidFault) -> LiquidExpression {
        let start = position
        guard let name = takeName() else { throw unexpected("a value") }
        if !isNext("."), !isNext("[") {
            switch name {
            case "nil", "null": return .literal(.null)
            case "true": return .literal(.boolean(true))
            case "false": return .literal(.boolean(false))
            case "empty": return .empty
            case "blank": return .blank
            default: break
            }
        }
        var segments: [LiquidVariable.Segment] = [.name(name)]
        while true {
            // A second point makes it a range.
            if isNext("."), !isNext(".", 1) {
                position += 1
                segments.append(.name(try segmentName()))
            } else if isNext("[") {
                position += 1
                let key = try expression()
                guard take("]") else { throw unexpected("`]`") }
                segments.append(.key(key))
            } else {
                break
            }
        }
        let variable = LiquidVariable(segments: segments, path: Self.path(segments), byte: start)
        variables.append(variable)
        return .variable(variable)
    }

    private mutating func segmentName() throws(LiquidFault) -> String {
        let start = position
        // `list.0` and fields such as `7_day_sum`
        while position < end, bytes[position].isWordByte || bytes[position] == UInt8(ascii: "-") { position += 1 }
        if position > start, isNext("?") { position += 1 }
        guard position > start else { throw unexpected("a name after the point") }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private static func path(_ segments: [LiquidVariable.Segment]) -> [String]? {
        var path: [String] = []
        for segment in segments {
            switch segment {
            case .name(let name): path.append(name)
            case .key(.literal(.text(let text))): path.append(text.text)
            case .key(.literal(.number(let number))): path.append(number.text)
            case .key: return nil
            }
        }
        return path
    }

    // MARK: Pipelines and conditions

    mutating func pipeline() throws(LiquidFault) -> LiquidPipeline {
        let byte = position
        let source = try expression()
        var calls: [LiquidPipeline.Call] = []
        while take("|") { calls.append(try call()) }
        guard peek() == nil else { throw unexpected("`|` and a filter") }
        return LiquidPipeline(source: source, calls: calls, byte: byte)
    }

    private mutating func call() throws(LiquidFault) -> LiquidPipeline.Call {
        _ = peek()
        let byte = position
        let name = try expectName("the name of a filter")
        guard let filter = LiquidFilter(rawValue: name) else {
            throw LiquidFault(
                "There is no filter `\(name)`.", at: byte,
                suggestion: Suggestion.nearest(to: name, in: LiquidFilter.allCases.map(\.rawValue)))
        }
        var arguments: [LiquidExpression] = []
        var options: [String: LiquidExpression] = [:]
        if take(":") {
            repeat {
                let start = position
                if let option = takeName(), take(":") {
                    options[option] = try expression()
                } else {
                    position = start
                    arguments.append(try expression())
                }
            } while take(",")
        }
        guard filter.arguments.contains(arguments.count) else {
            let counts = filter.arguments
            let wanted = counts.count == 1 ? "\(counts.lowerBound)" : "\(counts.lowerBound) to \(counts.upperBound)"
            throw LiquidFault(
                "`\(name)` takes \(wanted) argument\(counts == 1...1 ? "" : "s"), not \(arguments.count).", at: byte)
        }
        if let unknown = options.keys.sorted().first(where: { !filter.options.contains($0) }) {
            throw LiquidFault("`\(name)` has no option `\(unknown)`.", at: byte)
        }
        return LiquidPipeline.Call(filter: filter, arguments: arguments, options: options, byte: byte)
    }

    mutating func condition() throws(LiquidFault) -> LiquidCondition {
        let byte = position
        let first = try term()
        var rest: [(LiquidCondition.Joiner, LiquidCondition.Term)] = []
        while true {
            if takeWord("and") {
                rest.append((.and, try term()))
            } else if takeWord("or") {
                rest.append((.or, try term()))
            } else {
                break
            }
        }
        try expectEnd()
        return LiquidCondition(first: first, rest: rest, byte: byte)
    }

    private mutating func term() throws(LiquidFault) -> LiquidCondition.Term {
        let left = try expression()
        guard let comparison = takeOperator() else { return LiquidCondition.Term(left: left) }
        return LiquidCondition.Term(left: left, comparison: (comparison, try expression()))
    }

    private mutating func takeOperator() -> LiquidCondition.Operator? {
        if takeWord("contains") { return .contains }
        guard peek() != nil else { return nil }
        let two = String(decoding: bytes[position..<min(end, position + 2)], as: UTF8.self)
        if two == "<>" {
            position += 2
            return .notEqual
        }
        for text in [two, String(two.prefix(1))] {
            if let comparison = LiquidCondition.Operator(rawValue: text) {
                position += text.utf8.count
                return comparison
            }
        }
        return nil
    }
}

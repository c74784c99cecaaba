/// Reads formulas.
///
///     UNIQUES(A) / UNIQUES(B); %: ACTIVE(A2); ROLLWIN(uniques, A, 7)
///
/// Letters name the chart's events, a digit a segment from 1. Several formulas are parted by `;`, and `%:` or `$:` before
/// one says how to write its numbers. Names of functions and letters may be written small.
package struct FormulaParser {
    private let tokens: [FormulaLexer.Token]
    private let characters: [Character]
    private let events: Int
    private let segments: Int
    private var place = 0
    private var depth = 0

    private static let deepest = 64

    /// - Parameters:
    ///   - events: How many events the chart has.
    ///   - segments: How many segments it has.
    /// - Throws: The first mistake.
    package static func items(
        of text: String, events: Int, segments: Int
    ) throws(FormulaError) -> [FormulaItem] {
        var parser = FormulaParser(
            tokens: try FormulaLexer.tokens(of: text), characters: Array(text), events: events, segments: segments)
        var items: [FormulaItem] = []
        repeat {
            // A last ";" may close the list.
            if parser.next.kind == .end, !items.isEmpty { break }
            items.append(try parser.item())
        } while parser.take(";")
        guard parser.next.kind == .end else {
            throw parser.error("Here is \(parser.next.words), where + - * / ; or the end was expected.")
        }
        return items
    }

    private init(tokens: [FormulaLexer.Token], characters: [Character], events: Int, segments: Int) {
        self.tokens = tokens
        self.characters = characters
        self.events = events
        self.segments = segments
    }

    private mutating func item() throws(FormulaError) -> FormulaItem {
        var format = FormulaItem.Format.number
        if take("%") {
            try expect(":")
            format = .percent
        } else if take("$") {
            try expect(":")
            format = .currency
        }
        let start = next.position
        let body: FormulaItem.Body
        if let histogram = try histogram() { body = histogram } else { body = .points(try sum()) }
        let text = String(characters[(start - 1)..<(next.position - 1)])
        return FormulaItem(text: Self.trimmed(text), format: format, body: body)
    }

    private static func trimmed(_ text: String) -> String {
        var rest = text[...]
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }

    /// `HIST(A)` or `PROPHIST(A)`, which stand alone.
    private mutating func histogram() throws(FormulaError) -> FormulaItem.Body? {
        guard case .name(let name) = next.kind, ["HIST", "PROPHIST"].contains(name.uppercased()) else { return nil }
        place += 1
        try expect("(")
        let (event, segment) = try reference()
        try expect(")")
        return name.uppercased() == "HIST"
            ? .frequencies(event: event, segment: segment) : .distribution(event: event, segment: segment)
    }

    private mutating func sum() throws(FormulaError) -> Formula {
        var left = try product()
        while true {
            if take("+") {
                left = .binary(.plus, left, try product())
            } else if take("-") {
                left = .binary(.minus, left, try product())
            } else {
                return left
            }
        }
    }

    private mutating func product() throws(FormulaError) -> Formula {
        var left = try factor()
        while true {
            if take("*") {
                left = .binary(.times, left, try factor())
            } else if take("/") {
                left = .binary(.over, left, try factor())
            } else {
                return left
            }
        }
    }

    private mutating func factor() throws(FormulaError) -> Formula {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw error("Formulas nest at most \(Self.deepest) deep.") }
        if take("-") { return .negative(try factor()) }
        if take("+") { return try factor() }
        if take("(") {
            let inner = try sum()
            try expect(")")
            return inner
        }
        switch next.kind {
        case .number(let value):
            place += 1
            return .number(value)
        case .name(let name): return try call(name)
        default: throw error("Here is \(next.words), where a number, a function or ( was expected.")
        }
    }

    private mutating func call(_ written: String) throws(FormulaError) -> Formula {
        let name = written.uppercased()
        let start = next.position
        guard FormulaFunctions.names.contains(name) else {
            if written.count <= 2, written.first?.isLetter == true {
                throw error("\(written) names an event. Say what of it is meant, such as UNIQUES(\(written)).")
            }
            let suggestion = DefinitionReader.suggestion(for: name, among: FormulaFunctions.names)
            throw error("There is no function \"\(written)\"." + suggestion)
        }
        guard name != "HIST", name != "PROPHIST" else {
            throw error("\(name) makes a histogram. It stands alone, with nothing around it.")
        }
        place += 1
        try expect("(")
        let result = try arguments(of: name, at: start)
        try expect(")")
        return result
    }

    private mutating func arguments(of name: String, at start: Int) throws(FormulaError) -> Formula {
        if let metric = FormulaFunctions.metric(name) {
            let (event, segment) = try reference()
            return .term(FormulaTerm(metric, event: event, segment: segment))
        }
        if let metric = FormulaFunctions.percentile(name) {
            let (event, segment) = try reference()
            try expect(",")
            let position = next.position
            let share = try number()
            guard share > 0, share < 1 else {
                throw FormulaError(position: position, message: "A percentile lies between 0 and 1; the median is 0.5.")
            }
            return .term(FormulaTerm(metric(share), event: event, segment: segment))
        }
        if name == "CUMSUM" {
            let (metric, event, segment) = try windowed()
            return .term(FormulaTerm(metric, event: event, segment: segment, window: .cumulative))
        }
        if let window = FormulaFunctions.window(name) {
            let (metric, event, segment) = try windowed()
            try expect(",")
            let position = next.position
            guard let count = Int(exactly: try number()), (1...FormulaWindow.longest).contains(count) else {
                throw FormulaError(
                    position: position,
                    message: "A window is a whole number of buckets from 1 to \(FormulaWindow.longest).")
            }
            return .term(FormulaTerm(metric, event: event, segment: segment, window: window(count)))
        }
        if name == "TRENDLINE" { return .trendline(try sum()) }
        guard let scalar = Formula.Scalar(rawValue: name) else {
            throw FormulaError(position: start, message: "\(name) can't stand here.")
        }
        var parts = [try sum()]
        while parts.count < scalar.arity {
            try expect(",")
            parts.append(try sum())
        }
        return .scalar(scalar, parts)
    }

    /// `metric, A`
    private mutating func windowed() throws(FormulaError) -> (FormulaMetric, Int, Int?) {
        let known = FormulaFunctions.metrics.map { $0.name.lowercased() }
        guard case .name(let name) = next.kind else {
            throw error("Here is \(next.words), where a metric was expected: \(known.joined(separator: ", ")).")
        }
        guard let metric = FormulaFunctions.metric(name) else {
            throw error(
                "There is no metric \"\(name)\"." + DefinitionReader.suggestion(for: name.lowercased(), among: known))
        }
        place += 1
        try expect(",")
        let (event, segment) = try reference()
        return (metric, event, segment)
    }

    /// `A`, or `A2` for its second segment.
    private mutating func reference() throws(FormulaError) -> (event: Int, segment: Int?) {
        let known = (0..<events).map(Self.letter).joined(separator: ", ")
        guard case .name(let name) = next.kind else {
            throw error("Here is \(next.words), where an event was expected: \(known).")
        }
        let characters = Array(name.uppercased())
        guard let value = characters[0].asciiValue, characters[0].isLetter,
            characters.dropFirst().allSatisfy({ ("0"..."9").contains($0) })
        else {
            throw error("\"\(name)\" names no event. Events are \(known), with a digit for a segment: A2.")
        }
        let event = Int(value) - 65
        guard event < events else { throw error("There is no event \(characters[0]). Events are \(known).") }
        var segment: Int?
        if characters.count > 1 {
            guard let number = Int(String(characters.dropFirst())), (1...segments).contains(number) else {
                throw error("There is no such segment. Segments are numbered from 1 to \(segments).")
            }
            segment = number - 1
        }
        place += 1
        return (event, segment)
    }

    private mutating func number() throws(FormulaError) -> Double {
        guard case .number(let value) = next.kind else {
            throw error("Here is \(next.words), where a number was expected.")
        }
        place += 1
        return value
    }

    /// A, B, C …
    package static func letter(_ event: Int) -> String {
        String(UnicodeScalar(UInt8(65 + min(25, max(0, event)))))
    }

    // MARK: Tokens

    private var next: FormulaLexer.Token { tokens[place] }

    private mutating func take(_ sign: Character) -> Bool {
        guard next.kind == .sign(sign) else { return false }
        place += 1
        return true
    }

    private mutating func expect(_ sign: Character) throws(FormulaError) {
        guard take(sign) else { throw error("Here is \(next.words), where \"\(sign)\" was expected.") }
    }

    private func error(_ message: String) -> FormulaError { FormulaError(position: next.position, message: message) }
}

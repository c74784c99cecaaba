/// A formula over metrics of a chart's events, evaluated point by point.
package indirect enum Formula: Hashable, Sendable {
    package enum Operator: Character, Hashable, Sendable {
        case plus = "+"
        case minus = "-"
        case times = "*"
        case over = "/"
    }

    package enum Scalar: String, Hashable, Sendable, CaseIterable {
        case exp = "EXP"
        case ln = "LN"
        /// Of a value to a base.
        case log = "LOG"
        case log10 = "LOG10"
        case power = "POWER"
        case sqrt = "SQRT"

        var arity: Int { self == .log || self == .power ? 2 : 1 }
    }

    case number(Double)
    case term(FormulaTerm)
    case negative(Formula)
    case binary(Operator, Formula, Formula)
    case scalar(Scalar, [Formula])
    /// The straight line of least squares through the points, by their number from the left.
    case trendline(Formula)

    /// Whether the numbers are percentages, as those of `ACTIVE` are: 51.25, not 0.5125. Products and ratios with other terms
    /// keep it, a ratio of two percentages has lost it.
    var isInPercent: Bool { hundreds == 1 }

    /// How many factors of a hundred are in it.
    private var hundreds: Int {
        switch self {
        case .number, .scalar: 0
        case .term(let term): term.metric == .active ? 1 : 0
        case .negative(let part), .trendline(let part): part.hundreds
        case .binary(.times, let left, let right): left.hundreds + right.hundreds
        case .binary(.over, let left, let right): left.hundreds - right.hundreds
        case .binary(_, let left, let right): max(left.hundreds, right.hundreds)
        }
    }

    /// The terms in the order of the text, each once.
    package var terms: [FormulaTerm] {
        switch self {
        case .number: []
        case .term(let term): [term]
        case .negative(let part), .trendline(let part): part.terms
        case .binary(_, let left, let right): Self.distinct(left.terms + right.terms)
        case .scalar(_, let parts): Self.distinct(parts.flatMap(\.terms))
        }
    }

    private static func distinct(_ terms: [FormulaTerm]) -> [FormulaTerm] {
        var seen: Set<FormulaTerm> = []
        return terms.filter { seen.insert($0).inserted }
    }
}

/// One of the formulas of a chart, as written.
package struct FormulaItem: Hashable, Sendable {
    package enum Format: String, Hashable, Sendable { case number, percent, currency }

    package enum Body: Hashable, Sendable {
        case points(Formula)
        /// Units by how often they did it.
        case frequencies(event: Int, segment: Int?)
        /// Events by the number that their property has.
        case distribution(event: Int, segment: Int?)
    }

    /// Without the prefix of the format.
    package var text: String
    /// How numbers are written; it changes none.
    package var format: Format
    package var body: Body

    package init(text: String, format: Format = .number, body: Body) {
        self.text = text
        self.format = format
        self.body = body
    }

    /// Whether its numbers are percentages already, so that whoever writes them with a percent sign leaves them as they are.
    package var isInPercent: Bool {
        guard case .points(let formula) = body else { return false }
        return formula.isInPercent
    }
}

/// What is wrong in a formula, and where.
package struct FormulaError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The character where it shows, from 1.
    package var position: Int
    package var message: String

    package var description: String { "At character \(position): \(message)" }
}

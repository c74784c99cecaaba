/// Calculating with numbers. Of NULL all is NULL, and nothing here fails for a number unless a database leaves no choice.
package struct MathFunctions: Sendable {
    /// A function of one number.
    package enum Unary: Sendable, Hashable {
        case abs, ceiling, floor
        /// Of these the result is a double. That of `exp` may be infinite, see ``MathFunctions/finite``.
        case exp, sin, cos, tan, atan
        /// Of these too; NULL where there is no result.
        case ln, log10, sqrt, asin, acos
    }

    /// An operation on two doubles. Its result is a double that may be infinite or no number at all, see
    /// ``MathFunctions/finite``.
    package enum Binary: Sendable, Hashable { case add, subtract, multiply, divide, power }

    /// Whether an operator takes a double and a number of another type.
    package var mixesTypes: Bool
    /// A number of any type as a double.
    package var double: @Sendable (SQLExpression) -> SQLExpression
    /// What is before the point, as a 64-bit number; NULL if it needs more.
    package var whole: @Sendable (SQLExpression) -> SQLExpression
    /// The number, or NULL if it is 0.
    package var nullIfZero: @Sendable (SQLExpression) -> SQLExpression
    /// The double, or NULL if it is infinite or no number.
    package var finite: @Sendable (SQLExpression) -> SQLExpression
    package var unary: @Sendable (Unary, SQLExpression) -> SQLExpression
    /// Both operands of `power` are doubles already, of the others both or one, see `mixesTypes`.
    package var binary: @Sendable (Binary, SQLExpression, SQLExpression) -> SQLExpression
    /// What remains of a division, with the sign of the first; the second is not 0.
    package var modulo: @Sendable (SQLExpression, SQLExpression) -> SQLExpression
    /// To a whole number of places, of the type INTEGER, below 0 of those before the point. Halves go away from 0; what is stored within a
    /// rounding error of a half counts as one (1.005 is 1.00499999999999989), if `isNudged`.
    package var round: @Sendable (_ number: SQLExpression, _ places: SQLExpression, _ isNudged: Bool) -> SQLExpression
    /// From 0 to below 1, another in each row.
    package var random: SQLExpression

    package init(
        mixesTypes: Bool = true, double: @escaping @Sendable (SQLExpression) -> SQLExpression,
        whole: @escaping @Sendable (SQLExpression) -> SQLExpression,
        nullIfZero: @escaping @Sendable (SQLExpression) -> SQLExpression = { "NULLIF(\(bare: $0), 0)" },
        finite: @escaping @Sendable (SQLExpression) -> SQLExpression,
        unary: @escaping @Sendable (Unary, SQLExpression) -> SQLExpression,
        binary: @escaping @Sendable (Binary, SQLExpression, SQLExpression) -> SQLExpression,
        modulo: @escaping @Sendable (SQLExpression, SQLExpression) -> SQLExpression,
        round: @escaping @Sendable (SQLExpression, SQLExpression, Bool) -> SQLExpression,
        random: SQLExpression
    ) {
        self.mixesTypes = mixesTypes
        self.double = double
        self.whole = whole
        self.nullIfZero = nullIfZero
        self.finite = finite
        self.unary = unary
        self.binary = binary
        self.modulo = modulo
        self.round = round
        self.random = random
    }

    /// 1 and the least that can be added to it: a number times this is its neighbour or the next.
    static let nudge = SQLExpression.bound(.double(1 + Double.ulpOfOne))
    /// The largest power of e that a double holds.
    static let mostExponent = SQLExpression.bound(.double(709.782712893384))

    /// The sign between two operands.
    static func infix(_ operation: Binary, _ left: SQLExpression, _ right: SQLExpression) -> SQLExpression {
        switch operation {
        case .add: "\(left) + \(right)"
        case .subtract: "\(left) - \(right)"
        case .multiply: "\(left) * \(right)"
        case .divide: "\(left) / \(right)"
        case .power: "POWER(\(bare: left), \(bare: right))"
        }
    }
}

internal import LookerExpressions
internal import SQL

/// A part of an expression as SQL, and what is known of it.
struct SQLOperand {
    var sql: SQLExpression
    var type: ExpressionType
    /// What it is worth, where that doesn't depend on the row.
    var constant: ExpressionValue?
    /// Whether a number is a double to the database: fields are of any type.
    var isDouble = false
    /// Whether a number is a whole one of 64 bits to the database.
    var isWhole = false
    var size = NumberSize.field

    var isNull: Bool { constant?.isNull == true }

    static let null = SQLOperand(sql: "NULL", type: .any, constant: .null)

    static func double(_ sql: SQLExpression, _ size: NumberSize = .field) -> SQLOperand {
        SQLOperand(sql: sql, type: .number, isDouble: true, size: size)
    }

    /// A whole number that counts something.
    static func count(_ sql: SQLExpression) -> SQLOperand {
        SQLOperand(sql: sql, type: .number, isWhole: true, size: NumberSize(largest: 19, smallest: 0))
    }

    static func string(_ sql: SQLExpression) -> SQLOperand { SQLOperand(sql: sql, type: .string) }
    static func condition(_ sql: SQLExpression) -> SQLOperand { SQLOperand(sql: sql, type: .yesNo) }
    /// NULL if there is none.
    static func date(_ sql: SQLExpression?) -> SQLOperand { sql.map { SQLOperand(sql: $0, type: .date) } ?? .null }
}

/// How far from 0 a number may lie, in powers of ten: what can't become infinite need not be looked at for it.
struct NumberSize: Equatable {
    /// The number is below ten to the power of this.
    var largest: Int
    /// It is 0, or not below ten to the power of this.
    var smallest: Int

    /// Nothing that people count or measure is larger or smaller; six such numbers can be multiplied.
    static let field = NumberSize(largest: 50, smallest: -50)
    static let unknown = NumberSize(largest: 400, smallest: -400)

    init(largest: Int, smallest: Int) {
        self.largest = min(largest, 400)
        self.smallest = max(smallest, -400)
    }

    init(of value: Double) {
        guard value != 0, value.isFinite else {
            self.init(largest: 0, smallest: 0)
            return
        }
        // The exponent counts in twos.
        let tens = Double(value.exponent) * 0.30103
        self.init(largest: Int(tens.rounded(.up)) + 1, smallest: Int(tens.rounded(.down)))
    }

    var mayBeInfinite: Bool { largest > 307 }

    func joined(_ other: NumberSize) -> NumberSize {
        NumberSize(largest: max(largest, other.largest), smallest: min(smallest, other.smallest))
    }

    /// What is left of a difference may be as small as the last digit.
    func plus(_ other: NumberSize) -> NumberSize {
        result(of: other, max(largest, other.largest) + 1, min(smallest, other.smallest) - 17)
    }

    func times(_ other: NumberSize) -> NumberSize {
        result(of: other, largest + other.largest, smallest + other.smallest)
    }

    func divided(by other: NumberSize) -> NumberSize {
        result(of: other, largest - other.smallest, smallest - other.largest)
    }

    /// What is infinite can't become anything else.
    private func result(of other: NumberSize, _ largest: Int, _ smallest: Int) -> NumberSize {
        mayBeInfinite || other.mayBeInfinite ? .unknown : NumberSize(largest: largest, smallest: smallest)
    }
}

/// A Looker expression as a tree: what a checker, the evaluator and a SQL translation walk over.
///
/// `if(c, a, b)` and `case(when(c, a), b)` say the same, so both are a ``Kind/choice(_:otherwise:)``. Parentheses leave no
/// trace but the tree's shape. Positions count unicode scalars of the text from 0, which is what an editor can map to
/// its own unit without knowing how Swift stores text.
package struct LookerExpression: Sendable, Hashable {
    package indirect enum Kind: Sendable, Hashable {
        case null
        case yesNo(Bool)
        case integer(Int64)
        /// Finite. A literal with a point or an exponent, or one too large for 64 bits.
        case decimal(Double)
        case string(String)
        case field(FieldReference)
        case not(LookerExpression)
        case negate(LookerExpression)
        case binary(BinaryOperator, LookerExpression, LookerExpression)
        /// The value of the first branch whose condition is yes; else `otherwise`, else null. At least one branch.
        case choice([Branch], otherwise: LookerExpression?)
        case call(FunctionCall)
    }

    package struct Branch: Sendable, Hashable {
        package let condition: LookerExpression
        package let value: LookerExpression
    }

    package struct FunctionCall: Sendable, Hashable {
        /// Lower case. The parser doesn't check that such a function exists; ``ExpressionChecker`` does.
        package let name: String
        package let nameSpan: Range<Int>
        package let arguments: [LookerExpression]
    }

    package struct FieldReference: Sendable, Hashable {
        package enum Part: String, Sendable {
            case value
            /// The column's total over all data of the query, not the sum of the rows that came back.
            case total
            /// The row's total over all pivot columns.
            case rowTotal = "row_total"
        }

        /// `view.field`, or the bare name of a custom field or table calculation.
        package let name: String
        package let part: Part

        package init(name: String, part: Part = .value) {
            self.name = name
            self.part = part
        }
    }

    package enum BinaryOperator: String, Sendable, CaseIterable {
        case or = "OR"
        case and = "AND"
        case equal = "="
        case notEqual = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case add = "+"
        case subtract = "-"
        case multiply = "*"
        case divide = "/"
        case modulo = "%"

        package var isComparison: Bool { precedence == 4 }
        package var isArithmetic: Bool { precedence > 4 }

        /// How tightly it binds; `NOT` stands at 3, a sign at 7.
        var precedence: Int {
            switch self {
            case .or: 1
            case .and: 2
            case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: 4
            case .add, .subtract: 5
            case .multiply, .divide, .modulo: 6
            }
        }
    }

    package let kind: Kind
    /// Where it stands in the text, in unicode scalars; parentheses around it not included.
    package let span: Range<Int>
    /// Longest way down to a leaf. Bounded by ``ExpressionParser/deepest``, so that walks may recurse.
    package let depth: Int

    init(_ kind: Kind, span: Range<Int>) {
        self.kind = kind
        self.span = span
        depth = 1 + (Self.children(of: kind).map(\.depth).max() ?? 0)
    }

    /// What it is made of, from left to right.
    package var children: [LookerExpression] { Self.children(of: kind) }

    /// Every field it names, from left to right, repetitions included, with the place of each.
    package var fields: [(reference: FieldReference, span: Range<Int>)] {
        if case .field(let reference) = kind { return [(reference, span)] }
        return children.flatMap(\.fields)
    }

    private static func children(of kind: Kind) -> [LookerExpression] {
        switch kind {
        case .null, .yesNo, .integer, .decimal, .string, .field: []
        case .not(let operand), .negate(let operand): [operand]
        case .binary(_, let left, let right): [left, right]
        case .choice(let branches, let otherwise):
            branches.flatMap { [$0.condition, $0.value] } + (otherwise.map { [$0] } ?? [])
        case .call(let call): call.arguments
        }
    }
}

extension LookerExpression: CustomStringConvertible {
    /// The same expression with every parenthesis written out; parsing it gives the same tree but for positions.
    package var description: String {
        switch kind {
        case .null: "null"
        case .yesNo(let yes): yes ? "yes" : "no"
        case .integer(let number): String(number)
        case .decimal(let number): String(number)
        case .string(let text): Self.quoted(text)
        case .field(let reference): reference.description
        case .not(let operand): "(NOT \(operand))"
        case .negate(let operand): "(-\(operand))"
        case .binary(let sign, let left, let right): "(\(left) \(sign.rawValue) \(right))"
        case .choice(let branches, let otherwise):
            "case("
                + (branches.map { "when(\($0.condition), \($0.value))" } + (otherwise.map { [$0.description] } ?? []))
                .joined(separator: ", ") + ")"
        case .call(let call): "\(call.name)(\(call.arguments.map(\.description).joined(separator: ", ")))"
        }
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case "\r": quoted += "\\r"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

extension LookerExpression.FieldReference: CustomStringConvertible {
    package var description: String { part == .value ? "${\(name)}" : "${\(name):\(part.rawValue)}" }
}

/// What the places take in which an expression names fields whose type nobody knows, such as members of JSON.
///
/// `${a} > 5` takes a number of `a`, `concat(${a}, "x")` takes it as it is, `if(${a}, 1, 2)` a yes/no. One field may stand in
/// several places as different types.
package struct PlaceTypes: Sendable {
    private let scope: ExpressionScope
    /// By where the field's name begins in the text.
    private var types: [Int: ExpressionType] = [:]

    /// - Parameters:
    ///   - expression: Without errors.
    ///   - scope: What it was checked in.
    package init(of expression: LookerExpression, in scope: ExpressionScope) {
        self.scope = scope
        visit(expression, as: .any)
    }

    /// The type of a field if that is known, else what the place takes; ``ExpressionType/any`` if it takes anything.
    package func type(at span: Range<Int>) -> ExpressionType { types[span.lowerBound] ?? .any }

    private mutating func visit(_ expression: LookerExpression, as wanted: ExpressionType) {
        switch expression.kind {
        case .null, .yesNo, .integer, .decimal, .string: return
        case .field(let reference):
            let known = scope.fields[reference.name]?.type ?? .any
            types[expression.span.lowerBound] = known == .any ? wanted : known
        case .not(let operand): visit(operand, as: .yesNo)
        case .negate(let operand): visit(operand, as: .number)
        case .binary(let sign, let left, let right):
            let taken = operands(of: sign, left, right)
            for side in [left, right] { visit(side, as: taken) }
        case .choice(let branches, let otherwise):
            for branch in branches { visit(branch.condition, as: .yesNo) }
            visit(alternatives: branches.map(\.value) + (otherwise.map { [$0] } ?? []), as: wanted)
        case .call(let call): visit(call, as: wanted)
        }
    }

    /// What an operator takes on both sides.
    private func operands(
        of sign: LookerExpression.BinaryOperator, _ left: LookerExpression, _ right: LookerExpression
    ) -> ExpressionType {
        if sign.isArithmetic { return .number }
        guard sign.isComparison else { return .yesNo }
        let type = shared([left, right])
        // What nobody knows is put in order as numbers are, and is equal as text.
        return type == .any && sign != .equal && sign != .notEqual ? .number : type
    }

    private mutating func visit(_ call: LookerExpression.FunctionCall, as wanted: ExpressionType) {
        guard let function = FunctionCatalogue.function(named: call.name) else { return }
        if function.result == .common { return visit(alternatives: call.arguments, as: wanted) }
        for (position, argument) in call.arguments.enumerated() {
            switch function.parameter(at: position)?.accepts {
            case .number, .numbers: visit(argument, as: .number)
            case .string, .literal: visit(argument, as: .string)
            case .yesNo: visit(argument, as: .yesNo)
            case .date: visit(argument, as: .date)
            case .scalar, .like, .ordered, .values, .field, nil: visit(argument, as: .any)
            }
        }
    }

    /// Values of which one is taken.
    private mutating func visit(alternatives: [LookerExpression], as wanted: ExpressionType) {
        let taken = wanted == .any ? shared(alternatives) : wanted
        for value in alternatives { visit(value, as: taken) }
    }

    private func shared(_ values: [LookerExpression]) -> ExpressionType {
        values.reduce(.any) { type, value in
            type.joined(with: ExpressionChecker.check(value, in: scope).type) ?? type
        }
    }
}

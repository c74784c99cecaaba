/// Finds the type of an expression and all that is wrong with it.
///
/// A part that is wrong counts as ``ExpressionType/any`` for what stands around it, so one mistake is reported once.
package struct ExpressionChecker {
    private let scope: ExpressionScope
    private var problems: [ExpressionProblem] = []

    /// - Returns: The type of the values, and the problems from left to right. Without one of severity error the
    ///   expression can be run or translated.
    package static func check(
        _ expression: LookerExpression, in scope: ExpressionScope
    ) -> (type: ExpressionType, problems: [ExpressionProblem]) {
        var checker = ExpressionChecker(scope: scope)
        let type = checker.inferred(expression)
        if scope.use == .customFilter || scope.use == .dataTest, type != .yesNo, type != .any {
            checker.report(
                .notYesNo, "\(scope.use.title) says yes or no, this is a \(type.title)", at: expression,
                suggestion: "compare it with something")
        }
        if type.isList, scope.use == .customDimension || scope.use == .customMeasure {
            checker.report(.wrongType, "a field holds single values, this is a \(type.title)", at: expression)
        }
        let ordered = checker.problems.enumerated()
            .sorted { ($0.element.span.lowerBound, $0.offset) < ($1.element.span.lowerBound, $1.offset) }
        return (type, ordered.map(\.element))
    }

    private init(scope: ExpressionScope) { self.scope = scope }

    private mutating func inferred(_ expression: LookerExpression) -> ExpressionType {
        switch expression.kind {
        case .null: return .any
        case .yesNo: return .yesNo
        case .integer, .decimal: return .number
        case .string: return .string
        case .field(let reference): return inferred(reference, at: expression)
        case .not(let operand):
            expect(.yesNo, of: operand, "'NOT' turns a yes/no round")
            return .yesNo
        case .negate(let operand):
            expect(.number, of: operand, "a sign stands before a number")
            return .number
        case .binary(let sign, let left, let right): return inferred(sign, left, right)
        case .choice(let branches, let otherwise): return inferred(branches, otherwise)
        case .call(let call): return inferred(call, at: expression)
        }
    }

    // MARK: Operators

    private mutating func inferred(
        _ sign: LookerExpression.BinaryOperator, _ left: LookerExpression, _ right: LookerExpression
    ) -> ExpressionType {
        if sign.isArithmetic {
            for side in [left, right] { expectNumber(side, of: sign) }
            return .number
        }
        if sign == .and || sign == .or {
            for side in [left, right] { expect(.yesNo, of: side, "'\(sign.rawValue)' combines yes/no") }
            return .yesNo
        }
        compare(left, right, sign)
        return .yesNo
    }

    private mutating func expectNumber(_ side: LookerExpression, of sign: LookerExpression.BinaryOperator) {
        let type = inferred(side)
        guard type != .number, type != .any else { return }
        let suggestion: String? =
            switch type {
            case .string where sign == .add: "concat(a, b) joins text; to_number(text) makes a number of it"
            case .string: "to_number(text)"
            case .date: sign == .add ? "add_days(number, date)" : "diff_days(start_date, end_date)"
            case .list: "sum(list)"
            case .yesNo: "if(condition, 1, 0)"
            default: nil
            }
        report(
            .wrongType, "'\(sign.rawValue)' takes numbers, this is a \(type.title)", at: side, suggestion: suggestion)
    }

    private mutating func compare(
        _ left: LookerExpression, _ right: LookerExpression, _ sign: LookerExpression.BinaryOperator
    ) {
        let types = (inferred(left), inferred(right))
        for side in [left, right] where side.kind == .null {
            let other = side == left ? right : left
            report(
                .comparisonWithNull, "a comparison with null is never yes", at: side,
                suggestion: sign == .notEqual ? "NOT is_null(\(other))" : "is_null(\(other))", severity: .warning)
        }
        for (type, side) in [(types.0, left), (types.1, right)] where type.isList {
            report(.wrongType, "a list has no order and no equal", at: side, suggestion: "index(list, 1)")
            return
        }
        guard let joined = types.0.joined(with: types.1) else { return reportMixed(types, left, right) }
        if joined == .yesNo, sign != .equal, sign != .notEqual {
            report(.wrongType, "yes and no have no order", at: right, suggestion: "= or !=")
        }
    }

    private mutating func reportMixed(
        _ types: (ExpressionType, ExpressionType), _ left: LookerExpression, _ right: LookerExpression
    ) {
        // A date in quotes is what people write, and there's one way to read it.
        let literal = types.0 == .string ? left : right
        if case .string(let text) = literal.kind {
            if types.0 == .date || types.1 == .date {
                if CivilTime.parse(text) != nil { return }
                return report(
                    .wrongType, "'\(text.prefix(40))' is not a date", at: literal, suggestion: "date(2026, 12, 31)")
            }
            if types.0 == .yesNo || types.1 == .yesNo, let constant = Self.constant(text) {
                return report(
                    .mixedTypes, "a yes/no is compared with \(constant), without quotes", at: literal,
                    suggestion: constant)
            }
        }
        report(
            .mixedTypes, "a \(types.0.title) and a \(types.1.title) are never equal", at: right,
            suggestion: types.0 == .number || types.1 == .number ? "to_number(text), or to_string(number)" : nil)
    }

    private static func constant(_ text: String) -> String? {
        ["yes": "yes", "true": "yes", "no": "no", "false": "no"][text.lowercased()]
    }

    private mutating func inferred(
        _ branches: [LookerExpression.Branch], _ otherwise: LookerExpression?
    ) -> ExpressionType {
        for branch in branches { expect(.yesNo, of: branch.condition, "a condition is a yes/no") }
        return common(branches.map(\.value) + (otherwise.map { [$0] } ?? []))
    }

    /// The type that all values share; the first that doesn't fit is reported.
    private mutating func common(_ values: [LookerExpression]) -> ExpressionType {
        var common = ExpressionType.any
        var isMixed = false
        for value in values {
            let type = inferred(value)
            if let joined = common.joined(with: type) {
                common = joined
            } else if !isMixed {
                isMixed = true
                report(
                    .mixedTypes, "the values before this are \(common.title)s, this is a \(type.title)", at: value,
                    suggestion: common == .string || type == .string ? "to_string(value)" : nil)
            }
        }
        return isMixed ? .any : common
    }

    private mutating func expect(_ wanted: ExpressionType, of expression: LookerExpression, _ reason: String) {
        let type = inferred(expression)
        guard type != wanted, type != .any else { return }
        let suggestion = wanted == .yesNo ? "compare it with something" : nil
        report(.wrongType, "\(reason), this is a \(type.title)", at: expression, suggestion: suggestion)
    }

    // MARK: Fields

    private mutating func inferred(
        _ reference: LookerExpression.FieldReference, at expression: LookerExpression
    ) -> ExpressionType {
        guard let field = scope.fields[reference.name] else {
            report(
                .unknownField, "there is no field '\(reference.name.prefix(120))' here", at: expression,
                suggestion: NearestName.of(reference.name, in: scope.fields.keys).map { "${\($0)}" })
            return .any
        }
        if field.role != .dimension, scope.use == .customDimension {
            report(
                .notAllowedHere,
                "a custom dimension belongs to one row, '\(reference.name)' is a \(field.role.rawValue)",
                at: expression, suggestion: "make it a table calculation")
        }
        if reference.part != .value {
            if scope.use.isTranslated {
                report(
                    .notAllowedHere, "totals are known to table calculations, not to \(scope.use.title)", at: expression
                )
            } else if field.role != .measure {
                report(
                    .noTotals, "only a measure has totals, '\(reference.name)' is a \(field.role.rawValue)",
                    at: expression, suggestion: field.role == .calculation ? "sum(${\(reference.name)})" : nil)
            }
        }
        return field.type
    }

    private mutating func report(
        _ code: ExpressionProblem.Code, _ message: String, at expression: LookerExpression, suggestion: String? = nil,
        severity: ExpressionProblem.Severity = .error
    ) {
        problems.append(
            ExpressionProblem(code, message, at: expression.span, suggestion: suggestion, severity: severity))
    }
}

// MARK: - Functions

extension ExpressionChecker {
    private mutating func inferred(
        _ call: LookerExpression.FunctionCall, at expression: LookerExpression
    ) -> ExpressionType {
        guard let function = FunctionCatalogue.function(named: call.name) else {
            for argument in call.arguments { _ = inferred(argument) }
            let names = FunctionCatalogue.all.map(\.name) + FunctionCatalogue.forms.map(\.name)
            problems.append(
                ExpressionProblem(
                    .unknownFunction, "there is no function '\(call.name.prefix(40))'", at: call.nameSpan,
                    suggestion: Self.foreign[call.name] ?? NearestName.of(call.name, in: names)))
            return .any
        }
        if !function.uses.contains(scope.use) {
            problems.append(
                ExpressionProblem(
                    .notAllowedHere, "'\(function.name)' cannot be used in \(scope.use.title)", at: call.nameSpan,
                    suggestion: Self.place(beside: scope.use)))
        }
        let types = call.arguments.enumerated().map { position, argument in
            function.parameter(at: position)?.accepts == .field ? .any : inferred(argument)
        }
        if call.arguments.count < function.minimumArguments
            || call.arguments.count > function.maximumArguments ?? .max
        {
            report(
                .wrongNumberOfArguments,
                "'\(function.name)' takes \(Self.count(function)), not \(call.arguments.count)", at: expression,
                suggestion: function.signature)
        } else {
            for (position, argument) in call.arguments.enumerated() {
                check(argument, types[position], at: position, of: function, types)
            }
        }
        return result(of: function, call.arguments, types)
    }

    /// Where a function may stand that may not stand here.
    private static func place(beside use: ExpressionUse) -> String? {
        if use == .derivedProperty { return nil }
        return use.isTranslated ? "make it a table calculation" : "make it a custom filter or dimension"
    }

    /// What other languages call them.
    private static let foreign = [
        "avg": "mean", "average": "mean", "ceil": "ceiling", "len": "length", "ifnull": "coalesce", "isnull": "is_null",
        "nvl": "coalesce", "substr": "substring", "today": "trunc_days(now())", "stddev": "stddev_samp",
        "pow": "power", "var": "var_samp", "iif": "if", "switch": "case", "strpos": "position",
        "cumsum": "running_total",
    ]

    private static func count(_ function: ExpressionFunction) -> String {
        let count = function.minimumArguments
        let amount = count == 0 ? "no arguments" : count == 1 ? "one argument" : "\(count) arguments"
        return function.maximumArguments == nil ? "\(amount) or more" : amount
    }

    private mutating func check(
        _ argument: LookerExpression, _ type: ExpressionType, at position: Int, of function: ExpressionFunction,
        _ types: [ExpressionType]
    ) {
        guard let parameter = function.parameter(at: position) else { return }
        let fits: Bool =
            switch parameter.accepts {
            case .number: type == .number || type == .any
            case .string: type == .string || type == .any
            case .yesNo: type == .yesNo || type == .any
            case .date: type == .date || type == .any || isDateLiteral(argument)
            case .scalar: !type.isList
            case .like(let other):
                other < types.count ? !type.isList && type.joined(with: types[other].element) != nil : true
            case .numbers: [.number, .any].contains(type.element)
            case .ordered: type.element != .yesNo
            case .values: true
            case .field: argument.isField
            case .literal: argument.isText
            }
        guard !fits else { return }
        let wanted =
            if case .like(let other) = parameter.accepts, other < types.count {
                "a \(types[other].element.title)"
            } else {
                parameter.accepts.title
            }
        report(
            .wrongType, "'\(parameter.name)' of '\(function.name)' takes \(wanted), this is a \(type.title)",
            at: argument, suggestion: Self.conversion(from: type, to: parameter.accepts))
    }

    private func isDateLiteral(_ argument: LookerExpression) -> Bool {
        guard case .string(let text) = argument.kind else { return false }
        return CivilTime.parse(text) != nil
    }

    private static func conversion(from type: ExpressionType, to accepted: ExpressionFunction.Accepted) -> String? {
        switch (type, accepted) {
        case (.string, .number), (.string, .numbers): return "to_number(text)"
        case (.string, .date): return "to_date(text)"
        case (.number, .string), (.date, .string), (.yesNo, .string): return "to_string(value)"
        case (.yesNo, .number), (.yesNo, .numbers): return "if(condition, 1, 0)"
        case (.list, .number): return "sum(list), or index(list, 1)"
        case (.list, _): return "index(list, 1)"
        default: return nil
        }
    }

    private mutating func result(
        of function: ExpressionFunction, _ arguments: [LookerExpression], _ types: [ExpressionType]
    ) -> ExpressionType {
        func type(at position: Int) -> ExpressionType { position < types.count ? types[position] : .any }
        switch function.result {
        case .type(let type): return type
        case .same(let position): return type(at: position)
        case .element(let position): return type(at: position).element
        case .list(let position): return .list(type(at: position).element)
        case .common, .commonList:
            var common = ExpressionType.any
            for (argument, type) in zip(arguments, types) {
                guard let joined = common.joined(with: type) else {
                    report(
                        .mixedTypes, "the values before this are \(common.title)s, this is a \(type.title)",
                        at: argument, suggestion: common == .string || type == .string ? "to_string(value)" : nil)
                    return function.result == .common ? .any : .list(.any)
                }
                common = joined
            }
            return function.result == .common ? common : .list(common.element)
        }
    }
}

extension LookerExpression {
    fileprivate var isField: Bool {
        if case .field(let reference) = kind { return reference.part == .value }
        return false
    }

    fileprivate var isText: Bool {
        if case .string = kind { return true }
        return false
    }
}

extension LookerExpression {
    /// What the expression is worth where it depends on nothing but itself and the present moment.
    ///
    /// - Parameter now: What `now()` gives: microseconds of the wall clock in the query's time zone since 1970-01-01 00:00.
    /// - Returns: Nil if it names a field, asks about the query, draws random numbers, or has functions of whole columns.
    package func constant(now: Int64) -> ExpressionValue? {
        guard isConstant else { return nil }
        var evaluator = Evaluator(
            size: (rows: 1, pivots: 1), isPivoted: false, now: now, random: SplitMix64(seed: 0), budget: 100_000)
        return try? evaluator.evaluate(self).value(0, 0)
    }

    private var isConstant: Bool {
        switch kind {
        case .null, .yesNo, .integer, .decimal, .string: return true
        case .field: return false
        case .not, .negate, .binary, .choice: return children.allSatisfy(\.isConstant)
        case .call(let call):
            guard let function = FunctionCatalogue.function(named: call.name),
                function.uses.contains(.customDimension), function.uses.contains(.tableCalculation),
                function.name != "rand", function.group != .filters
            else { return false }
            return call.arguments.allSatisfy(\.isConstant)
        }
    }
}

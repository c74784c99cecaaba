/// Aggregates that databases spell differently.
package struct AggregateFunctions: Sendable {
    /// The value below which a share of the values lies, from 0 to 1, between two neighbours where need be.
    package var percentile: @Sendable (_ value: SQLExpression, _ share: Double) -> SQLExpression
    /// Whether that is near the value and not it.
    package var percentileIsApproximate: Bool
    /// The distinct values as one text, sorted, with a separator between them.
    package var distinctList: @Sendable (_ value: SQLExpression, _ separator: String) -> SQLExpression
    /// How many distinct values there are, estimated where the database can, else counted.
    package var approximateCountDistinct: @Sendable (SQLExpression) -> SQLExpression

    package init(
        percentile: @escaping @Sendable (SQLExpression, Double) -> SQLExpression, percentileIsApproximate: Bool = false,
        distinctList: @escaping @Sendable (SQLExpression, String) -> SQLExpression,
        approximateCountDistinct: @escaping @Sendable (SQLExpression) -> SQLExpression
    ) {
        self.percentile = percentile
        self.percentileIsApproximate = percentileIsApproximate
        self.distinctList = distinctList
        self.approximateCountDistinct = approximateCountDistinct
    }
}

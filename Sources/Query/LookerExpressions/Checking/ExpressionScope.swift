/// What an expression may name, and where it stands.
package struct ExpressionScope: Sendable {
    package struct Field: Sendable, Hashable {
        package enum Role: String, Sendable {
            case dimension, measure
            /// Another calculation of the same query: has no total of its own.
            case calculation
        }

        package let type: ExpressionType
        package let role: Role

        /// - Parameter type: ``ExpressionType/any`` if nobody knows: the field then passes everywhere.
        package init(type: ExpressionType, role: Role) {
            self.type = type
            self.role = role
        }
    }

    package let use: ExpressionUse
    /// By the name that stands in `${}`.
    package var fields: [String: Field]

    package init(use: ExpressionUse, fields: [String: Field]) {
        self.use = use
        self.fields = fields
    }
}

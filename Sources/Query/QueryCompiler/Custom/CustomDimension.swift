internal import LookerExpressions
internal import SQL
internal import SemanticModel

/// What a custom dimension is computed from. (Bins are a tier of the model's kind.)
enum CustomDimension {
    /// Checked.
    case expression(LookerExpression)
    /// The first group whose filter lets the value of `field` through gives its label.
    case groups(of: Field, [(label: String, filter: FieldFilter)], otherwise: String?)
}

/// What may stand where in LookML: the parameters of one kind of block, and how their values look. Made of the rows of
/// ``LookMLReference``.
struct Vocabulary: Sendable {
    enum Shape: Sendable {
        /// A string or a name.
        case text
        case flag
        case number
        /// `24 hours`
        case duration
        case expression
        case list
        /// `[field: "expression"]` or blocks with `field` and `value`.
        case filters
        case choice([String])
        /// A block with the parameters of this object.
        case block(String)
        /// Anything; the inside is not looked at.
        case any
    }

    let name: String
    let parameters: [String: LookMLParameter]

    /// The vocabulary of an object; empty for one that the reference does not have.
    static func of(_ object: String) -> Vocabulary { all[object] ?? Vocabulary(name: object, parameters: [:]) }

    private static let all: [String: Vocabulary] = {
        var parameters: [String: [String: LookMLParameter]] = ["filters": filterBlock]
        for parameter in LookMLReference.parameters {
            parameters[parameter.object, default: [:]][parameter.name] = parameter
        }
        return Dictionary(
            uniqueKeysWithValues: parameters.map { ($0, Vocabulary(name: $0, parameters: $1)) })
    }()

    /// The other spelling of filters.
    private static let filterBlock = [
        "field": LookMLParameter("field", 1, .full, .text), "value": LookMLParameter("value", 1, .full, .text),
    ]
}

/// What may stand where in LookML: the parameters of one kind of block, and how their values look. Made of the rows of
/// ``LookMLReference``.
///
/// Every parameter of every file is looked up in one, so that vocabularies and what they hold are lent and not copied.
final class Vocabulary: Sendable {
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

    final class Entry: Sendable {
        let parameter: LookMLParameter
        /// One bit that no other parameter of the vocabulary has; all bits for those that there are none left for.
        let mark: UInt128

        fileprivate init(_ parameter: LookMLParameter, place: Int) {
            self.parameter = parameter
            mark = place < UInt128.bitWidth ? 1 << UInt128(place) : .max
        }
    }

    let name: String
    let parameters: [String: Entry]

    private init(name: String, parameters: [LookMLParameter]) {
        self.name = name
        self.parameters = Dictionary(
            parameters.enumerated().map { ($1.name, Entry($1, place: $0)) }, uniquingKeysWith: { _, last in last })
    }

    /// The vocabulary of an object; empty for one that the reference does not have.
    static func of(_ object: String) -> Vocabulary { all[object] ?? Vocabulary(name: object, parameters: []) }

    private static let all: [String: Vocabulary] = {
        var parameters = ["filters": filterBlock]
        for parameter in LookMLReference.parameters { parameters[parameter.object, default: []].append(parameter) }
        return Dictionary(
            uniqueKeysWithValues: parameters.map { ($0, Vocabulary(name: $0, parameters: $1)) })
    }()

    /// The other spelling of filters.
    private static let filterBlock = [
        LookMLParameter("field", 1, .full, .text), LookMLParameter("value", 1, .full, .text),
    ]
}

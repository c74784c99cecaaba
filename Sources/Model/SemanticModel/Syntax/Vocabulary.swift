/// What may stand where in LookML: the parameters of every kind of block, and how their values look.
///
/// A parameter is *honoured* when the resolver or the compiler acts on it. The others are known to the language and
/// reported where they are used, so that nobody takes them for working.
struct Vocabulary: Sendable {
    enum Shape: Sendable {
        /// A string or a name.
        case text
        case flag
        case number
        case expression
        case list
        /// `[field: "expression"]` or blocks with `field` and `value`.
        case filters
        case choice([String])
        case block(Vocabulary)
        /// Anything; the inside is not looked at.
        case any
    }

    struct Parameter: Sendable {
        var shape: Shape
        var isHonoured = true
        /// Whether several of them in one block add up.
        var repeats = false
    }

    let name: String
    let parameters: [String: Parameter]

    init(_ name: String, _ groups: [String: Parameter]...) {
        self.name = name
        parameters = groups.reduce(into: [:]) { $0.merge($1) { _, later in later } }
    }
}

extension Vocabulary.Parameter {
    static let text = Self(shape: .text)
    static let flag = Self(shape: .flag)
    static let number = Self(shape: .number)
    static let expression = Self(shape: .expression)
    static let list = Self(shape: .list)
    static let filters = Self(shape: .filters, repeats: true)
    /// Known, and not acted on yet.
    static let later = Self(shape: .any, isHonoured: false)
    static let laterMany = Self(shape: .any, isHonoured: false, repeats: true)
    /// Known, and rightly without effect.
    static let ignored = Self(shape: .any, repeats: true)

    static func choice(_ values: String...) -> Self { Self(shape: .choice(values)) }
    static func block(_ vocabulary: Vocabulary) -> Self { Self(shape: .block(vocabulary)) }
    static func blocks(_ vocabulary: Vocabulary) -> Self { Self(shape: .block(vocabulary), repeats: true) }
}

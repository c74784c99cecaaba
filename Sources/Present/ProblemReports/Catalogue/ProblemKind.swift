/// What a problem's code means, for tools that show problems of many programs side by side.
package struct ProblemKind: Sendable, Hashable {
    package var code: String
    /// A few words: what is wrong.
    package var title: String
    /// What it means, and what to do about it.
    package var help: String

    init(_ code: String, _ title: String, _ help: String) {
        self.code = code
        self.title = title
        self.help = help
    }

    /// Every code that Soundings reports, by group and within it in alphabetical order.
    package static let all: [ProblemKind] =
        syntax + project + lookML + content + settings + pipelines + habits + warehouse

    private static let byCode = Dictionary(all.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })

    /// `nil` for a code that nothing reports.
    package static func named(_ code: String) -> ProblemKind? { byCode[code] }
}

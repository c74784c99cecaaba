internal import Foundation

/// An account in the list of all of them.
struct AccountLine: Equatable, Sendable {
    var name: String
    /// How much is known of it; `nil` where the model doesn't say.
    var status: String?

    /// `nil` for a row without a name.
    init?(_ row: [String?]) {
        guard let first = row.first, let name = first, !name.isEmpty else { return nil }
        self.name = name
        status = row.count > 1 ? row[1] : nil
    }

    /// Those whose names hold all words of `text`, whatever their case and accents; those that begin with it come first.
    static func named(_ text: String, among lines: [AccountLine]) -> [AccountLine] {
        let words = text.prefix(1_000).split(whereSeparator: \.isWhitespace).map { plain(String($0)) }
        guard let first = words.first else { return lines }
        let found = lines.filter { line in
            let name = plain(line.name)
            return words.allSatisfy(name.contains)
        }
        return found.filter { plain($0.name).hasPrefix(first) } + found.filter { !plain($0.name).hasPrefix(first) }
    }

    private static func plain(_ text: String) -> String {
        text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
    }
}

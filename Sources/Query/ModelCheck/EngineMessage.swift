import SemanticModel

/// What a database says of a statement, taken apart: DuckDB and PostgreSQL write a sentence, perhaps names that would do,
/// and the line of the statement with a mark below it.
struct EngineMessage: Equatable {
    /// What is wrong, in one line.
    var sentence: String
    /// What to write instead.
    var suggestion: String?
    /// Whether a column is meant of which several tables have one.
    var isAmbiguous: Bool
    /// The line of the statement that is complained of, as far as the engine shows it, and the place of the mark in it in
    /// Unicode scalars from 0.
    var excerpt: (text: String, mark: Int?)?

    init(_ message: String) {
        var sentences: [Substring] = []
        var hints: [Substring] = []
        let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
        for (place, line) in lines.enumerated() {
            if let text = Self.excerpt(in: line) {
                let head = line.count - text.count
                let mark = lines.dropFirst(place + 1).first?.firstIndex(of: "^").map { index in
                    lines[place + 1].distance(from: lines[place + 1].startIndex, to: index) - head
                }
                excerpt = (String(text), mark.flatMap { $0 >= 0 && $0 < text.count ? $0 : nil })
                break
            }
            let isHint = Self.hints.contains { line.hasPrefix($0) }
            if isHint { hints.append(line) } else if hints.isEmpty { sentences.append(line) }
        }
        sentence = sentences.map(Self.trimmed).filter { !$0.isEmpty }.joined(separator: " ")
        suggestion = Self.suggestion(in: hints, for: sentence)
        isAmbiguous = sentence.lowercased().contains("ambiguous")
    }

    static func == (left: EngineMessage, right: EngineMessage) -> Bool {
        left.sentence == right.sentence && left.suggestion == right.suggestion
            && left.excerpt?.text == right.excerpt?.text && left.excerpt?.mark == right.excerpt?.mark
    }

    private static let hints = [
        "Candidate", "Did you mean", "HINT:", "Possible solutions", "Either add it", "\tCandidate",
    ]

    /// `LINE 3: SELECT totl FROM orders`
    private static func excerpt(in line: Substring) -> Substring? {
        guard line.hasPrefix("LINE "), let colon = line.firstIndex(of: ":") else { return nil }
        let number = line[line.index(line.startIndex, offsetBy: 5)..<colon]
        guard !number.isEmpty, number.allSatisfy(\.isNumber) else { return nil }
        return line[line.index(after: colon)...].dropFirst()
    }

    private static func suggestion(in hints: [Substring], for sentence: String) -> String? {
        guard let first = hints.first else { return nil }
        let names = quoted(in: hints.joined(separator: "\n"))
        let wanted = quoted(in: sentence).last ?? ""
        if let near = Suggestion.nearest(to: wanted, in: names) { return near }
        // A list of whatever there is helps nobody; a hint was written for this very mistake.
        if first.hasPrefix("Candidate") || first.hasPrefix("\t") { return nil }
        if names.count == 1 { return names[0] }
        return trimmed(first.hasPrefix("HINT:") ? first.dropFirst(5) : first)
    }

    /// Names in double quotes.
    private static func quoted(in text: String) -> [String] {
        let pieces = text.split(separator: "\"", omittingEmptySubsequences: false)
        return stride(from: 1, to: pieces.count - 1, by: 2).map { String(pieces[$0]) }.filter { !$0.isEmpty }
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}

/// What somebody typed into a search, cut as the index cuts text: at everything that is neither letter nor digit.
struct SearchWords: Sendable, Hashable {
    /// Of these the index needs all.
    private(set) var words: [String] = []
    /// What was typed, folded for comparing whole titles and values with it.
    let key: String

    /// Words after the tenth don't count, nor does what is behind the 64th character of a word.
    init(_ text: String) {
        key = text.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
        var word = ""
        for character in text.prefix(4_000) {
            if character.isLetter || character.isNumber {
                if word.count < 64 { word.append(character) }
            } else if !word.isEmpty {
                words.append(word)
                word = ""
            }
        }
        if !word.isEmpty { words.append(word) }
        words = Array(words.prefix(10))
    }

    private init(words: [String], key: String) {
        self.words = words
        self.key = key
    }

    var isEmpty: Bool { words.isEmpty }

    /// As FTS5 wants it: every word begins one of the text's. Nothing in a word is syntax, since it is quoted and has
    /// letters and digits only.
    var match: String { words.map { "\"\($0)\" *" }.joined(separator: " ") }

    /// The same, and the text has to begin with the first word.
    var matchAtStart: String { "^ " + match }

    /// The same as ``match`` and ``matchAtStart`` of words that were typed to their ends.
    var whole: String { words.map { "\"\($0)\"" }.joined(separator: " ") }
    var wholeAtStart: String { "^ " + whole }

    /// The words without one of them, and that one: "databricks search" may be a value and a title.
    var halves: [(value: SearchWords, rest: SearchWords)] {
        guard (2...5).contains(words.count) else { return [] }
        return (1..<words.count).flatMap { cut -> [(value: SearchWords, rest: SearchWords)] in
            let (left, right) = (Self(part: words[..<cut]), Self(part: words[cut...]))
            return [(left, right), (right, left)]
        }
    }

    private init(part: ArraySlice<String>) {
        self.init(words: Array(part), key: part.joined(separator: " ").lowercased())
    }
}

/// What somebody may have meant who wrote a word that nobody knows.
package enum NearestWord {
    /// The known word that is the fewest changes away, if they are few.
    package static func to(_ word: String, among known: some Sequence<String>) -> String? {
        let letters = Array(word.lowercased())
        let nearest = known.map { (name: $0, changes: distance(letters, Array($0.lowercased()))) }
            .min { ($0.changes, $0.name) < ($1.changes, $1.name) }
        // Of a word that is changed altogether nothing is left to mean.
        guard let nearest, nearest.changes <= max(1, word.count / 3), nearest.changes < word.count else { return nil }
        return nearest.name
    }

    /// ` Did you mean "country"?`, or nothing.
    package static func question(_ word: String, among known: some Sequence<String>) -> String {
        to(word, among: known).map { " Did you mean \"\($0)\"?" } ?? ""
    }

    /// How many characters have to be added, removed or changed (Levenshtein).
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var row = Array(0...right.count)
        for (i, a) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, b) in right.enumerated() {
                let above = row[j + 1]
                row[j + 1] = min(above + 1, row[j] + 1, diagonal + (a == b ? 0 : 1))
                diagonal = above
            }
        }
        return row[right.count]
    }
}

/// The name that somebody most likely meant.
enum Nearest {
    /// The candidate with the fewest edits (Levenshtein over UTF-8), if at most a third of the name has to change.
    static func name(to wanted: String, among candidates: some Sequence<String>) -> String? {
        let wanted = Array(wanted.utf8)
        guard wanted.count <= 200 else { return nil }
        var best: (name: String, distance: Int)?
        for candidate in candidates.sorted() {
            let bytes = Array(candidate.utf8)
            let limit = (best?.distance ?? max(1, wanted.count / 3) + 1) - 1
            guard limit >= 0, abs(bytes.count - wanted.count) <= limit else { continue }
            let distance = distance(wanted, bytes)
            if distance <= limit { best = (candidate, distance) }
        }
        return best?.name
    }

    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (i, a) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, b) in right.enumerated() {
                let change = diagonal + (a == b ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(change, row[j] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}

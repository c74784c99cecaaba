/// The known name that a wrong one probably meant.
enum NearestName {
    /// - Returns: The candidate with the fewest edits, if these are at most a third of the name's length (at least one).
    static func to(_ name: String, among candidates: some Sequence<String>) -> String? {
        let wanted = Array(name.lowercased())
        let limit = max(1, wanted.count / 3)
        var best: (distance: Int, name: String)?
        for candidate in candidates {
            guard abs(candidate.count - wanted.count) <= limit else { continue }
            let distance = distance(wanted, Array(candidate.lowercased()), limit: limit)
            guard distance <= limit else { continue }
            if let found = best, (found.distance, found.name) <= (distance, candidate) { continue }
            best = (distance, candidate)
        }
        return best?.name
    }

    /// Insertions, deletions, replacements and swaps of neighbours between two names (optimal string alignment).
    private static func distance(_ left: [Character], _ right: [Character], limit: Int) -> Int {
        var before: [Int] = []
        var previous = Array(0...right.count)
        for (row, character) in left.enumerated() {
            var current = [row + 1]
            var least = row + 1
            for (column, other) in right.enumerated() {
                var value = min(
                    previous[column] + (character == other ? 0 : 1), previous[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, character == right[column - 1], left[row - 1] == other {
                    value = min(value, before[column - 1] + 1)
                }
                current.append(value)
                least = min(least, value)
            }
            if least > limit + 1 { return limit + 1 }
            before = previous
            previous = current
        }
        return previous[right.count]
    }
}

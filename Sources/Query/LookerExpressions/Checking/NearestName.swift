/// Finds what somebody may have meant.
enum NearestName {
    private static let longest = 120

    /// The candidate with the fewest slips from `name`, if they are few; among equals the first in alphabetical order. A name
    /// without its view is close to the same name with one.
    static func of(_ name: String, in candidates: some Sequence<String>) -> String? {
        let wanted = Array(name.lowercased().utf8)
        guard !wanted.isEmpty, wanted.count <= longest else { return nil }
        let limit = wanted.count < 3 ? 0 : max(1, min(3, wanted.count / 4))
        var best: (distance: Int, name: String)?
        for candidate in candidates where candidate != name && candidate.utf8.count <= longest {
            let bytes = Array(candidate.lowercased().utf8)
            let isBare = bytes.firstIndex(of: UInt8(ascii: ".")).map { bytes[($0 + 1)...].elementsEqual(wanted) }
            let distance = isBare == true ? 0 : slips(wanted, bytes, limit: limit)
            guard distance <= limit else { continue }
            if let best, (best.distance, best.name) <= (distance, candidate) { continue }
            best = (distance, candidate)
        }
        return best?.name
    }

    /// Edit distance with swaps of neighbours (optimal string alignment), or something above `limit`.
    private static func slips(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int {
        guard abs(left.count - right.count) <= limit else { return limit + 1 }
        var beforeLast = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        var row = last
        for i in left.indices {
            row[0] = i + 1
            for j in right.indices {
                var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (left[i] == right[j] ? 0 : 1))
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    cost = min(cost, beforeLast[j - 1] + 1)
                }
                row[j + 1] = cost
            }
            (beforeLast, last, row) = (last, row, beforeLast)
        }
        return last[right.count]
    }
}

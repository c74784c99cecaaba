/// Finds those of a list that make the whole fail, by halving.
struct Culprits<Item, Failure> {
    /// What fails, with why.
    private(set) var found: [(item: Item, failure: Failure)] = []
    /// Why lists failed of which no part did.
    private(set) var together: [Failure] = []

    /// - Parameters:
    ///   - groups: Of each group the first culprit is enough.
    ///   - check: `nil` for items that are good together.
    init<Stop: Error>(
        in groups: [[Item]], _ check: ([Item]) async throws(Stop) -> Failure?
    ) async throws(Stop) {
        guard !groups.isEmpty, let failure = try await check(groups.flatMap(\.self)) else { return }
        var open = [(part: groups[...], failure: failure)]
        while let (part, failure) = open.popLast() {
            let before = (open.count, found.count)
            if part.count > 1 {
                let middle = part.startIndex + part.count / 2
                // The last that is put there is the first that is taken.
                for half in [part[middle...], part[..<middle]] {
                    if let own = try await check(half.flatMap(\.self)) { open.append((half, own)) }
                }
            } else if let group = part.first, group.count > 1 {
                for item in group where found.count == before.1 {
                    if let own = try await check([item]) { found.append((item, own)) }
                }
            } else if let item = part.first?.first {
                found.append((item, failure))
            }
            if (open.count, found.count) == before { together.append(failure) }
        }
    }
}

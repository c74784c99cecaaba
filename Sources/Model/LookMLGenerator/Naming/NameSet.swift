/// Names that are taken, and how to find free ones.
struct NameSet {
    private var taken: Set<String>

    init(taken: Set<String> = []) { self.taken = taken }

    func contains(_ name: String) -> Bool { taken.contains(name) }

    /// Takes the first free name: one of those given, or the last of them with a number.
    mutating func take(_ names: String...) -> String { take(names) { [$0] } }

    /// Takes the first name for which everything it stands for is free.
    ///
    /// - Parameter meaning: The names that a name stands for, as a dimension group stands for its timeframes.
    mutating func take(_ names: [String], meaning: (String) -> [String]) -> String {
        var candidate = names.first ?? ""
        var tries = 0
        while !meaning(candidate).allSatisfy({ !taken.contains($0) }) {
            tries += 1
            candidate = tries < names.count ? names[tries] : "\(names.last ?? "")_\(tries - max(names.count, 1) + 2)"
        }
        taken.formUnion(meaning(candidate))
        return candidate
    }
}

import Warehouse

/// How much happens to a value on its way, before names are compared.
enum Strength: UInt8, Comparable {
    case direct, computed, aggregated

    static func < (left: Strength, right: Strength) -> Bool { left.rawValue < right.rawValue }
}

/// Columns of base tables by number (``InputNames``), each once, with the most that happens to it.
struct InputSet {
    /// In ascending order of the numbers, which is the order in which they were met.
    private(set) var entries: [(id: Int, strength: Strength)] = []

    init() {}

    init(_ id: Int, _ strength: Strength = .direct) { entries = [(id, strength)] }

    var isEmpty: Bool { entries.isEmpty }

    /// Merges both in order. Each entry keeps the stronger of its two strengths.
    mutating func formUnion(_ other: InputSet) {
        guard !other.isEmpty else { return }
        guard !isEmpty else {
            entries = other.entries
            return
        }
        var merged: [(id: Int, strength: Strength)] = []
        merged.reserveCapacity(entries.count + other.entries.count)
        var left = 0
        var right = 0
        while left < entries.count || right < other.entries.count {
            if right == other.entries.count || (left < entries.count && entries[left].id < other.entries[right].id) {
                merged.append(entries[left])
                left += 1
            } else if left == entries.count || other.entries[right].id < entries[left].id {
                merged.append(other.entries[right])
                right += 1
            } else {
                merged.append((entries[left].id, max(entries[left].strength, other.entries[right].strength)))
                left += 1
                right += 1
            }
        }
        entries = merged
    }

    func union(_ other: InputSet) -> InputSet {
        var result = self
        result.formUnion(other)
        return result
    }

    /// The same inputs, to which at least `strength` happens.
    func raised(to strength: Strength) -> InputSet {
        var result = self
        for place in result.entries.indices where result.entries[place].strength < strength {
            result.entries[place].strength = strength
        }
        return result
    }

    func isSame(as other: InputSet) -> Bool {
        entries.elementsEqual(other.entries) { $0.id == $1.id && $0.strength == $1.strength }
    }
}

/// Numbers for parts of tables, in the order in which they are met.
struct InputNames {
    struct Name: Hashable {
        var table: TableName
        var part: LineageInput.Part
    }

    private(set) var names: [Name] = []
    private var numbers: [Name: Int] = [:]

    mutating func number(of part: LineageInput.Part, in table: TableName) -> Int {
        let name = Name(table: table, part: part)
        if let number = numbers[name] { return number }
        numbers[name] = names.count
        names.append(name)
        return names.count - 1
    }
}

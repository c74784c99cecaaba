/// Where the groups of a breakdown are counted, by the codes that steps keep.
struct StepGroups: Sendable {
    /// By stored code, the missing one first, the element that it stands for in the breakdown's dictionary.
    private let elements: [Int32]
    /// Which of a list's columns holds the codes; `nil` if its type says the group.
    let column: Int?

    /// - Parameter codes: As in ``PeopleSteps/codes``.
    /// - Returns: `nil` if a code stands for several elements.
    init?(_ codes: [Int32], column: Int?, of dictionary: ValueDictionary) {
        var elements: [Int32] = []
        for code in codes {
            let all = dictionary.elements(of: code)
            guard all.count == 1 else { return nil }
            elements.append(all[0])
        }
        self.elements = elements
        self.column = column
    }

    /// The codes of a list's rows: one for each row, or one for all.
    func codes(of steps: MarkedSteps) -> StepCodes {
        column.map { .rows(steps.list.codes[$0]) } ?? .all(Int32(steps.type))
    }

    var count: Int { elements.count }

    /// The element that a stored code stands for.
    func element(of code: Int) -> Int32 { elements.indices.contains(code) ? elements[code] : ValueDictionary.none }

    /// By stored code, the slots in which it counts besides in the total; below 0 for none.
    func slots(_ slots: GroupSlots) -> (own: [Int32], other: [Int32]) {
        let placements = elements.map { slots.placement(of: GroupKey($0)) }
        return (
            placements.map { Int32($0.slot) }, placements.map { $0.inOther ? Int32(slots.otherSlot) : -1 }
        )
    }
}

/// Stored codes of a list.
enum StepCodes {
    case rows([Int32])
    case all(Int32)

    /// By row.
    func rows(_ count: Int) -> [Int32] {
        switch self {
        case .rows(let codes): codes
        case .all(let code): Array(repeating: code, count: count)
        }
    }

    /// By row, what a table says of its code; below 0 where the table doesn't know it.
    func mapped(by table: [Int32], rows count: Int) -> [Int32] {
        func known(_ code: Int32) -> Int32 { table.indices.contains(Int(code)) ? table[Int(code)] : -1 }
        return switch self {
        case .rows(let codes): codes.map(known)
        case .all(let code): Array(repeating: known(code), count: count)
        }
    }
}

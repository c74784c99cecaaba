internal import JSON

/// What a curve of revenue is about among the groups of its breakdown.
package enum LTVGroup: Hashable, Sendable {
    case everybody
    /// A value as people write it.
    case value(String)
    /// All groups that are not told apart, together.
    case other

    /// The value; `nil` for everybody and Other.
    var name: String? { if case .value(let name) = self { name } else { nil } }

    /// The member `group` or `other` into an object that is open.
    static func write(_ name: String?, isOther: Bool, to writer: inout JSONWriter) {
        if let name {
            writer.key("group")
            writer.string(name)
        }
        if isOther {
            writer.key("other")
            writer.bool(true)
        }
    }
}

/// In which groups an event counts: those of its values, or once it is known which are told apart, also in Other.
struct LTVGroups: Sendable {
    /// Codes that no value has.
    static let everybody = Int32.min
    static let other = Int32.min + 1

    private let values: ValueDictionary
    /// `nil` tells all apart.
    private let told: Set<Int32>?

    /// - Parameter told: The values that are told apart, `nil` for the missing one; without it all are.
    init(_ values: ValueDictionary, told: [String?]?) {
        self.values = values
        self.told = told.map { texts in
            Set(texts.map { text in text.map { values.code(of: $0) } ?? ValueDictionary.none })
        }
    }

    /// The groups of a value, of a list those of each element, as often as it is there.
    func codes(of code: Int32) -> [Int32] {
        let elements = values.elements(of: code)
        guard let told else { return elements }
        return elements.map { told.contains($0) ? $0 : Self.other }
    }

    static func code(of group: LTVGroup, in groups: LTVGroups?) -> Int32 {
        switch group {
        case .everybody: everybody
        case .value(let name): groups?.values.code(ofShown: name) ?? ValueDictionary.none
        case .other: other
        }
    }
}

/// A pass over revenue by group.
protocol LTVGrouped: UnitPass {
    /// By code, how much there is of each group; not of everybody and Other.
    var weights: [Int32: Double] { get }
}

/// The groups of a chart of revenue, best first.
struct LTVRanking: Sendable {
    /// What is drawn: everybody, the first groups, and Other if it stands for the rest.
    let drawn: [(code: Int32, group: LTVGroup)]
    /// The values that are told apart; `nil` is the missing one.
    let told: [String?]
    let notes: [String]

    /// Everybody alone.
    static let everybody = LTVRanking(
        drawn: [(code: LTVGroups.everybody, group: LTVGroup.everybody)], told: [], notes: [])

    private init(drawn: [(code: Int32, group: LTVGroup)], told: [String?], notes: [String]) {
        self.drawn = drawn
        self.told = told
        self.notes = notes
    }

    /// - Parameter weights: By code, how much there is of each group.
    init(_ weights: [Int32: Double], _ values: ValueDictionary, top: Int, rest: Breakdown.Rest) {
        let ranked = RankedValues.ranked(weights, values)
        let first = ranked.prefix(top)
        drawn = Self.everybody.drawn + first.map { (code: $0.code, group: LTVGroup.value($0.name)) }
        told = first.map { values.text(of: $0.code) }
        guard ranked.count > first.count else {
            notes = []
            return
        }
        let others = rest == .other ? "the others are together in Other" : "the others are left out"
        notes = ["The largest \(first.count) of \(ranked.count) groups are told apart; \(others)."]
    }

    /// The same groups in the codes of another run, which tells them alone apart.
    func again(_ values: ValueDictionary) -> LTVRanking {
        let first = zip(told, drawn.dropFirst()).map { text, group in
            (code: text.map { values.code(of: $0) } ?? ValueDictionary.none, group: group.group)
        }
        let other = (code: LTVGroups.other, group: LTVGroup.other)
        return LTVRanking(drawn: Self.everybody.drawn + first + [other], told: told, notes: notes)
    }

    var hasRest: Bool { !notes.isEmpty }
}

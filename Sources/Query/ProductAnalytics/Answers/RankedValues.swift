/// Which groups of a breakdown are shown.
enum RankedValues {
    /// Highest first; equal ones by their value in binary order.
    static func ranked(
        _ weights: [Int32: Double], _ values: ValueDictionary?
    ) -> [(code: Int32, name: String, weight: Double)] {
        weights.map { (code: $0.key, name: values?.shown($0.key) ?? PropertyFilter.noneText, weight: $0.value) }.sorted
        {
            $0.weight != $1.weight
                ? $0.weight > $1.weight : $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
        }
    }
}

extension ValueDictionary {
    /// How people write a value: `(none)` for the missing one, `(empty)` for the empty text.
    func shown(_ code: Int32) -> String {
        guard let text = text(of: code) else { return PropertyFilter.noneText }
        return text.isEmpty ? PropertyFilter.emptyText : text
    }

    /// The code of a value as people write it.
    func code(ofShown name: String) -> Int32 {
        switch name {
        case PropertyFilter.noneText: Self.none
        case PropertyFilter.emptyText: code(of: "")
        default: code(of: name)
        }
    }
}

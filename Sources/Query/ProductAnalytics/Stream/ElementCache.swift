/// The elements that codes stand for, asked once for each code.
struct ElementCache: Sendable {
    private let values: ValueDictionary
    /// By code, from -1; empty where it was not asked for yet.
    private var known: [[Int32]] = []

    init(_ values: ValueDictionary) { self.values = values }

    mutating func elements(of code: Int32) -> [Int32] {
        let place = Int(code) + 1
        if place >= known.count { known += Array(repeating: [], count: place + 1 - known.count) }
        if known[place].isEmpty { known[place] = values.elements(of: code) }
        return known[place]
    }
}

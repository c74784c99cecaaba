/// A set of small numbers, one bit for each.
struct TickSet: Sendable {
    private var words: [UInt64]
    private var highest = -1

    /// - Parameter count: Numbers lie below it.
    init(count: Int) { words = Array(repeating: 0, count: count / 64 + 1) }

    /// The greatest number; `nil` if there is none.
    var last: Int? { highest < 0 ? nil : highest }

    mutating func removeAll() {
        guard highest >= 0 else { return }
        for word in 0...highest / 64 { words[word] = 0 }
        highest = -1
    }

    mutating func insert(_ number: Int) {
        words[number / 64] |= 1 << UInt64(number % 64)
        if number > highest { highest = number }
    }

    /// The smallest number from `start` on.
    func next(from start: Int) -> Int? {
        guard start <= highest else { return nil }
        var word = start / 64
        var bits = words[word] & (~0 << UInt64(start % 64))
        while bits == 0 {
            word += 1
            guard word < words.count else { return nil }
            bits = words[word]
        }
        return word * 64 + bits.trailingZeroBitCount
    }

    /// Whether any number lies in the range.
    func hasAny(in range: Range<Int>) -> Bool { next(from: range.lowerBound).map { $0 < range.upperBound } ?? false }
}

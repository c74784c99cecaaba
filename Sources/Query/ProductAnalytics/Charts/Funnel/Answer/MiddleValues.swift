/// Finds the values in the middle without sorting all of them: counts them by their highest bits, then looks only where the
/// middle lies.
enum MiddleValues {
    /// Values with the same highest bit are told apart by so many bits below it.
    private static let finer = 6
    /// Fewer are sorted.
    private static let few = 256

    /// The values at the ranks ⌊(n − 1) / 2⌋ and ⌊n / 2⌋.
    /// - Parameter values: At least one, in any order, none below 0.
    static func of(_ values: UnsafeBufferPointer<Int64>) -> (low: Int64, high: Int64) {
        let (low, high) = ((values.count - 1) / 2, values.count / 2)
        guard values.count > few else {
            let sorted = values.sorted()
            return (sorted[low], sorted[high])
        }
        var counts = Array(repeating: Int32(0), count: 64 << finer)
        counts.withUnsafeMutableBufferPointer { counts in for value in values { counts[bin(value)] += 1 } }
        var before = 0
        var first = 0
        while before + Int(counts[first]) <= low {
            before += Int(counts[first])
            first += 1
        }
        guard before + Int(counts[first]) > high else {
            // The lower one is the last of its bin, the other the first of the next that holds something.
            var (left, right) = (Int64.min, Int64.max)
            for value in values {
                if bin(value) <= first { left = max(left, value) } else { right = min(right, value) }
            }
            return (left, right)
        }
        var near: [Int64] = []
        near.reserveCapacity(Int(counts[first]))
        for value in values where bin(value) == first { near.append(value) }
        near.sort()
        return (near[low - before], near[high - before])
    }

    /// Rises with the value.
    @inline(__always)
    private static func bin(_ value: Int64) -> Int {
        let highest = 63 - value.leadingZeroBitCount
        guard highest >= finer else { return Int(value) }
        let below = Int(value >> Int64(highest - finer)) & ((1 << finer) - 1)
        return (highest - finer + 1) << finer | below
    }
}

/// Finds the values in the middle without sorting all of them: counts them by their highest bits, then looks only where the
/// middle lies.
enum MiddleValues {
    private static let bins = 2_048
    /// Fewer are sorted.
    private static let few = 256

    /// The values at the ranks ⌊(n − 1) / 2⌋ and ⌊n / 2⌋.
    /// - Parameter values: At least one, in any order.
    static func of(_ values: [Int64]) -> (low: Int64, high: Int64) {
        values.withUnsafeBufferPointer { find($0, (values.count - 1) / 2, values.count / 2) }
    }

    /// The values at two ranks that are the same or follow each other.
    private static func find(_ values: UnsafeBufferPointer<Int64>, _ low: Int, _ high: Int) -> (Int64, Int64) {
        guard values.count > few, let least = values.min(), let most = values.max(), least < most else {
            let sorted = values.sorted()
            return (sorted[low], sorted[high])
        }
        let span = UInt64(bitPattern: most &- least)
        let shift = UInt64(max(0, span.bitWidth - span.leadingZeroBitCount - (bins.trailingZeroBitCount)))
        func bin(_ value: Int64) -> Int { Int(UInt64(bitPattern: value &- least) >> shift) }
        var counts = Array(repeating: 0, count: bins)
        counts.withUnsafeMutableBufferPointer { counts in for value in values { counts[bin(value)] += 1 } }
        var before = 0
        var first = 0
        while before + counts[first] <= low {
            before += counts[first]
            first += 1
        }
        guard before + counts[first] > high else {
            // The lower one is the last of its bin, the other the first of the next that holds something.
            var (left, right) = (least, most)
            for value in values {
                if bin(value) <= first { left = max(left, value) } else { right = min(right, value) }
            }
            return (left, right)
        }
        var near: [Int64] = []
        near.reserveCapacity(counts[first])
        for value in values where bin(value) == first { near.append(value) }
        return near.withUnsafeBufferPointer { find($0, low - before, high - before) }
    }
}

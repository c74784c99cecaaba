/// Values of which some ranks are wanted, found without sorting all of them: they are counted by their leading bits, and
/// only where a wanted rank lies they are looked at more closely. What was found out serves the next rank too.
struct OrderStatistics {
    private let values: [Double]
    /// By bin, how many values lie below it, and in the end how many there are; empty if the values are sorted.
    private var below: [Int] = []
    private var least: UInt64 = 0
    private var shift: UInt64 = 0
    /// By bin.
    private var parts: [Int: OrderStatistics] = [:]

    private static let bins = 4_096
    /// So many values are sorted.
    private static let few = 1_024

    /// - Parameter values: In any order, none of them not a number.
    init(_ values: [Double]) {
        guard values.count > Self.few else {
            self.values = values.sorted()
            return
        }
        self.values = values
        var (least, most) = (UInt64.max, UInt64.min)
        for value in values {
            let key = Self.key(value)
            least = min(least, key)
            most = max(most, key)
        }
        self.least = least
        while (most - least) >> shift >= UInt64(Self.bins) { shift += 1 }
        var counts = Array(repeating: 0, count: Self.bins)
        counts.withUnsafeMutableBufferPointer { counts in
            for value in values { counts[bin(of: value)] += 1 }
        }
        below.reserveCapacity(Self.bins + 1)
        below.append(0)
        for count in counts { below.append(below[below.count - 1] + count) }
    }

    var count: Int { values.count }

    /// The value at a rank from 0.
    mutating func value(at rank: Int) -> Double {
        guard !below.isEmpty else { return values[rank] }
        var (low, high) = (0, Self.bins)
        while high - low > 1 {
            let middle = (low + high) / 2
            if below[middle] <= rank { low = middle } else { high = middle }
        }
        // Values of one bin without bits below are equal.
        if shift == 0 { return Self.value(least + UInt64(low)) }
        if parts[low] == nil {
            var near: [Double] = []
            near.reserveCapacity(below[low + 1] - below[low])
            for value in values where bin(of: value) == low { near.append(value) }
            parts[low] = OrderStatistics(near)
        }
        return parts[low]?.value(at: rank - below[low]) ?? .nan
    }

    @inline(__always)
    private func bin(of value: Double) -> Int { Int((Self.key(value) - least) >> shift) }

    /// A number with the order of the doubles, the same for both zeros.
    @inline(__always)
    private static func key(_ value: Double) -> UInt64 {
        let bits = (value + 0).bitPattern
        return bits >> 63 == 0 ? bits | 1 << 63 : ~bits
    }

    private static func value(_ key: UInt64) -> Double {
        Double(bitPattern: key >> 63 == 1 ? key & ~(1 << 63) : ~key)
    }
}

extension Percentile {
    /// The same of values in any order.
    static func value(_ share: Double, of statistics: inout OrderStatistics) -> Double? {
        guard statistics.count > 0 else { return nil }
        let rank = Double(statistics.count - 1) * share
        let low = Int(rank)
        guard low + 1 < statistics.count else { return statistics.value(at: statistics.count - 1) }
        let first = statistics.value(at: low)
        return first + (rank - Double(low)) * (statistics.value(at: low + 1) - first)
    }
}

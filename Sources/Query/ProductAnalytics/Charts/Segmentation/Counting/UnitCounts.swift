/// Distinct units by bucket, by window, and over the range, for each cell (a segment and a group).
///
/// A unit's occurrences come in order of time. When it first counts for a position, it is new to the windows that end there
/// or later and do not hold its previous position: one addition and one subtraction in a table of differences.
struct UnitCounts: Sendable {
    private let positions: Int
    private let back: Int
    private let windows: [Int]
    private var buckets: [Int]
    /// Where units count for the first time in the range.
    private var firsts: [Int]
    /// By window, cell and position: differences from one position to the next.
    private var differences: [Int]

    init(cells: Int, axis: BucketAxis, windows: Set<Int>) {
        positions = axis.count
        back = axis.back
        self.windows = windows.sorted()
        buckets = Array(repeating: 0, count: cells * positions)
        firsts = buckets
        differences = Array(repeating: 0, count: windows.count * buckets.count)
    }

    /// - Parameter previous: The unit's position before this one in the same cell, -1 for none.
    mutating func count(_ cell: Int, at position: Int, after previous: Int) {
        change { $0.count(cell, at: position, after: previous) }
    }

    /// The same for many units: what is counted lies where it is reached without checks.
    @inline(__always)
    mutating func change(_ body: (Counter) -> Void) {
        let (positions, back, windows, size) = (positions, back, windows, buckets.count)
        buckets.withUnsafeMutableBufferPointer { buckets in
            firsts.withUnsafeMutableBufferPointer { firsts in
                differences.withUnsafeMutableBufferPointer { differences in
                    body(
                        Counter(
                            positions: positions, back: back, windows: windows, size: size, buckets: buckets,
                            firsts: firsts, differences: differences))
                }
            }
        }
    }

    struct Counter {
        fileprivate let positions: Int
        fileprivate let back: Int
        fileprivate let windows: [Int]
        fileprivate let size: Int
        fileprivate let buckets: UnsafeMutableBufferPointer<Int>
        fileprivate let firsts: UnsafeMutableBufferPointer<Int>
        fileprivate let differences: UnsafeMutableBufferPointer<Int>

        @inline(__always)
        func count(_ cell: Int, at position: Int, after previous: Int) {
            let row = cell * positions
            buckets[row + position] += 1
            if position >= back, previous < back { firsts[row + position] += 1 }
            if windows.isEmpty { return }
            for (place, length) in windows.enumerated() {
                let start = previous < 0 ? position : max(position, previous + length)
                guard start < positions else { continue }
                differences[place * size + row + start] += 1
                let end = position + length
                if end < positions { differences[place * size + row + end] -= 1 }
            }
        }
    }

    mutating func merge(_ other: UnitCounts) {
        buckets.add(other.buckets)
        firsts.add(other.firsts)
        differences.add(other.differences)
    }

    func overRange(_ cell: Int) -> Int { firsts[cell * positions..<(cell + 1) * positions].reduce(0, +) }

    /// By position; cumulative counts are 0 before the range.
    func values(_ cell: Int, _ window: FormulaWindow) -> [Int] {
        let row = cell * positions..<(cell + 1) * positions
        switch window {
        case .bucket, .rollingAverage: return Array(buckets[row])
        case .cumulative: return Self.sums(firsts[row])
        case .rolling(let length), .rollingBefore(let length):
            guard let place = windows.firstIndex(of: length) else { return Array(repeating: 0, count: positions) }
            let start = place * buckets.count
            return Self.sums(differences[start + row.lowerBound..<start + row.upperBound])
        }
    }

    private static func sums(_ values: ArraySlice<Int>) -> [Int] {
        var sum = 0
        return values.map { value in
            sum += value
            return sum
        }
    }
}

extension Array where Element: AdditiveArithmetic {
    /// Adds another array of the same length, element by element.
    mutating func add(_ other: [Element]) {
        for place in indices { self[place] += other[place] }
    }
}

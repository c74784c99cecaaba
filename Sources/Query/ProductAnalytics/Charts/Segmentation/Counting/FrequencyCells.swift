/// How many units did it how often: by bucket, by window and over the range, for each cell.
struct FrequencyCells: Sendable {
    /// Units by how often.
    typealias Histogram = [Int: Int]

    private let positions: Int
    private let back: Int
    private let windows: [FormulaWindow]
    private var ranges: [Histogram]
    private var byWindow: [[Histogram]]
    /// The current unit's occurrences by cell: at which positions how many.
    private var runs: [[(position: Int, count: Int)]]
    private var touched: [Int] = []

    init(cells: Int, axis: BucketAxis, windows: Set<FormulaWindow>) {
        positions = axis.count
        back = axis.back
        self.windows = Array(windows)
        ranges = Array(repeating: [:], count: cells)
        byWindow = windows.map { _ in Array(repeating: [:], count: cells * axis.count) }
        runs = Array(repeating: [], count: cells)
    }

    mutating func add(_ cell: Int, at position: Int) {
        if runs[cell].isEmpty { touched.append(cell) }
        if let last = runs[cell].last, last.position == position {
            runs[cell][runs[cell].count - 1].count += 1
        } else {
            runs[cell].append((position, 1))
        }
    }

    mutating func finishUnit() {
        for cell in touched {
            let total = runs[cell].reduce(0) { $1.position >= back ? $0 + $1.count : $0 }
            if total > 0 { ranges[cell][total, default: 0] += 1 }
            for (place, window) in windows.enumerated() { record(cell, window, place) }
            runs[cell].removeAll(keepingCapacity: true)
        }
        touched.removeAll(keepingCapacity: true)
    }

    private mutating func record(_ cell: Int, _ window: FormulaWindow, _ place: Int) {
        let runs = runs[cell]
        let row = cell * positions
        switch window {
        case .bucket, .rollingAverage:
            for run in runs { byWindow[place][row + run.position][run.count, default: 0] += 1 }
        case .cumulative: slide(runs.filter { $0.position >= back }, positions, row, place)
        case .rolling(let length), .rollingBefore(let length): slide(runs, length, row, place)
        }
    }

    /// Counts the unit at every position that has one of its occurrences within the last `length` positions.
    private mutating func slide(_ runs: [(position: Int, count: Int)], _ length: Int, _ row: Int, _ place: Int) {
        guard var position = runs.first?.position, let last = runs.last?.position else { return }
        var (entering, leaving, sum) = (0, 0, 0)
        while position < min(positions, last + length) {
            while entering < runs.count, runs[entering].position <= position {
                sum += runs[entering].count
                entering += 1
            }
            while leaving < entering, runs[leaving].position + length <= position {
                sum -= runs[leaving].count
                leaving += 1
            }
            if sum > 0 { byWindow[place][row + position][sum, default: 0] += 1 }
            position += 1
        }
    }

    mutating func merge(_ other: FrequencyCells) {
        for cell in ranges.indices { ranges[cell].merge(other.ranges[cell], uniquingKeysWith: +) }
        for (place, window) in windows.enumerated() {
            guard let theirs = other.windows.firstIndex(of: window) else { continue }
            for cell in byWindow[place].indices {
                byWindow[place][cell].merge(other.byWindow[theirs][cell], uniquingKeysWith: +)
            }
        }
    }

    func overRange(_ cell: Int) -> Histogram { ranges[cell] }

    func histograms(_ cell: Int, _ window: FormulaWindow) -> ArraySlice<Histogram> {
        guard let place = windows.firstIndex(of: window) else { return [] }
        return byWindow[place][cell * positions..<(cell + 1) * positions]
    }
}

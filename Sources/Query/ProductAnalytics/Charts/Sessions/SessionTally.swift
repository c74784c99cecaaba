/// Sums over sessions by segment and bucket, and over the whole range as one more bucket.
package struct SessionTally: Sendable {
    /// What sessions, and the units that have one, are counted of.
    package enum Measure: Equatable, Sendable {
        case sessions, bounces
        case length(bin: Int)
    }

    /// One number of units, whose units are wanted; without a bucket that of the whole range.
    package struct Focus: Equatable, Sendable {
        var segment: Int
        var bucket: Int?
        var measure: Measure
    }

    /// Sums of one segment in one bucket.
    package struct Sums: Sendable, Equatable {
        package var events = 0
        /// Sessions of at most 24 hours.
        package var measured = 0
        /// Their lengths, microseconds.
        package var length: Int64 = 0
    }

    let buckets: Int
    let lengthBins: [Int64]
    /// The place of the number in focus; -1 without one.
    private let focus: Int
    private let measures: Int

    private var sums: [Sums]
    /// By segment, bucket and measure.
    private var sessions: [Int]
    private var users: [Int]
    /// The number of the unit that was counted last.
    private var seen: [Int32]
    private var current: Int32 = 0
    private var unit: Int64 = 0
    private(set) var units: [Int64] = []

    init(buckets: Int, segments: Int, lengthBins: [Int64], focus: Focus?) {
        self.buckets = buckets
        self.lengthBins = lengthBins
        measures = 1 + lengthBins.count
        let cells = segments * (buckets + 1)
        sums = Array(repeating: Sums(), count: cells)
        sessions = Array(repeating: 0, count: cells * measures)
        users = sessions
        seen = Array(repeating: 0, count: cells * measures)
        if let focus {
            let cell = focus.segment * (buckets + 1) + (focus.bucket ?? buckets)
            self.focus = cell * measures + Self.place(of: focus.measure)
        } else {
            self.focus = -1
        }
    }

    private static func place(of measure: Measure) -> Int {
        switch measure {
        case .sessions: 0
        case .bounces: 1
        case .length(let bin): 2 + bin
        }
    }

    /// All sessions that are added from here on are this unit's.
    mutating func begin(_ unit: Int64) {
        current += 1
        self.unit = unit
    }

    mutating func add(segment: Int, bucket: Int, length: Int64, events: Int) {
        let isMeasured = length <= ChartCalendar.day
        let bin = isMeasured ? self.bin(of: length) : nil
        for bucket in [bucket, buckets] {
            let cell = segment * (buckets + 1) + bucket
            sums[cell].events += events
            if isMeasured {
                sums[cell].measured += 1
                sums[cell].length += length
            }
            count(cell, .sessions)
            if events == 1 { count(cell, .bounces) }
            if let bin { count(cell, .length(bin: bin)) }
        }
    }

    private mutating func count(_ cell: Int, _ measure: Measure) {
        let place = cell * measures + Self.place(of: measure)
        sessions[place] += 1
        guard seen[place] != current else { return }
        seen[place] = current
        users[place] += 1
        if place == focus { units.append(unit) }
    }

    /// The last bin takes its upper edge too: a day is not over 24 hours.
    private func bin(of length: Int64) -> Int? {
        guard length >= lengthBins[0] else { return nil }
        let after = lengthBins.firstIndex { $0 > length } ?? (length == lengthBins.last ? lengthBins.count - 1 : nil)
        return after.map { $0 - 1 }
    }

    mutating func merge(_ other: SessionTally) {
        for cell in sums.indices {
            sums[cell].events += other.sums[cell].events
            sums[cell].measured += other.sums[cell].measured
            sums[cell].length += other.sums[cell].length
        }
        for place in sessions.indices {
            sessions[place] += other.sessions[place]
            users[place] += other.users[place]
        }
        units += other.units
    }

    /// How many sessions, of a bucket or of the whole range.
    package func sessions(_ measure: Measure = .sessions, segment: Int = 0, bucket: Int? = nil) -> Int {
        sessions[(segment * (buckets + 1) + (bucket ?? buckets)) * measures + Self.place(of: measure)]
    }

    /// How many units have such a session.
    package func users(_ measure: Measure = .sessions, segment: Int = 0, bucket: Int? = nil) -> Int {
        users[(segment * (buckets + 1) + (bucket ?? buckets)) * measures + Self.place(of: measure)]
    }

    package func sums(segment: Int = 0, bucket: Int? = nil) -> Sums {
        sums[segment * (buckets + 1) + (bucket ?? buckets)]
    }
}

/// Puts each unit's events into sessions and counts them.
struct SessionsPass: UnitPass {
    /// What is known of a session.
    private struct Session {
        var first: Int64 = 0
        var last: Int64 = 0
        /// The same by the clock of the device, and whether it is known of all active events.
        var clientFirst = Int64.max
        var clientLast = Int64.min
        var hasClientTimes = true
        var activeEvents = 0
        /// Bit s is set if it counts for segment s.
        var segments: UInt64 = 0

        /// The corrected times follow how long each upload took; those of the device don't.
        var length: Int64 {
            guard hasClientTimes else { return last - first }
            let (length, overflow) = clientLast.subtractingReportingOverflow(clientFirst)
            return overflow ? .max : length
        }
    }

    let buckets: Buckets
    let cutter: SessionCutter
    let active: UInt64
    let counted: UInt64
    let segments: [SegmentTest]
    private(set) var tally: SessionTally

    /// Kept from unit to unit so that it is not made anew.
    private var numbers: [Int32] = []
    private var sessions: [Session] = []

    init(
        buckets: Buckets, cutter: SessionCutter, active: UInt64, counted: UInt64, segments: [SegmentTest],
        tally: SessionTally
    ) {
        self.buckets = buckets
        self.cutter = cutter
        self.active = active
        self.counted = counted
        self.segments = segments
        self.tally = tally
    }

    mutating func add(_ events: UnitEvents) {
        var admitted: UInt64 = 0
        for (index, segment) in segments.enumerated() where segment.admits(unit: events.unit) {
            admitted |= 1 << UInt64(index)
        }
        guard admitted != 0 else { return }
        let count = cutter.cut(events, into: &numbers)
        sessions.removeAll(keepingCapacity: true)
        sessions.append(contentsOf: repeatElement(Session(), count: count))
        for (place, row) in events.rows.enumerated() where numbers[place] != SessionCutter.none {
            let number = Int(numbers[place])
            let marks = events.table.marks[row]
            if marks & active != 0 {
                let time = events.table.times[row]
                if sessions[number].activeEvents == 0 { sessions[number].first = time }
                sessions[number].last = time
                let clientTime = events.table.clientTimes[row]
                if clientTime == EventTable.noTime {
                    sessions[number].hasClientTimes = false
                } else {
                    sessions[number].clientFirst = min(sessions[number].clientFirst, clientTime)
                    sessions[number].clientLast = max(sessions[number].clientLast, clientTime)
                }
                sessions[number].activeEvents += 1
            }
            guard marks & counted != 0 else { continue }
            for (index, segment) in segments.enumerated() where segment.admits(event: marks) {
                sessions[number].segments |= 1 << UInt64(index)
            }
        }

        tally.begin(events.unit)
        let firstBucket = events.first.flatMap { buckets.index(of: $0) }
        for session in sessions where session.activeEvents > 0 && session.segments & admitted != 0 {
            guard let bucket = buckets.index(of: session.first) else { continue }
            for (index, segment) in segments.enumerated()
            where session.segments & admitted & (1 << UInt64(index)) != 0
                && (!segment.onlyNew || firstBucket == bucket)
            {
                tally.add(
                    segment: index, bucket: bucket, length: session.length, events: session.activeEvents)
            }
        }
    }

    mutating func merge(_ other: SessionsPass) { tally.merge(other.tally) }
}

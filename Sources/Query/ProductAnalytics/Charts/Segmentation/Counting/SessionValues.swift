/// The first and last values of properties among the active events of each of a unit's sessions.
struct SessionValues {
    private var codes: [SegmentationStream.Breakdown: [Int64: Int32]] = [:]

    init(of breakdowns: [SegmentationStream.Breakdown], in events: UnitEvents, activeMark: UInt64) {
        for breakdown in breakdowns {
            guard case .session(let column, let isEntry) = breakdown else { continue }
            var found: [Int64: Int32] = [:]
            for row in events.rows where events.table.marks[row] & activeMark != 0 {
                let session = events.table.sessions[row]
                let code = events.table.breakdowns[column][row]
                guard session != EventTable.noSession, code != ValueDictionary.none else { continue }
                if !isEntry || found[session] == nil { found[session] = code }
            }
            codes[breakdown] = found
        }
    }

    /// The missing value outside of sessions and where no active event of the session has one.
    func code(of breakdown: SegmentationStream.Breakdown, in session: Int64) -> Int32 {
        codes[breakdown]?[session] ?? ValueDictionary.none
    }
}

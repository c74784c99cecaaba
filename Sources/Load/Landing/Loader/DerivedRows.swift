internal import Warehouse

/// One load's share of the derived tables `steps`, `act` and `sess`.
struct DerivedRows: Sendable {
    private struct Step {
        var type: Int32
        var uid: Int32
        var time: Int64
        var seq: Int64
    }

    private struct DayOfPerson: Hashable {
        var uid: Int32
        var day: Int32
    }

    private struct Session: Hashable {
        var uid: Int32
        var id: Int64
    }

    private var steps: [Step] = []
    private var activity: [DayOfPerson: Int64] = [:]
    private var sessions: [Session: [Step]] = [:]

    mutating func append(_ placement: EventPlacement, isActive: Bool, session: Int64?) {
        let step = Step(
            type: placement.type, uid: placement.uid, time: placement.time.microseconds, seq: placement.seq)
        steps.append(step)
        guard isActive else { return }
        activity[DayOfPerson(uid: placement.uid, day: placement.time.day), default: 0] += 1
        if let session { sessions[Session(uid: placement.uid, id: session), default: []].append(step) }
    }

    /// - Parameter merges: The merges of this load, already followed to the end: old person to canonical person.
    func rows(merges: [Int32: Int32]) -> [TableRows] {
        [stepRows(merges), activityRows(merges), sessionRows(merges)]
    }

    private func stepRows(_ merges: [Int32: Int32]) -> TableRows {
        var steps = steps
        if !merges.isEmpty {
            for index in steps.indices { steps[index].uid = merges[steps[index].uid] ?? steps[index].uid }
        }
        steps.sort { ($0.type, $0.uid, $0.time, $0.seq) < ($1.type, $1.uid, $1.time, $1.seq) }
        var rows = TableRows(.steps, count: steps.count)
        rows.add("ev", .int(steps.map { Int64($0.type) }))
        rows.add("uid", .int(steps.map { Int64($0.uid) }))
        rows.add("time", .timestamp(steps.map(\.time)))
        rows.add("seq", .int(steps.map(\.seq)))
        return rows
    }

    private func activityRows(_ merges: [Int32: Int32]) -> TableRows {
        var merged: [DayOfPerson: Int64] = [:]
        for (key, count) in activity {
            merged[DayOfPerson(uid: merges[key.uid] ?? key.uid, day: key.day), default: 0] += count
        }
        let sorted = merged.sorted { ($0.key.uid, $0.key.day) < ($1.key.uid, $1.key.day) }
        var rows = TableRows(.activity, count: sorted.count)
        rows.add("uid", .int(sorted.map { Int64($0.key.uid) }))
        rows.add("day", .date(sorted.map(\.key.day)))
        rows.add("n", .int(sorted.map(\.value)))
        return rows
    }

    private func sessionRows(_ merges: [Int32: Int32]) -> TableRows {
        var merged: [Session: [Step]] = [:]
        for (key, steps) in sessions {
            merged[Session(uid: merges[key.uid] ?? key.uid, id: key.id), default: []] += steps
        }
        let sorted = merged.map { key, steps in
            (key: key, steps: steps.sorted { ($0.time, $0.seq) < ($1.time, $1.seq) })
        }.sorted { ($0.key.uid, $0.key.id) < ($1.key.uid, $1.key.id) }
        var rows = TableRows(.sessions, count: sorted.count)
        rows.add("uid", .int(sorted.map { Int64($0.key.uid) }))
        rows.add("session", .int(sorted.map(\.key.id)))
        rows.add("started_at", .timestamp(sorted.map { $0.steps.first?.time ?? 0 }))
        rows.add("ended_at", .timestamp(sorted.map { $0.steps.last?.time ?? 0 }))
        rows.add("n", .int(sorted.map { Int64($0.steps.count) }))
        // A list goes in as text, which the engine casts.
        rows.add("evs", .text(sorted.map { "[" + $0.steps.map { String($0.type) }.joined(separator: ",") + "]" }))
        return rows
    }
}

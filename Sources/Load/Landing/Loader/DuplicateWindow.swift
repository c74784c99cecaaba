/// Which event ids came in the last days, as 64-bit hashes by the day on which they came.
///
/// A hash that is not here has not come (once ``isComplete``); one that is here may be another id's, so it is confirmed
/// by its full id. The hashes hold for this process only.
struct DuplicateWindow: Sendable {
    /// Whether the ids of before the start are here too.
    private(set) var isComplete = false
    private var days: [Int32: Set<UInt64>] = [:]

    mutating func insert(_ hash: UInt64, receivedAt time: Timestamp) { days[time.day, default: []].insert(hash) }

    func mayContain(_ hash: UInt64) -> Bool { !isComplete || days.values.contains { $0.contains(hash) } }

    mutating func forget(before time: Timestamp) {
        for day in days.keys where day < time.day { days[day] = nil }
    }

    /// Adds what was read from the warehouse.
    mutating func complete(with read: [Int32: Set<UInt64>]) {
        days.merge(read) { $0.union($1) }
        isComplete = true
    }
}

/// What makes an event the same as another: the project, the device, and the sender's id.
struct EventID: Hashable, Sendable {
    var project: ProjectID
    var device: ExactText
    var insertID: ExactText

    /// The first 64 bits of Swift's own keyed hash, so that nobody outside can make ids collide.
    var hash: UInt64 { UInt64(bitPattern: Int64(hashValue)) }
}

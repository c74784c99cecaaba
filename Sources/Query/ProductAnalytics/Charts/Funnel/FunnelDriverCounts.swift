/// How many units did each event in their gap, of those who converted and of those who did not.
struct FunnelDriverCounts: Sendable {
    private(set) var converted = 0
    private(set) var dropped = 0
    /// By code of the event's type.
    private(set) var converters: [Int32: Int] = [:]
    private(set) var droppers: [Int32: Int] = [:]

    mutating func add(_ types: Set<Int32>, converted isConverted: Bool) {
        if isConverted {
            converted += 1
            for type in types { converters[type, default: 0] += 1 }
        } else {
            dropped += 1
            for type in types { droppers[type, default: 0] += 1 }
        }
    }

    mutating func merge(_ other: FunnelDriverCounts) {
        converted += other.converted
        dropped += other.dropped
        converters.merge(other.converters, uniquingKeysWith: +)
        droppers.merge(other.droppers, uniquingKeysWith: +)
    }
}

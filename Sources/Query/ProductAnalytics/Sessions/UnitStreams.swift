/// A unit's events, or those of each of its sessions one session after the other.
struct UnitStreams {
    /// The stream of each event, by its place among the unit's events; empty if all are one.
    private var streams: [Int32] = []
    /// Places stream by stream; empty if that is the order they have.
    private var order: [Int] = []

    /// - Parameter cutter: What the streams are; without it all events are one.
    mutating func find(of events: UnitEvents, by cutter: SessionCutter?) {
        order.removeAll(keepingCapacity: true)
        guard let cutter else { return }
        _ = cutter.cut(events, into: &streams)
        var isSorted = true
        for place in streams.indices {
            // Outside of all sessions each event stands alone.
            if streams[place] == SessionCutter.none { streams[place] = -2 - Int32(place) }
            if place > 0, streams[place] < streams[place - 1] { isSorted = false }
        }
        guard !isSorted else { return }
        order = Array(streams.indices)
        let streams = streams
        order.sort { (streams[$0], $0) < (streams[$1], $1) }
    }

    /// The place and the stream of the event that comes so many events after the first.
    func event(_ index: Int) -> (place: Int, stream: Int32) {
        let place = order.isEmpty ? index : order[index]
        return (place, streams.isEmpty ? 0 : streams[place])
    }
}

/// When an event happened, as far as can be told from three clocks.
struct EventClock: Sendable {
    /// Differences under this are taken for the way through the network.
    var toleranceMicroseconds: Int64

    init(tolerance: Duration) {
        let (seconds, attoseconds) = tolerance.components
        toleranceMicroseconds = seconds &* Timestamp.secondLength &+ attoseconds / 1_000_000_000_000
    }

    /// What a calendar and every engine can hold: the years 1 to 9999.
    private static let earliest = Timestamp(microseconds: -62_135_596_800_000_000)
    private static let latest = Timestamp(microseconds: 253_402_300_799_999_999)

    /// `time + (received − upload)` where the sender's clock is off, else `time` (Amplitude's rule).
    func time(of event: Event, receivedAt received: Timestamp, flags: inout EventFlags) -> Timestamp {
        guard var time = event.clientTime else {
            flags.insert(.timeMissing)
            return received
        }
        if let upload = event.clientUploadTime {
            let skew = received.microseconds(since: upload)
            if skew.magnitude >= UInt64(toleranceMicroseconds.magnitude) {
                time = time.adding(microseconds: skew)
                flags.insert(.clockCorrected)
            }
        }
        time = min(max(time, Self.earliest), Self.latest)
        let age = received.microseconds(since: time)
        if age < -Timestamp.dayLength { flags.insert(.future) }
        if age >= Timestamp.dayLength { flags.insert(.late) }
        return time
    }
}

/// A request to Amplitude's HTTP V2 API as a client library sends it.
package struct DemoEventBatch: Sendable {
    /// Microseconds since 1970-01-01 UTC; later than every event in it.
    package var receivedAt: Int64
    /// The whole JSON body, with the key that was asked for.
    package var body: [UInt8]
    package var eventCount: Int

    /// Events of one batch at the most.
    package static let size = 1_000
}

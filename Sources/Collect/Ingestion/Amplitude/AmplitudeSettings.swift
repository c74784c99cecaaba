/// What the Amplitude door takes.
package struct AmplitudeSettings: Sendable {
    /// Largest body of `/2/httpapi` in bytes, before and after unpacking.
    package var largestBody = 1 << 20
    /// The same for `/batch`.
    package var largestBatchBody = 20 << 20
    package var mostEvents = 2000
    /// Events that one device may send in a second, on average over half a minute. A cap against runaway code, above what
    /// one sender can bring otherwise; `nil` is none.
    package var eventsPerDeviceAndSecond: Int? = 100_000
    /// Addresses of proxies whose `X-Forwarded-For` is believed.
    package var trustedProxies: Set<String> = []

    package init() {}
}

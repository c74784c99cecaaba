/// An update check as an instance sends it: the body of a `POST` to `/updates`.
package struct DemoPing: Sendable {
    /// The sending instance, as in the body.
    package var siteID: String
    /// Microseconds since 1970-01-01 UTC.
    package var receivedAt: Int64
    /// The address of the peer, without port.
    package var clientAddress: String
    /// JSON in Sourcegraph's wire format.
    package var body: [UInt8]
}

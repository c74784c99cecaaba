internal import Foundation

/// Times as the API writes them.
enum LookerTime {
    /// With its zone: the SDKs don't read times without one.
    static func iso(microseconds: Int64) -> String {
        Date(timeIntervalSince1970: Double(microseconds) / 1_000_000).formatted(.iso8601)
    }
}

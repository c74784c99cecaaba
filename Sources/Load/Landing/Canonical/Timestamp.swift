#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// A moment: microseconds since 1970-01-01 00:00:00 UTC, the resolution that the warehouse stores.
package struct Timestamp: Hashable, Comparable, Sendable {
    package var microseconds: Int64

    package init(microseconds: Int64) { self.microseconds = microseconds }

    /// - Returns: `nil` where the moment doesn't fit.
    package init?(milliseconds: Int64) {
        let (microseconds, overflow) = milliseconds.multipliedReportingOverflow(by: 1000)
        guard !overflow else { return nil }
        self.microseconds = microseconds
    }

    package static func < (left: Timestamp, right: Timestamp) -> Bool { left.microseconds < right.microseconds }

    package static let secondLength: Int64 = 1_000_000
    package static let dayLength: Int64 = 86_400_000_000

    /// Rounded towards the past.
    package var milliseconds: Int64 { Self.floorDivide(microseconds, by: 1000) }

    /// The UTC day as days since 1970-01-01.
    package var day: Int32 { Int32(clamping: Self.floorDivide(microseconds, by: Self.dayLength)) }

    /// The moment this many microseconds later, clamped to what can be stored.
    package func adding(microseconds: Int64) -> Timestamp {
        let (sum, overflow) = self.microseconds.addingReportingOverflow(microseconds)
        guard overflow else { return Timestamp(microseconds: sum) }
        return Timestamp(microseconds: microseconds < 0 ? .min : .max)
    }

    /// Microseconds from `earlier` to this moment, clamped.
    package func microseconds(since earlier: Timestamp) -> Int64 {
        let (difference, overflow) = microseconds.subtractingReportingOverflow(earlier.microseconds)
        guard overflow else { return difference }
        return earlier.microseconds < 0 ? .max : .min
    }

    /// The wall clock. Only what starts the program passes this on; everything else is handed a clock.
    package static func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(microseconds: Int64(time.tv_sec) &* secondLength &+ Int64(time.tv_nsec) / 1000)
    }

    private static func floorDivide(_ value: Int64, by divisor: Int64) -> Int64 {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}

import Foundation
import Testing

@testable import Alerts

@Suite struct TimetableTests {
    /// Microseconds of a time such as `2026-03-29T01:00:00Z`.
    private static func time(_ text: String) throws -> Int64 {
        Int64(try Date(text, strategy: .iso8601).timeIntervalSince1970) * 1_000_000
    }

    private static func timetable(_ cron: String) throws -> AlertTimetable {
        let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
        return try #require(AlertTimetable(cron: cron, in: berlin))
    }

    @Test func `a time of day is due by the clocks of the zone, before and after they change`() throws {
        let daily = try Self.timetable("0 9 * * *")
        // The clocks are put forward in the night to 29 March 2026, and back in the night to 25 October.
        for (before, due) in [
            ("2026-03-28T12:00:00Z", "2026-03-29T07:00:00Z"), ("2026-03-27T12:00:00Z", "2026-03-28T08:00:00Z"),
            ("2026-10-24T12:00:00Z", "2026-10-25T08:00:00Z"), ("2026-10-23T12:00:00Z", "2026-10-24T07:00:00Z"),
        ] {
            #expect(try daily.next(after: Self.time(before)) == Self.time(due))
        }
    }

    @Test func `a time that the clocks leave out is due once, right after the gap`() throws {
        let nightly = try Self.timetable("30 2 * * *")
        let (before, after) = (try Self.time("2026-03-28T12:00:00Z"), try Self.time("2026-03-29T12:00:00Z"))
        let due = try Self.time("2026-03-29T01:00:00Z")
        #expect(nightly.due(since: before, now: after) == due)
        #expect(nightly.due(since: due, now: after) == nil)
    }

    @Test func `a time that comes twice is due once`() throws {
        let nightly = try Self.timetable("30 2 * * *")
        let first = try Self.time("2026-10-25T00:30:00Z")
        #expect(try nightly.due(since: Self.time("2026-10-24T12:00:00Z"), now: first) == first)
        #expect(try nightly.due(since: first, now: Self.time("2026-10-25T12:00:00Z")) == nil)
    }

    @Test func `after an absence the last due time counts, and only once`() throws {
        let hourly = try Self.timetable("0 * * * *")
        let (left, back) = (try Self.time("2026-11-20T10:30:00Z"), try Self.time("2026-11-28T14:05:00Z"))
        let due = try Self.time("2026-11-28T14:00:00Z")
        #expect(hourly.due(since: left, now: back) == due)
        #expect(hourly.due(since: due, now: back) == nil)
        #expect(try hourly.due(since: due, now: Self.time("2026-11-28T15:00:00Z")) == Self.time("2026-11-28T15:00:00Z"))
    }

    @Test func `a text that is no cron has no timetable`() {
        #expect(AlertTimetable(cron: "every day", in: .gmt) == nil)
    }
}

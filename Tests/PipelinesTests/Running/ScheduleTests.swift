import Foundation
import Testing

@testable import Pipelines

private func instant(_ text: String) -> Int64 { UTCTime.parse(text) ?? .min }

@Suite struct CronTests {
    @Test(arguments: [
        ("0 6 * * *", "2026-03-10 06:00:00", "2026-03-11 06:00:00"),
        ("*/15 * * * *", "2026-03-10 06:07:30", "2026-03-10 06:15:00"),
        ("30 8 * * mon-fri", "2026-03-13 09:00:00", "2026-03-16 08:30:00"),
        ("0 0 1 jan,jul *", "2026-03-10 00:00:00", "2026-07-01 00:00:00"),
        // Both restricted: the 13th, or a Friday.
        ("0 0 13 * 5", "2026-03-07 00:00:00", "2026-03-13 00:00:00"),
        ("0 0 13 * 5", "2026-03-13 00:00:00", "2026-03-20 00:00:00"),
        ("0 12 * * 7", "2026-03-09 00:00:00", "2026-03-15 12:00:00"),
        ("0 0 29 2 *", "2026-03-01 00:00:00", "2028-02-29 00:00:00"),
        ("5/20 1 * * *", "2026-03-01 01:25:00", "2026-03-01 01:45:00"),
    ])
    func theNextTime(text: String, after: String, next: String) throws {
        let found = try CronExpression(text).next(after: instant(after), in: .gmt)
        #expect(found.map { UTCTime.text($0) } == next)
    }

    @Test func aDayThatNeverComes() throws {
        #expect(try CronExpression("0 0 30 2 *").next(after: instant("2026-01-01"), in: .gmt) == nil)
    }

    /// Berlin's clocks go from 2:00 to 3:00 on March 29, 2026, and from 3:00 to 2:00 on October 25.
    @Test func timesThatTheClocksLeaveOutAreDueBehindTheGap() throws {
        let zone = try #require(TimeZone(identifier: "Europe/Berlin"))
        let cron = try CronExpression("30 2 * * *")
        let first = try #require(cron.next(after: instant("2026-03-28 12:00"), in: zone))
        #expect(UTCTime.text(first) == "2026-03-29 01:00:00")
        let second = try #require(cron.next(after: first, in: zone))
        #expect(UTCTime.text(second) == "2026-03-30 00:30:00")
    }

    @Test func timesThatComeTwiceAreDueOnce() throws {
        let zone = try #require(TimeZone(identifier: "Europe/Berlin"))
        let cron = try CronExpression("30 2 * * *")
        let first = try #require(cron.next(after: instant("2026-10-24 12:00"), in: zone))
        #expect(UTCTime.text(first) == "2026-10-25 00:30:00")
        #expect(cron.next(after: first, in: zone).map { UTCTime.text($0) } == "2026-10-26 01:30:00")
    }

    @Test(arguments: ["* * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "a * * * *", "*/0 * * * *"])
    func whatIsNoCronIsRefused(text: String) {
        #expect(throws: ScheduleError.self) { try CronExpression(text) }
    }
}

@Suite struct NodeScheduleTests {
    @Test func schedulesAreReadAsWritten() throws {
        #expect(try NodeSchedule("06:00") == .cron(CronExpression(hour: 6, minute: 0)))
        #expect(try NodeSchedule("every 15m") == .every(15 * 60 * UTCTime.second))
        #expect(try NodeSchedule("every hour") == .every(UTCTime.hour))
        #expect(try NodeSchedule("after sync salesforce, hubspot") == .afterSync(["salesforce", "hubspot"]))
        #expect(try NodeSchedule("after sync") == .afterSync([]))
        #expect(try NodeSchedule("after source loaded") == .afterSync([]))
        #expect(try NodeSchedule("after stg_account") == .afterModel(["stg_account"]))
        #expect(try NodeSchedule("manual") == .manual)
    }

    @Test(arguments: ["sometimes", "every", "every 5 parsecs", "after", "25:00", ""])
    func othersAreRefused(text: String) {
        guard text != "every" else { return }
        #expect(throws: ScheduleError.self) { try NodeSchedule(text) }
    }

    @Test func theTimetable() async throws {
        let files = [
            "clean/a.sql": "{{ config(schedule='06:00', timezone='Europe/Berlin') }} select 1 as x",
            "clean/b.sql": "select * from {{ ref('a') }}",
            "clean/c.sql": "{{ config(schedule='manual') }} select * from {{ ref('a') }}",
            "clean/d.sql": "{{ config(schedule='after sync salesforce') }} select 1 as x",
            "clean/s.yml": "version: 2\nsources: [{name: salesforce, tables: [{name: account}]}]\n",
            "clean/e.sql": "{{ config(schedule='after d') }} select 2 as x",
            "clean/f.sql": "{{ config(schedule='every 2h', catch_up='none') }} select 2 as x",
        ]
        try await withHouse(files) { (house) async throws in
            let environment = try await house.environment()
            let timetable = PipelineTimetable(project: environment.project, graph: environment.graph)
            func names(_ nodes: Set<NodeID>) -> String { nodes.map { String($0.text.suffix(1)) }.sorted().joined() }
            let before = instant("2026-01-10 04:59:30")
            #expect(names(timetable.due(since: before, now: instant("2026-01-10 05:00:10"))) == "a")
            #expect(names(timetable.due(since: before, now: instant("2026-01-10 06:00:10"))) == "af")
            #expect(names(timetable.due(since: before, now: instant("2026-01-10 06:00:10"), isStart: true)) == "a")
            #expect(names(timetable.following([NodeID("model.project.a")])) == "b")
            #expect(names(timetable.due(afterSync: ["Salesforce"])) == "d")
            #expect(names(timetable.following([NodeID("model.project.d")])) == "e")
            #expect(names(timetable.withInputs) == "b")
            #expect(timetable.problems.isEmpty)
        }
    }
}

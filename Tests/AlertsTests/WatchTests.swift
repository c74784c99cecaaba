import Foundation
import JSON
import Logging
import Synchronization
import Testing

@testable import Alerts
@testable import Content

/// Alerts over a store in a directory of its own, a clock that is set, and tiles that answer what they are told.
@Suite struct WatchTests {
    private final class House: Sendable {
        private let folder: URL
        private let database: ContentDatabase
        let content: ContentStore
        /// Microseconds since 1970-01-01 UTC.
        let time = Mutex<Int64>(House.start)
        /// What the tile shows, or why nothing.
        let tile = Mutex<Result<Double, AlertTrouble>>(.success(1))
        /// Who has asked, in order.
        let asked = Mutex<[String]>([])
        let mayNotSee = Mutex<Set<String>>([])

        /// 2026-11-28 14:05:00 UTC
        static let start: Int64 = 1_795_874_700_000_000
        static let minute: Int64 = 60_000_000

        init() throws {
            folder = FileManager.default.temporaryDirectory.appending(path: "alerts-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            database = try ContentDatabase(path: folder.appending(path: "soundings.sqlite").path)
            content = ContentStore(database) { Date(timeIntervalSince1970: Double(House.start) / 1_000_000) }
        }

        deinit {
            database.close()
            try? FileManager.default.removeItem(at: folder)
        }

        /// As after a start of the server: it knows nothing but what is kept.
        func watch() -> AlertWatch {
            AlertWatch(
                content: content,
                asking: AlertWatch.Asking(
                    answer: { alert async throws(AlertTrouble) in
                        self.asked.withLock { $0.append(alert.userID ?? "") }
                        let value = try self.tile.withLock { $0 }.get()
                        return AlertAnswer(
                            table: ConditionTests.table([("a", value)], grain: nil),
                            place: AlertPlace(title: "Orders", dashboardID: "409", dashboardTitle: "Shop"))
                    }, maySee: { user, _ in !self.mayNotSee.withLock { $0.contains(user) } }),
                zone: .gmt, now: { self.time.withLock { $0 } },
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        }

        /// An alert of Ann that orders are above 5, looked at each quarter of an hour.
        func alert(followers: [String] = []) async throws -> KeptObject {
            let condition = JSONObject([
                ("comparison_type", "GREATER_THAN"), ("threshold", 5), ("cron", "*/15 * * * *"),
                ("field", ["title": "Orders", "name": "orders.count"]),
                ("followers", .array(followers.map(JSONValue.string))),
            ])
            return try await content.keep(.alert, condition, of: "ann")
        }

        func pass(minutes: Int64) { time.withLock { $0 += minutes * House.minute } }

        func show(_ result: Result<Double, AlertTrouble>) { tile.withLock { $0 = result } }

        var looks: Int { asked.withLock { $0.count } }
    }

    @Test func `an alert is looked at when it is due, once for each due time, also across starts`() async throws {
        let house = try House()
        _ = try await house.alert()
        let watch = house.watch()
        await watch.tick()
        #expect(house.looks == 0)
        house.pass(minutes: 10)
        await watch.tick()
        await watch.tick()
        #expect(house.looks == 1)
        await house.watch().tick()
        #expect(house.looks == 1)
        // Three due times pass while no server is there: one look.
        house.pass(minutes: 47)
        await house.watch().tick()
        #expect(house.looks == 2)
        house.pass(minutes: 14)
        await house.watch().tick()
        #expect(house.looks == 3)
        #expect(house.asked.withLock { Set($0) } == ["ann"])
    }

    @Test func `owner and followers are told once, and only those who may see the tile`() async throws {
        let house = try House()
        let alert = try await house.alert(followers: ["ann", "bob", "eve"])
        house.mayNotSee.withLock { $0 = ["eve"] }
        let watch = house.watch()
        try await watch.look(at: alert.id)
        house.show(.success(6))
        for _ in 0..<2 { try await watch.look(at: alert.id) }
        for user in ["ann", "bob"] {
            let notices = try await house.content.alertNotices(of: user)
            #expect(notices.map(\.value) == [6])
            #expect(notices.first?.title == "Orders is above 5")
            #expect(notices.first?.place?.dashboardID == "409")
        }
        #expect(try await house.content.alertNotices(of: "eve").isEmpty)
        let state = try #require(try await house.content.kept(.alert, id: alert.id)).alertState
        #expect(state.isMet && state.value == 6 && state.lookedAt == House.start)
    }

    @Test func `what does not work out is kept in words, told to the owner once, and tried on`() async throws {
        let house = try House()
        let alert = try await house.alert(followers: ["bob"])
        house.show(.failure(.refused("The owner may no longer see it.")))
        let watch = house.watch()
        for _ in 0..<5 { try await watch.look(at: alert.id) }
        let kept = try #require(try await house.content.kept(.alert, id: alert.id))
        #expect(kept.alertState.failure == "The owner may no longer see it.")
        #expect(kept.alertState.isRefused && kept.alertState.failures == 5 && !kept.isDisabledAlert)
        #expect(try await house.content.alertNotices(of: "ann").map(\.kind) == [.failing])
        #expect(try await house.content.alertNotices(of: "bob").isEmpty)
        house.show(.success(6))
        try await watch.look(at: alert.id)
        let after = try #require(try await house.content.kept(.alert, id: alert.id)).alertState
        #expect(after.failure == nil && after.failures == 0 && after.isMet)
    }

    @Test func `an alert that is off is not looked at`() async throws {
        let house = try House()
        let alert = try await house.alert()
        _ = try await house.content.changeKept(.alert, id: alert.id) { $0.body["is_disabled"] = true }
        house.pass(minutes: 60)
        await house.watch().tick()
        #expect(house.looks == 0)
    }

    @Test func `notices are unread until their reader reads them`() async throws {
        let house = try House()
        let alert = try await house.alert()
        let watch = house.watch()
        for value in [6.0, 1, 7] {
            house.show(.success(value))
            try await watch.look(at: alert.id)
        }
        let notices = try await house.content.alertNotices(of: "ann")
        #expect(notices.map(\.value) == [7, 6])
        #expect(notices.allSatisfy { !$0.isRead })
        let newest = try #require(notices.first?.id)
        try await house.content.markAlertNotices([newest], asRead: true, of: "bob")
        #expect(try await house.content.alertNotices(of: "ann").allSatisfy { !$0.isRead })
        try await house.content.markAlertNotices([newest], asRead: true, of: "ann")
        #expect(try await house.content.alertNotices(of: "ann").filter(\.isRead).map(\.id) == [newest])
        try await house.content.markAlertNotices(nil, asRead: true, of: "ann")
        #expect(try await house.content.alertNotices(of: "ann").allSatisfy(\.isRead))
    }

    @Test func `of a bounded list the newest are kept, for each user on their own`() async throws {
        let house = try House()
        for (user, number) in [("bob", 0), ("ann", 1), ("ann", 2), ("ann", 3)] {
            try await house.content.keep(
                .alertNotification, JSONObject([("number", JSONValue(number))]), of: user, about: nil, newest: 2)
        }
        let kept = try await house.content.kept(.alertNotification)
        #expect(kept.map { $0.body["number"]?.intValue } == [0, 2, 3])
    }
}

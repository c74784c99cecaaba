package import Content
package import Foundation
package import Logging

/// Looks at the numbers of alerts when they are due, keeps what it has seen, and tells people.
///
/// A due time is taken, in one transaction, before the tile is asked: a server that stops in between leaves out that look
/// rather than doing it twice, and the next due time brings the next.
package actor AlertWatch {
    /// How a tile is asked, and whom it may be shown to. Both are decided anew for each look.
    package struct Asking: Sendable {
        /// Asks what an alert is about, with the rights and under the row rules of its owner.
        /// - Throws: ``AlertTrouble``
        package var answer: @Sendable (KeptObject) async throws(AlertTrouble) -> AlertAnswer
        /// Whether a user is there, enabled, and may see what an alert is about.
        package var maySee: @Sendable (_ userID: String, KeptObject) async -> Bool

        package init(
            answer: @escaping @Sendable (KeptObject) async throws(AlertTrouble) -> AlertAnswer,
            maySee: @escaping @Sendable (_ userID: String, KeptObject) async -> Bool
        ) {
            self.answer = answer
            self.maySee = maySee
        }
    }

    private let content: ContentStore
    private let asking: Asking
    private let zone: TimeZone
    private let now: @Sendable () -> Int64
    private let logger: Logger
    /// Alerts that are being looked at.
    private var running: Set<String> = []
    /// Who waits for the end of a look.
    private var waiting: [String: [CheckedContinuation<Void, Never>]] = [:]
    /// When alerts are due next, so that their cron need not be worked out each minute.
    private var plans: [String: Plan] = [:]

    private struct Plan {
        var cron: String
        var since: Int64
        var next: Int64?

        /// Whether nothing is due, and nothing was changed since that was worked out.
        func isQuiet(_ cron: String, since: Int64, at moment: Int64) -> Bool {
            cron == self.cron && since == self.since && next.map { $0 > moment } ?? true
        }
    }

    /// Looks at once; the rest waits for its turn.
    private static let atOnce = 2

    /// - Parameters:
    ///   - zone: By whose clocks the cron of alerts is read.
    ///   - now: Microseconds since 1970-01-01 UTC.
    package init(
        content: ContentStore, asking: Asking, zone: TimeZone, now: @escaping @Sendable () -> Int64, logger: Logger
    ) {
        self.content = content
        self.asking = asking
        self.zone = zone
        self.now = now
        self.logger = logger
    }

    // MARK: The clock

    /// Looks at all alerts that are due. To be called each minute; returns when they are looked at.
    package func tick() async {
        let due: [(id: String, at: Int64)]
        do {
            due = try await dueAlerts()
        } catch {
            return logger.error("The alerts could not be read: \(error.message)")
        }
        await withTaskGroup(of: Void.self) { group in
            for (place, alert) in due.enumerated() {
                if place >= Self.atOnce { await group.next() }
                if Task.isCancelled { break }
                group.addTask { await self.lookWhenDue(alert.id, at: alert.at) }
            }
        }
    }

    /// The next due time of an alert; `nil` for one that is off, or whose time never comes.
    package nonisolated func next(of alert: KeptObject) -> Int64? {
        guard !alert.isDisabledAlert, let cron = alert.body["cron"]?.stringValue else { return nil }
        return AlertTimetable(cron: cron, in: zone)?.next(after: now())
    }

    private func dueAlerts() async throws(ContentError) -> [(id: String, at: Int64)] {
        let moment = now()
        let alerts = try await content.kept(.alert).filter { !$0.isDisabledAlert }
        let there = Set(alerts.map(\.id))
        plans = plans.filter { there.contains($0.key) }
        var due: [(id: String, at: Int64)] = []
        for alert in alerts {
            guard let cron = alert.body["cron"]?.stringValue else { continue }
            let since = alert.alertState.due ?? Int64(alert.createdAt.timeIntervalSince1970 * 1_000_000)
            if plans[alert.id]?.isQuiet(cron, since: since, at: moment) == true { continue }
            let timetable = AlertTimetable(cron: cron, in: zone)
            if let at = timetable?.due(since: since, now: moment) { due.append((alert.id, at)) }
            plans[alert.id] = Plan(cron: cron, since: since, next: timetable?.next(after: max(since, moment)))
        }
        return due
    }

    private func lookWhenDue(_ id: String, at due: Int64) async {
        do {
            let taken = try await content.changeKept(.alert, id: id) { alert in
                var state = alert.alertState
                state.due = max(due, state.due ?? due)
                alert.body[AlertState.member] = .object(state.json)
            }
            guard let taken, !taken.isDisabledAlert else { return }
            try await look(at: id)
        } catch {
            logger.error("The alert \(id) could not be looked at: \(error.message)")
        }
    }

    // MARK: One look

    /// Looks at an alert now, whether it is due or not, and returns when that is done.
    ///
    /// - Returns: Whether it has looked: not when somebody else is looking at the same moment, nor at what is gone.
    @discardableResult
    package func look(at id: String) async throws(ContentError) -> Bool {
        guard running.insert(id).inserted else { return false }
        defer { end(id) }
        guard let alert = try await content.kept(.alert, id: id) else { return false }
        guard let condition = AlertCondition(alert.body) else { return false }
        var place: AlertPlace?
        let outcome: Result<AlertReading, AlertTrouble>
        do throws(AlertTrouble) {
            let answer = try await asking.answer(alert)
            place = answer.place
            outcome = .success(try condition.reading(of: answer.table, known: alert.alertState.known))
        } catch {
            outcome = .failure(error)
        }
        // A server that ends has seen nothing.
        if Task.isCancelled { return false }
        let moment = now()
        let (state, news) = alert.alertState.after(outcome, of: condition, at: moment)
        let kept = try await content.changeKept(.alert, id: id) { changed in
            // What was changed meanwhile waits for something else.
            guard changed.watchesTheSame(as: alert) else { return }
            var state = state
            state.due = changed.alertState.due
            changed.body[AlertState.member] = .object(state.json)
        }
        guard let kept, kept.watchesTheSame(as: alert) else { return false }
        if let news {
            let kind: AlertNotice.Kind = news == .met ? .met : .failing
            try await tell(AlertNotice(kind, of: kept, condition, state, at: place, lookedAt: moment), of: kept)
        }
        return true
    }

    /// The same, but a look that goes on already is waited for and followed by another.
    package func lookAfterOthers(at id: String) async throws(ContentError) {
        while running.contains(id) {
            await withCheckedContinuation { waiting[id, default: []].append($0) }
            if Task.isCancelled { return }
        }
        try await look(at: id)
    }

    private func end(_ id: String) {
        running.remove(id)
        for continuation in waiting.removeValue(forKey: id) ?? [] { continuation.resume() }
    }

    /// Tells the owner, and of numbers those who follow the alert and may see what it is about at this moment.
    private func tell(_ notice: AlertNotice, of alert: KeptObject) async throws(ContentError) {
        if let owner = alert.userID { try await content.keep(notice, of: owner) }
        guard notice.kind == .met else { return }
        for follower in alert.followers.sorted() where follower != alert.userID {
            if await asking.maySee(follower, alert) { try await content.keep(notice, of: follower) }
        }
    }
}

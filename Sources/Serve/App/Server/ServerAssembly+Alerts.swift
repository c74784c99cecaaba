import Alerts
import Foundation
import QueryDesk

extension ServerAssembly {
    /// What asks the tiles of alerts, and what does so when they are due.
    struct Alerting {
        var desk: AlertDesk
        var watch: AlertWatch
    }

    func alerting(_ desk: QueryDesk) -> Alerting {
        let callers = SessionDirectory(people: people)
        let desk = AlertDesk(desk, content: content, caller: { await callers.caller(userID: $0) })
        let watch = AlertWatch(
            content: content, asking: desk.asking, zone: TimeZone(identifier: settings.timezone) ?? .gmt, now: Self.now,
            logger: logger)
        return Alerting(desk: desk, watch: watch)
    }
}

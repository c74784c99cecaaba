import Alerts
import ServiceLifecycle

/// Has alerts looked at at the beginning of each minute, since cron knows nothing finer.
struct AlertService: Service {
    let watch: AlertWatch
    /// Microseconds since 1970-01-01 UTC.
    let now: @Sendable () -> Int64

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: .microseconds(60_000_000 - now() % 60_000_000))) != nil {
                await watch.tick()
            }
        }
    }
}

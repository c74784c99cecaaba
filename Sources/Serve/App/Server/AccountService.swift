import Content
import Foundation
import Logging
import ServiceLifecycle

/// Writes what the audit log was told, sweeps out sessions and links whose time is over, and cuts the log where it is older
/// than the settings keep it.
struct AccountService: Service {
    let people: People
    let audit: AuditLog
    /// `nil` keeps everything.
    let retention: Duration?
    let logger: Logger

    private static let sweepInterval: TimeInterval = 3_600

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var lastSweep = Date.distantPast
            while !Task.isCancelled {
                await audit.flush()
                if Date().timeIntervalSince(lastSweep) > Self.sweepInterval {
                    lastSweep = Date()
                    await sweep()
                }
                guard (try? await Task.sleep(for: .seconds(1))) != nil else { break }
            }
        }
        // Requests that are still answered are noted later: the assembly writes those when it closes.
        await audit.flush()
    }

    private func sweep() async {
        do {
            try await people.removeExpired()
            if let retention {
                try await audit.cut(before: Date().addingTimeInterval(-Double(retention.components.seconds)))
            }
        } catch {
            logger.error("What is over among sessions, links and the audit log was not removed: \(error.message)")
        }
    }
}

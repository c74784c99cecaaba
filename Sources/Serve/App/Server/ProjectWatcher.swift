import Content
import Foundation
import Landing
import Logging
import LookML
import SemanticModel
import ServiceLifecycle

/// Takes up changes of the project's files while the server runs. A change that breaks something is reported and left
/// out: the last good model goes on serving.
struct ProjectWatcher: Service {
    let root: String
    let live: LiveProject
    let content: ContentStore
    let metrics: LiveMetrics
    let charts: LiveCharts
    let currency: LiveCurrency
    let logger: Logger
    var interval = Duration.seconds(1)
    let cache = ProjectCache()

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var known = FileStamps.project(root)
            while (try? await Task.sleep(for: interval)) != nil {
                let current = FileStamps.project(root)
                guard current != known else { continue }
                known = current
                await reload()
            }
        }
    }

    private func reload() async {
        do {
            let reader = try ProjectReader.read(root: root, reusing: cache)
            follow(reader.settings.analytics)
            guard !reader.project.hasErrors else {
                Self.log(reader.diagnostics(content: reader.content.diagnostics), to: logger)
                logger.error("The project has errors; the last good model keeps serving.")
                return
            }
            live.replace(with: reader.project)
            let found = try await content.synchronise(with: reader.content)
            metrics.replace(with: reader.content)
            charts.replace(with: reader.content)
            Self.log(reader.diagnostics(content: found), to: logger)
            logger.info("The project was reloaded.")
        } catch {
            logger.error("The project can't be read: \(Shell.describe(error))")
        }
    }

    /// Takes up exchange rates, which may change while the server runs; other settings count from the next start on.
    private func follow(_ settings: AnalyticsSettings) {
        guard settings.currency == currency.current.code else {
            logger.warning("analytics.currency has changed, which counts from the next start on.")
            return
        }
        currency.replace(rates: settings.exchangeRates)
    }

    static func log(_ diagnostics: [Diagnostic], to logger: Logger) {
        for problem in diagnostics {
            let text = "\(problem.location): \(problem.message) [\(problem.code)]"
            switch problem.severity {
            case .error: logger.error("\(text)")
            case .warning: logger.warning("\(text)")
            }
        }
    }
}

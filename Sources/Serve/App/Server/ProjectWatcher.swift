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
            var toldCurrency = currency.current.code
            while (try? await Task.sleep(for: interval)) != nil {
                let current = FileStamps.project(root)
                guard current != known else { continue }
                known = current
                await reload(&toldCurrency)
            }
        }
    }

    /// - Parameter toldCurrency: The currency of the settings that was heard of last.
    private func reload(_ toldCurrency: inout String?) async {
        do {
            let reader = try ProjectReader.read(root: root, reusing: cache)
            guard !reader.project.hasErrors else {
                Self.log(reader.diagnostics(content: reader.content.diagnostics), to: logger)
                logger.error("The project has errors; the last good model keeps serving.")
                return
            }
            live.replace(with: reader.project)
            follow(reader, &toldCurrency)
            let found = try await content.synchronise(with: reader.content)
            metrics.replace(with: reader.content)
            charts.replace(with: reader.content)
            Self.log(reader.diagnostics(content: found), to: logger)
            logger.info("The project was reloaded.")
        } catch {
            logger.error("The project can't be read: \(Shell.describe(error))")
        }
    }

    /// Takes up exchange rates, which may change while the server runs; other settings count from the next start on. Those
    /// that can't be read, as while their file is being replaced, leave the ones before.
    private func follow(_ reader: ProjectReader, _ toldCurrency: inout String?) {
        let settings = reader.settings.analytics
        if settings.currency == currency.current.code {
            toldCurrency = settings.currency
            if let rates = settings.exchangeRates {
                currency.replace(rates: rates)
            } else if settings.currency != nil {
                logger.error("The exchange rates can't be read; those of before go on.")
            }
        } else if !reader.hasSettingsErrors, settings.currency != toldCurrency {
            toldCurrency = settings.currency
            logger.warning("analytics.currency has changed, which counts from the next start on.")
        }
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

import Foundation
import Landing
import Yams

extension SettingsReader {
    /// `analytics.currency`: in which currency amounts are added up.
    mutating func readCurrency(_ node: Node) {
        guard let text = text(node, "analytics.currency") else { return }
        guard let code = ProjectCurrency.code(text) else {
            return report(
                "settings-bad-value",
                "analytics.currency '\(text)' is no currency of three letters, such as EUR or USD.", node)
        }
        settings.analytics.currency = code
    }

    /// `analytics.exchange_rates`: a file of the project that says what other currencies are worth. While
    /// anything is wrong with it, which it may be for a moment while it is written, there are none.
    mutating func readExchangeRates(_ node: Node, root: String) {
        settings.analytics.exchangeRates = nil
        guard let path = text(node, "analytics.exchange_rates") else { return }
        let isInside = !path.hasPrefix("/") && !path.split(separator: "/").contains("..")
        // Files with another ending are not looked at for changes.
        guard isInside, path.hasSuffix(".csv") else {
            return report(
                "settings-bad-value",
                "analytics.exchange_rates '\(path)' is no CSV file of the project, such as exchange_rates.csv.", node)
        }
        settings.analytics.exchangeRatesPath = path
        let file = URL(fileURLWithPath: root).appendingPathComponent(path).path
        guard let data = FileManager.default.contents(atPath: file), data.count <= Self.mostRateBytes,
            let table = String(data: data, encoding: .utf8)
        else {
            return report(
                "settings-bad-value",
                "analytics.exchange_rates: '\(path)' is not there, or no UTF-8 text of at most 16 MiB.", node)
        }
        let (rates, problems) = ExchangeRates.read(table)
        if problems.isEmpty { settings.analytics.exchangeRates = rates }
        for problem in problems.prefix(Self.mostProblems) {
            report("settings-bad-value", problem.message, file: path, line: problem.line)
        }
        if let next = problems.dropFirst(Self.mostProblems).first {
            report(
                "settings-bad-value", "\(problems.count - Self.mostProblems) more lines from here on are wrong.",
                file: path, line: next.line)
        }
    }

    private static let mostRateBytes = 16 << 20
    private static let mostProblems = 20
}

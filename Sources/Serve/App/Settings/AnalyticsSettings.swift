import Content
import Foundation
import Landing
import ProductAPI
import ProductAnalytics
import Yams

/// What `analytics` says: how charts of product analytics read the collected events.
struct AnalyticsSettings: Sendable {
    /// The project whose events are read where a chart names none.
    var project = 1
    /// An IANA name; `nil` is the zone of the whole project.
    var zone: String?
    /// The ISO number of the first day of a week, Monday 1 to Sunday 7.
    var weekStart = 1
    /// The first month of the year of quarters and years.
    var fiscalStart = 1
    /// Kept beside each step.
    var promoted: [PromotedProperty] = []
    /// Computed from others of the same event.
    var derivedProperties: [DerivedProperty] = []
    /// Types of events that don't count as activity.
    var inactiveEvents: Set<String> = []
    /// Bytes of step lists that stay in memory from chart to chart; 0 keeps none.
    var residentListBytes = 0
    /// The ISO code of the currency in which amounts are added up; `nil`: none is said.
    var currency: String?
    /// What other currencies are worth in it; `nil` if the file or the currency can't be read.
    var exchangeRates: ExchangeRates? = ExchangeRates()
    /// The file that says so, as a path in the project.
    var exchangeRatesPath: String?
    /// What one needs to see the collected events, which know no rules for rows.
    var permission = Permission.accessData
    /// How old the members of saved cohorts may grow that explores read.
    var cohortInterval = Duration.seconds(3_600)
    /// Who could contribute to the numbers; `nil` is not known.
    var coverage: CoverageReader.Settings?

    /// - Parameter timezone: That of the whole project.
    func calendar(timezone: String) -> ChartCalendar {
        ChartCalendar(
            zone: TimeZone(identifier: zone ?? timezone) ?? .gmt, weekStart: weekStart, fiscalStart: fiscalStart)
    }

    var loader: LoaderSettings {
        var settings = LoaderSettings()
        settings.promoted = promoted
        settings.inactiveEvents = inactiveEvents
        settings.currency = LiveCurrency(ProjectCurrency(code: currency, rates: exchangeRates))
        return settings
    }
}

extension SettingsReader {
    private static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    mutating func readAnalytics(_ node: Node, root: String) {
        var (saysCurrency, rates): (Bool, Node?) = (false, nil)
        section(node, "analytics") { reader, key, value in
            let name = "analytics.\(key)"
            switch key {
            case "project":
                reader.integer(value, name, in: 0...Int(Int32.max)) { $0.analytics.project = $1 }
            case "time_zone":
                guard let zone = reader.text(value, name) else { return true }
                if TimeZone(identifier: zone) == nil {
                    reader.report(
                        "settings-bad-value", "\(name) '\(zone)' is not a time zone, such as Europe/Berlin or UTC.",
                        value)
                } else {
                    reader.settings.analytics.zone = zone
                }
            case "week_start":
                guard let day = reader.text(value, name) else { return true }
                if let place = Self.weekdays.firstIndex(of: day.lowercased()) {
                    reader.settings.analytics.weekStart = place + 1
                } else {
                    reader.report(
                        "settings-bad-value",
                        "\(name) '\(day)' is no day. There are: \(Self.weekdays.joined(separator: ", ")).", value)
                }
            case "fiscal_start_month":
                reader.integer(value, name, in: 1...12) { $0.analytics.fiscalStart = $1 }
            case "currency":
                saysCurrency = true
                reader.readCurrency(value)
            case "exchange_rates":
                rates = value
                reader.readExchangeRates(value, root: root)
            case "promote": reader.readPromoted(value, name, .text)
            case "promote_numbers": reader.readPromoted(value, name, .number)
            case "derived_properties": reader.readDerivedProperties(value, name)
            case "inactive_events":
                reader.settings.analytics.inactiveEvents = Set(reader.texts(value, name))
            case "resident_lists_mb":
                reader.integer(value, name, in: 0...1_048_576) { $0.analytics.residentListBytes = $1 << 20 }
            case "permission":
                guard let text = reader.text(value, name) else { return true }
                if let permission = Permission(rawValue: text) {
                    reader.settings.analytics.permission = permission
                } else {
                    reader.report(
                        "settings-bad-value", "\(name) '\(text)' is no permission, such as access_data or develop.",
                        value)
                }
            case "cohort_seconds":
                reader.integer(value, name, in: 1...31 * 86_400) { $0.analytics.cohortInterval = .seconds($1) }
            case "coverage": reader.readCoverage(value)
            default: return false
            }
            return true
        }
        if let rates, !saysCurrency {
            report(
                "settings-bad-value",
                "analytics.exchange_rates needs analytics.currency: the currency in which others are worth that much.",
                rates)
        }
    }

    /// A table with a row for each account or instance and a column with its status, or a SELECT of such statuses.
    private mutating func readCoverage(_ node: Node) {
        var (table, status, sql): (String?, String?, String?)
        var found = CoverageReader.Settings(sql: "", of: "accounts", contributing: [], project: nil)
        let before = diagnostics.count
        section(node, "analytics.coverage") { reader, key, value in
            let name = "analytics.coverage.\(key)"
            switch key {
            case "table": table = reader.text(value, name)
            case "status": status = reader.text(value, name)
            case "sql": sql = reader.text(value, name)
            case "of": found.of = reader.text(value, name) ?? found.of
            case "contributes": found.contributing = Set(reader.texts(value, name))
            case "project":
                reader.integer(value, name, in: 0...Int(Int32.max)) { _, number in found.project = number }
            default: return false
            }
            return true
        }
        guard diagnostics.count == before else { return }
        if let sql, table == nil, status == nil {
            found.sql = sql
        } else if let table, let status, sql == nil {
            let parts = table.split(separator: ".", omittingEmptySubsequences: false).map { Self.quoted(String($0)) }
            found.sql = "SELECT \(Self.quoted(status)) FROM \(parts.joined(separator: "."))"
        } else {
            return report(
                "settings-bad-value",
                "analytics.coverage needs table and status, or sql: a SELECT with one status for each account.", node)
        }
        if found.contributing.isEmpty {
            return report(
                "settings-bad-value",
                "analytics.coverage.contributes must list the statuses with which events come in.", node)
        }
        settings.analytics.coverage = found
    }

    private static func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }

    private mutating func readPromoted(_ node: Node, _ name: String, _ kind: PromotedProperty.Kind) {
        let most = PromotedProperty.mostOfKind[kind] ?? 0
        var found: [PromotedProperty] = []
        for text in texts(node, name) where !found.contains(where: { $0.name == text }) {
            let property = PromotedProperty(text, kind)
            if let problem = property.problem {
                report("settings-bad-value", "\(name): \(problem)", node)
            } else {
                found.append(property)
            }
        }
        if found.count > most {
            report("settings-bad-value", "\(name) has room for \(most) properties; these are \(found.count).", node)
        }
        settings.analytics.promoted += found.prefix(most)
    }
}

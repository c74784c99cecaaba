package import JSON
package import ProductAnalytics
package import Warehouse

/// Who could contribute to the numbers of a chart: which share of accounts or instances, by their telemetry status.
package struct CoverageReader: Sendable {
    /// What the settings say of it.
    package struct Settings: Sendable {
        /// A SELECT with a row for each account or instance, and its status in the first column.
        package var sql: String
        /// What a row is, in the plural.
        package var of: String
        /// The statuses with which somebody's events come in.
        package var contributing: Set<String>
        /// The project whose events it is about.
        package var project: Int?

        package init(sql: String, of: String, contributing: Set<String>, project: Int?) {
            self.sql = sql
            self.of = of
            self.contributing = contributing
            self.project = project
        }
    }

    private let warehouse: any Warehouse
    private let settings: Settings?
    /// The project of ``Settings/project`` if that is not said.
    private let number: Int

    package init(warehouse: any Warehouse, settings: Settings?, number: Int) {
        self.warehouse = warehouse
        self.settings = settings
        self.number = number
    }

    /// `{"known": true, "of", "total", "contributing", "share", "by_status": [{"status", "count", "contributes"}], "words"}`,
    /// or `{"known": false, "words"}` with the reason. A failure is a reason, too: the numbers are there without it.
    package func coverage(of source: ChartDefinition.SourceName, label: String) async -> JSONValue {
        guard case .events(let project) = source else {
            return unknown("Coverage is known of collected events only, and these are of an explore.")
        }
        guard let settings else {
            return unknown("Coverage is not known: set analytics.coverage in soundings.yaml.")
        }
        guard project ?? number == settings.project ?? number else {
            return unknown("Coverage is not known of project \(project ?? number).")
        }
        let statement = Statement(
            "SELECT CAST(columns(*) AS VARCHAR) FROM (\(settings.sql)\n)", label: label + ": coverage",
            timeLimit: .seconds(30))
        do {
            return known(settings, try await warehouse.rows(statement))
        } catch {
            return unknown("Coverage is not known: what analytics.coverage names could not be read.")
        }
    }

    private func known(_ settings: Settings, _ rows: ResultSet) -> JSONValue {
        var counts: [String: Int] = [:]
        for batch in rows.batches {
            guard let column = batch.columns.first else { continue }
            for row in 0..<batch.rowCount { counts[column.text(row) ?? "(none)", default: 0] += 1 }
        }
        let total = counts.values.reduce(0, +)
        let contributing = counts.filter { settings.contributing.contains($0.key) }.values.reduce(0, +)
        let share = total == 0 ? 0 : Double(contributing) / Double(total)
        let tenths = Int((share * 1_000).rounded())
        let percent = tenths % 10 == 0 ? "\(tenths / 10)%" : "\(tenths / 10).\(tenths % 10)%"
        let statuses = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return [
            "known": true, "of": .string(settings.of), "total": JSONValue(total),
            "contributing": JSONValue(contributing), "share": .double(share),
            "by_status": .array(
                statuses.map { status, count in
                    [
                        "status": .string(status), "count": JSONValue(count),
                        "contributes": .bool(settings.contributing.contains(status)),
                    ]
                }),
            "words": .string(
                contributing == 0
                    ? "None of \(total) \(settings.of) can contribute: what is counted comes from elsewhere."
                    : "\(contributing) of \(total) \(settings.of) can contribute (\(percent))."),
        ]
    }

    private func unknown(_ words: String) -> JSONValue { ["known": false, "words": .string(words)] }
}

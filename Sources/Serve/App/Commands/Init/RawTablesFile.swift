import DemoData
import Foundation

/// Settings of a new project's pipelines that make, before each run, the tables of other systems that are not there yet, without rows:
/// every SQL model can be built then, whichever system is connected first.
enum RawTablesFile {
    static let path = "pipelines/pipelines.yaml"

    static func file() -> ProjectTemplate.File {
        ProjectTemplate.File(path: path, data: Data(text(of: DemoCompany.emptyTables).utf8))
    }

    static func text(of tables: [DemoTable]) -> String {
        var lines = [
            "# Tables that your other systems fill: the CRM, support, marketing, licences, sheets. Those that are not there yet",
            "# are made without rows before each run, so that every model can be built. A table that is there stays as it is.",
            "on-run-start:",
        ]
        for schema in Set(tables.map(\.schema)).sorted() {
            lines.append("  - CREATE SCHEMA IF NOT EXISTS \(schema)")
        }
        for table in tables {
            lines.append("  - |-")
            lines.append("    CREATE TABLE IF NOT EXISTS \(table.schema).\(table.name) (")
            for (index, column) in table.columns.enumerated() {
                lines.append("      \"\(column.name)\" \(column.type)\(index + 1 < table.columns.count ? "," : "")")
            }
            lines.append("    )")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

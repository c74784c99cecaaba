import Content
import QueryDesk
import Yams

/// What `queries` of `soundings.yaml` says: limits for each role, and how long the record of queries is kept.
struct QuerySettings: Sendable {
    var limits = QueryLimits()
    var history = QueryHistory.Bounds()
    /// Rows of one answer of the SQL Runner at most.
    var sqlRunnerRows = 10_000
}

extension SettingsReader {
    mutating func readQueries(_ node: Node) {
        section(node, "queries") { reader, key, value in
            switch key {
            case "history_days":
                reader.integer(value, "queries.history_days", in: 1...3_650) { $0.queries.history.days = $1 }
            case "history_records":
                reader.integer(value, "queries.history_records", in: 0...10_000_000) { $0.queries.history.records = $1 }
            case "sql_runner_rows":
                reader.integer(value, "queries.sql_runner_rows", in: 1...1_000_000) { $0.queries.sqlRunnerRows = $1 }
            case "limits": reader.readLimits(value)
            default: return false
            }
            return true
        }
    }

    /// By the names of roles, which are not known here.
    private mutating func readLimits(_ node: Node) {
        section(node, "queries.limits") { reader, role, value in
            reader.readLimit(of: role, value)
            return true
        }
    }

    private mutating func readLimit(of role: String, _ node: Node) {
        section(node, "queries.limits.\(role)") { reader, key, value in
            let name = "queries.limits.\(role).\(key)"
            switch key {
            case "concurrent":
                reader.integer(value, name, in: 1...1_000) {
                    $0.queries.limits.byRole[role, default: .init()].concurrent = $1
                }
            case "seconds":
                reader.integer(value, name, in: 1...86_400) {
                    $0.queries.limits.byRole[role, default: .init()].time = .seconds($1)
                }
            case "rows":
                reader.integer(value, name, in: 1...100_000_000) {
                    $0.queries.limits.byRole[role, default: .init()].rows = $1
                }
            default: return false
            }
            return true
        }
    }
}

internal import Warehouse

/// Counts and limits of the derived tables, of one moment.
///
/// One statement asks for all, each part in a row of its own. As columns of one row they would be joined, and to find the
/// best order of ten relations with one row each takes DuckDB 20 ms: longer than most charts.
struct DerivedFacts {
    enum Part: Int {
        /// Rows of `main.steps_tail`, of `main.act_tail` and of `main.sess_touched`.
        case waitingSteps, waitingDays, waitingSessions
        /// The last load.
        case loads
        /// How many people turned out to be somebody else.
        case merges
        /// The number of `main.steps`, about how many rows it has, and `main.act`.
        case tables
        /// Whether all belong to one project, the highest number, the last and the first event of all in microseconds.
        case people
        /// Whether `main.sess` says when each event was.
        case timesOfSessions
        /// For how many merges the packs were made, and what they are called.
        case packs
    }

    /// What tells one generation and version from another.
    static let ofGeneration: [Part] = [.loads, .merges, .tables]
    static let allButPacks: [Part] = [
        .waitingSteps, .waitingDays, .waitingSessions, .loads, .merges, .tables, .people, .timesOfSessions,
    ]
    static let all = allButPacks + [.packs]

    private static let mostNumbers = 4

    private var numbers: [Int: [Int64]] = [:]
    private var names: [Int: String] = [:]

    static func read(_ parts: [Part], from warehouse: any Warehouse) async throws(WarehouseError) -> DerivedFacts {
        let rows = try await warehouse.rows(
            Statement(parts.map(sql).joined(separator: " UNION ALL "), label: "chart: derived tables"))
        var facts = DerivedFacts()
        for batch in rows.batches {
            let values = (0...mostNumbers).map { batch.columns[$0].integers }
            let texts = batch.columns[mostNumbers + 1]
            for row in 0..<batch.rowCount {
                let part = Int(values[0][row])
                facts.numbers[part] = values.dropFirst().map { $0[row] }
                if case .text(let names) = texts.values, !texts.isNull(row) { facts.names[part] = names[row] }
            }
        }
        return facts
    }

    /// 0 for a part that was not asked for.
    func number(_ part: Part, _ place: Int = 0) -> Int64 { numbers[part.rawValue]?[place] ?? 0 }
    func name(_ part: Part) -> String? { names[part.rawValue] }

    var version: Int64 { number(.loads) }
    var generation: DerivedState.Generation {
        DerivedState.Generation(merges: number(.merges), steps: number(.tables))
    }

    private static func sql(_ part: Part) -> String {
        switch part {
        case .waitingSteps: row(part, ["count(*)"], "main.steps_tail")
        case .waitingDays: row(part, ["count(*)"], "main.act_tail")
        case .waitingSessions: row(part, ["count(*)"], "main.sess_touched")
        case .loads: row(part, ["max(batch_id)"], "main.loads")
        case .merges: row(part, ["count(*)"], "main.merges")
        case .tables:
            row(
                part,
                [
                    "max(table_oid) FILTER (WHERE table_name = 'steps')",
                    "max(estimated_size) FILTER (WHERE table_name = 'steps')",
                    "max(estimated_size) FILTER (WHERE table_name = 'act')",
                ], "duckdb_tables() WHERE schema_name = 'main' AND table_name IN ('steps', 'act')")
        case .people:
            row(
                part,
                [
                    "coalesce(min(project_id) = max(project_id), TRUE)", "max(uid)", "epoch_us(max(last_seen))",
                    "epoch_us(min(first_seen))",
                ], "main.usr")
        case .timesOfSessions:
            row(
                part, ["count(*)"],
                "duckdb_columns() WHERE schema_name = 'main' AND table_name = 'sess' AND column_name = 'ats'")
        case .packs: row(part, ["max(merges)"], "main.packed", name: "max(name)")
        }
    }

    private static func row(_ part: Part, _ numbers: [String], _ source: String, name: String = "NULL") -> String {
        let padded = numbers + Array(repeating: "0", count: mostNumbers - numbers.count)
        let columns = padded.map { "coalesce(CAST(\($0) AS BIGINT), 0)" }.joined(separator: ", ")
        return "SELECT \(part.rawValue), \(columns), CAST(\(name) AS VARCHAR) FROM \(source)"
    }
}

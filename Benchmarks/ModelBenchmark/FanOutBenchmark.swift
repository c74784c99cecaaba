import QueryCompiler
import SQL
import SemanticModel
import Warehouse
import WarehouseDuckDB

/// 50,000 parents with legs of a million and half a million rows, totals by segment, on one thread: what we compile beside
/// the same aggregates written by hand, and beside the sums by hash that other tools write.
struct FanOutBenchmark {
    private static let tables = [
        "CREATE TABLE p AS SELECT i AS id, 'segment ' || i % 20 AS seg, i % 1000 AS amt FROM range(50000) t(i)",
        "CREATE TABLE a AS SELECT i AS id, (i * 7919) % 50000 AS pid, i % 100 AS v FROM range(1000000) t(i)",
        "CREATE TABLE b AS SELECT i AS id, (i * 104729) % 50000 AS pid, i % 50 AS w FROM range(500000) t(i)",
    ]

    private static let model = """
        view: p {
          dimension: id { primary_key: yes type: number }
          dimension: seg {}
          measure: count { type: count }
          measure: total { type: sum sql: ${TABLE}.amt ;; }
        }
        view: a {
          dimension: id { primary_key: yes type: number }
          dimension: pid { type: number }
          measure: total { type: sum sql: ${TABLE}.v ;; }
        }
        view: b {
          dimension: id { primary_key: yes type: number }
          dimension: pid { type: number }
          measure: total { type: sum sql: ${TABLE}.w ;; }
        }
        explore: p {
          join: a { relationship: one_to_many sql_on: ${p.id} = ${a.pid} ;; }
          join: b { relationship: one_to_many sql_on: ${p.id} = ${b.pid} ;; }
        }
        """

    private static let byHand = """
        WITH k AS (SELECT p.seg, COUNT(*) AS c, SUM(p.amt) AS sp FROM p GROUP BY 1),
        x AS (SELECT p.seg, SUM(a.v) AS sa FROM p LEFT JOIN a ON a.pid = p.id GROUP BY 1),
        y AS (SELECT p.seg, SUM(b.w) AS sb FROM p LEFT JOIN b ON b.pid = p.id GROUP BY 1)
        SELECT k.seg, c, sp, COALESCE(sa, 0), COALESCE(sb, 0)
        FROM k LEFT JOIN x ON x.seg IS NOT DISTINCT FROM k.seg LEFT JOIN y ON y.seg IS NOT DISTINCT FROM k.seg
        ORDER BY 1
        """

    /// A number of 19 digits for each key, with room below it for the value.
    private static func byHash(_ key: String, _ value: String) -> String {
        let hash = "(hash(\(key)) // 2)::HUGEINT * 1000000"
        return "SUM(DISTINCT \(hash) + \(value)) - SUM(DISTINCT CASE WHEN \(key) IS NOT NULL THEN \(hash) END)"
    }

    private static var symmetric: String {
        """
        SELECT p.seg, COUNT(DISTINCT p.id), \(byHash("p.id", "p.amt")), \(byHash("a.id", "a.v")), \(byHash("b.id", "b.w"))
        FROM p LEFT JOIN a ON a.pid = p.id LEFT JOIN b ON b.pid = p.id GROUP BY 1 ORDER BY 1
        """
    }

    func run() async throws -> [String: Double] {
        let project = ProjectResolver.resolve(
            name: "benchmark", files: [SourceFile(path: "benchmark.model.lkml", text: Self.model)])
        let query = ExploreQuery(
            model: "benchmark", explore: "p", fields: ["p.seg", "p.count", "p.total", "a.total", "b.total"],
            sorts: ["p.seg"])
        let warehouse = try DuckDBWarehouse.open(DuckDBConfiguration(path: nil, memoryLimit: 8 << 30, threads: 1))
        for table in Self.tables { try await warehouse.execute(Statement(table, label: "benchmark")) }
        let compiled = try QueryCompiler.compile(
            query, project: project, context: QueryContext(now: 0, projectTimezone: "UTC"),
            dialect: warehouse.dialect)
        let ours = Statement(compiled.sql, parameters: compiled.parameters, label: "benchmark")
        let byHand = Statement(Self.byHand, label: "benchmark")
        let symmetric = Statement(Self.symmetric, label: "benchmark")
        let expected = try await sums(byHand, warehouse)
        for (name, statement) in [("what we compile", ours), ("sums by hash", symmetric)] {
            guard try await sums(statement, warehouse) == expected else {
                throw BenchmarkFailure("The totals of \(name) are not those of the SQL written by hand.")
            }
        }
        // In turns, so that what else the machine does hits both.
        var (ourTimes, handTimes): ([Double], [Double]) = ([], [])
        for _ in 0..<11 {
            ourTimes.append(await medianMilliseconds(of: 1) { _ = try? await warehouse.rows(ours) })
            handTimes.append(await medianMilliseconds(of: 1) { _ = try? await warehouse.rows(byHand) })
        }
        let hash = try await medianMilliseconds(of: 1) { _ = try await warehouse.rows(symmetric) }
        try await warehouse.close()
        return ["compiled_ms": ourTimes.median, "by_hand_ms": handTimes.median, "by_hash_ms": hash]
    }

    /// The sums of the number columns over all rows.
    private func sums(_ statement: Statement, _ warehouse: DuckDBWarehouse) async throws -> [Int128] {
        let result = try await warehouse.rows(statement)
        var sums = [Int128](repeating: 0, count: 4)
        for batch in result.batches {
            for (place, column) in batch.columns.dropFirst().prefix(4).enumerated() {
                for row in 0..<batch.rowCount { sums[place] += column.whole(row) }
            }
        }
        guard result.rowCount == 20 else { throw BenchmarkFailure("\(result.rowCount) segments came back, not 20.") }
        return sums
    }
}

extension Column {
    fileprivate func whole(_ row: Int) -> Int128 {
        switch values {
        case .int(let storage): Int128(storage[row])
        case .hugeInt(let storage): Int128(storage[row])
        default: -1
        }
    }
}

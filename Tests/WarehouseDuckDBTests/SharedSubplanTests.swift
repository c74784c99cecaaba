import Testing
import Warehouse
import WarehouseDuckDB

@Suite struct SharedSubplanTests {
    /// With DuckDB's optimizer `common_subplan` both sums are those of `t2`.
    @Test func `parts of a statement over the same joins keep their own columns`() async throws {
        let tables = [
            "CREATE TABLE t0 AS SELECT * FROM (VALUES (1, NULL, 1), (2, 1, 3), (3, 3, 0), (4, 4, NULL), (5, 1, -1)) "
                + "AS t(id, d1, value)",
            "CREATE TABLE t1 AS SELECT * FROM (VALUES (1), (2), (3), (4)) AS t(id)",
            "CREATE TABLE t2 AS SELECT * FROM (VALUES (1, 1, 2), (2, 2, 4), (3, NULL, 1), (4, 4, 4), (5, 5, NULL), "
                + "(6, 6, 0), (7, 7, -1)) AS t(id, up, value)",
            "CREATE TABLE t3 AS SELECT * FROM (VALUES (1, NULL, 'z'), (2, 4, 'x'), (3, 2, 'y'), (4, 5, 'x')) "
                + "AS t(id, up, label)",
        ]
        let joins = "FROM t0 LEFT JOIN t1 ON t0.d1 = t1.id INNER JOIN t2 ON t1.id = t2.up LEFT JOIN t3 ON t0.id = t3.up"
        let sql = """
            WITH a AS (SELECT DISTINCT t3.label AS label, t2.id AS key, t2.value AS v \(joins)),
            b AS (SELECT DISTINCT t3.label AS label, t0.id AS key, t0.value AS v \(joins)),
            x AS (SELECT label, SUM(v)::BIGINT AS s FROM a GROUP BY 1),
            y AS (SELECT label, SUM(v)::BIGINT AS s FROM b GROUP BY 1)
            SELECT x.label, x.s, y.s FROM x JOIN y ON x.label IS NOT DISTINCT FROM y.label ORDER BY 1
            """
        let warehouse = try DuckDBWarehouse.open(DuckDBConfiguration(path: nil, threads: 1))
        for table in tables { try await warehouse.execute(Statement(table, label: "test")) }
        let result = try await warehouse.rows(Statement(sql, label: "test"))
        // x: rows 4 and 5 of t0, with rows 4 and 1 of t2. y: row 2 of t0, with row 1 of t2.
        var sums: [[Int64]] = []
        for batch in result.batches {
            guard case .int(let first) = batch.columns[1].values, case .int(let second) = batch.columns[2].values else {
                Issue.record("sums are no integers")
                return
            }
            sums += zip(first, second).map { [$0, $1] }
        }
        #expect(sums == [[6, -1], [2, 3]])
        try await warehouse.close()
    }
}

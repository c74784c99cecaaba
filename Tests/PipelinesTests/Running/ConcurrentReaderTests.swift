import Testing

@testable import Pipelines

/// Readers that ask all the time while tables are made anew see one whole build or the next one, and nothing between.
@Suite struct ConcurrentReaderTests {
    /// 2 000 rows that all say 1.
    private static let raw = [
        "CREATE SCHEMA raw",
        "CREATE TABLE raw.t AS SELECT range AS id, 1 AS v, TIMESTAMP '2026-01-01' AS moment FROM range(2000)",
    ]
    private static let builds = 12

    /// Builds again and again, every row saying the number of the build, while a query is asked in a loop.
    /// - Returns: Every distinct answer.
    private func answers(
        to query: String, in house: House, _ change: (inout RunRequest) -> Void = { _ in }
    ) async throws -> Set<String> {
        #expect(try await house.run(.build, nil, change).isGood)
        let reader = LoopingReader(query, in: house.warehouse)
        for build in 2...Self.builds {
            try await house.execute(
                "UPDATE raw.t SET v = \(build), moment = TIMESTAMP '2026-01-01' + INTERVAL \(build) DAY")
            let run = try await house.run(.build, nil, change)
            #expect(run.isGood, "\(run.nodes.compactMap(\.message))")
        }
        let (answers, reads) = try await reader.stop()
        #expect(reads >= Self.builds)
        return answers
    }

    /// Rows, and the sum of what they say: 2 000 rows of one build.
    private static let whole = Set((1...builds).map { "2000 | \($0 * 2000)" })

    @Test func ofATable() async throws {
        try await withHouse(["clean/a.sql": "select id, v from raw.t"], before: Self.raw) { (house) async throws in
            let answers = try await answers(to: "SELECT count(*) AS n, sum(v) AS s FROM clean.a", in: house)
            #expect(answers.isSubset(of: Self.whole))
            #expect(answers.count > 1)
        }
    }

    @Test(arguments: ["merge", "delete+insert"])
    func ofAnIncrementalTable(strategy: String) async throws {
        let files = [
            "clean/a.sql": "{{ config(kind='incremental', key='id', strategy='\(strategy)') }} select id, v from raw.t"
        ]
        try await withHouse(files, before: Self.raw) { (house) async throws in
            let answers = try await answers(to: "SELECT count(*) AS n, sum(v) AS s FROM clean.a", in: house)
            #expect(answers.isSubset(of: Self.whole))
            #expect(answers.count > 1)
        }
    }

    /// After build n there are n versions of each key, of which the newest is open.
    @Test func ofASnapshot() async throws {
        let files = [
            "sources.yml": "version: 2\nsources: [{name: raw, tables: [{name: t}]}]\n",
            "snapshots/s.yml": """
            snapshots:
              - name: s
                relation: source('raw', 't')
                config: {key: id, strategy: timestamp, updated_at: moment}
            """,
        ]
        try await withHouse(files, before: Self.raw) { (house) async throws in
            let answers = try await answers(
                to: """
                    SELECT count(*) AS n, count(*) FILTER (is_current) AS open, sum(v) FILTER (is_current) AS s
                    FROM \(try await house.environment().project.models.values.first?.relation.quoted ?? "")
                    """, in: house)
            #expect(answers.isSubset(of: Set((1...Self.builds).map { "\($0 * 2000) | 2000 | \($0 * 2000)" })))
            #expect(answers.count > 1)
        }
    }

    /// Two tables of one run say the same, always.
    @Test func ofAllTablesOfABlueGreenRun() async throws {
        let files = [
            "clean/a.sql": "select id, v from raw.t", "clean/b.sql": "select id, v from {{ ref('a') }}",
        ]
        try await withHouse(files, before: Self.raw) { (house) async throws in
            let answers = try await answers(
                to: """
                    SELECT (SELECT sum(v) FROM clean.a) AS a, (SELECT sum(v) FROM clean.b) AS b
                    """, in: house, { $0.isBlueGreen = true })
            #expect(answers.isSubset(of: Set((1...Self.builds).map { "\($0 * 2000) | \($0 * 2000)" })))
            #expect(answers.count > 1)
        }
    }
}

import Foundation
import LookerExpressions
import SQL
import Testing

@testable import QueryCompiler

/// Expressions as deep as the parser lets through: each becomes SQL that the database runs, or is refused.
@Suite struct DeepExpressionTests {
    /// What stands around an expression again and again, and what it begins with.
    private static let towers: [(around: String, leaf: String)] = [
        ("abs(@)", "${t.x}"), ("-@", "${t.x}"), ("(@ + 1)", "${t.x}"), ("(1 - @)", "${t.x}"),
        ("(@ * 1.01)", "${t.x}"), ("(${t.n} / @)", "${t.x}"), ("(@ / 1.01)", "${t.x}"),
        ("(${t.n} % @)", "${t.x}"), ("round(@, 1)", "${t.x}"), ("round(1.05, @)", "${t.x}"),
        ("sqrt(@)", "${t.p}"), ("exp(@)", "${t.x}"), ("power(@, 1.01)", "${t.p}"),
        ("power(1.01, @)", "${t.x}"), ("floor(@)", "${t.x}"), ("acos(@)", "${t.x}"),
        ("if(${t.b}, @, 1)", "${t.n}"), ("if(${t.b}, 1, @)", "${t.n}"), ("if(@, ${t.b}, ${t.c})", "${t.b}"),
        ("coalesce(${t.n}, @)", "${t.m}"), ("(NOT @)", "${t.b}"), ("(${t.c} AND (${t.b} OR @))", "${t.b}"),
        ("(@ = ${t.b})", "${t.c}"), ("is_null(@)", "${t.b}"), ("concat(@, \"a\")", "${t.s}"),
        ("contains(to_string(@), \"e\")", "${t.b}"), ("length(to_string(@))", "${t.n}"),
        ("to_number(to_string(@))", "${t.x}"), ("trim(replace(lower(@), \"a\", \"b\"))", "${t.s}"),
        ("substring(@, 2, 3)", "${t.s}"), ("substring(\"abc\", length(@), length(@))", "${t.s}"),
        ("add_months(1, @)", "${t.d}"), ("add_months(${t.n}, @)", "${t.d}"), ("add_days(${t.x}, @)", "${t.d}"),
        ("trunc_quarters(@)", "${t.d}"), ("diff_months(${t.d}, add_days(@, ${t.e}))", "${t.n}"),
        ("date(2024, 1, extract_days(@))", "${t.d}"), ("to_date(to_string(@))", "${t.d}"),
    ]

    private static func text(_ tower: (around: String, leaf: String), _ turns: Int) -> String {
        let parts = tower.around.split(separator: "@", omittingEmptySubsequences: false).map(String.init)
        // Of what stands there twice only the first grows.
        let rest = parts.dropFirst(2).map { tower.leaf + $0 }.joined()
        return String(repeating: parts[0], count: turns) + tower.leaf
            + String(repeating: parts[1] + rest, count: turns)
    }

    private static func deepest(_ tower: (around: String, leaf: String)) -> String? {
        (1..<ExpressionParser.deepest).reversed().lazy.map { text(tower, $0) }
            .first { ExpressionParser.parse($0).expression != nil }
    }

    @Test func `every tower becomes SQL, or is refused`() throws {
        let rows = ExpressionRows.odd
        var made = 0
        for tower in Self.towers {
            let expression = try rows.parsed(#require(Self.deepest(tower)))
            for dialect in Self.isLong ? [Dialect.duckDB, .postgreSQL, .bigQuery, .clickHouse] : [.duckDB] {
                let translation = ExpressionSQL(dialect: dialect, now: ExpressionRows.now, fields: rows.fields)
                do throws(QueryError) {
                    let sql = try translation.sql(expression)
                    #expect(sql.size <= ExpressionSQL.longest)
                    made += 1
                } catch {
                    #expect(error.code == .unsupported, "\(tower.around)")
                }
            }
        }
        #expect(made > 30)
    }

    @Test func `DuckDB gives for a tower what the evaluator gives`() async throws {
        try await ExpressionBench.with { bench in
            var ran = 0
            for tower in Self.towers {
                let text = Self.isLong ? try #require(Self.deepest(tower)) : Self.text(tower, 20)
                guard let answers = try await Self.answers(text, bench) else { continue }
                let expected = try bench.rows.evaluated(text)
                #expect(zip(answers, expected).allSatisfy { $0.isNear($1) }, "\(tower.around)")
                ran += 1
            }
            #expect(ran > 30)
        }
    }

    private static let isLong = ProcessInfo.processInfo.environment["SOUNDINGS_SOAK"] != nil

    /// Nil for what is refused before the database sees it.
    private static func answers(_ text: String, _ bench: ExpressionBench) async throws -> [ExpressionValue]? {
        do {
            return try await bench.answers(text)
        } catch let error as QueryError where error.code == .unsupported {
            return nil
        }
    }
}

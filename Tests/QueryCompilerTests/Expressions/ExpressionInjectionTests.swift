import LookerExpressions
import SQL
import Testing

@testable import QueryCompiler

/// Texts of an expression are values, whatever they say.
@Suite struct ExpressionInjectionTests {
    private static let places = [
        "concat(${t.s}, @)", "contains(${t.s}, @)", "starts_with(@, ${t.s})", "position(${t.s}, @)", "${t.s} = @",
        "${t.s} < @", "replace(${t.s}, @, @)", "replace(@, ${t.s}, ${t.w})", "substring(@, ${t.n}, 2)",
        "substring(@, ${t.n} * ${t.m} + ${t.n} * ${t.m} + ${t.n} * ${t.m}, ${t.n})", "if(${t.b}, @, ${t.s})",
        "coalesce(${t.s}, @)", "case(when(${t.s} = @, @), @)", "matches_filter(${t.s}, @)",
        "to_number(concat(@, ${t.s}))", "to_date(concat(@, ${t.s}))", "concat(@)", "trim(concat(${t.s}, @))",
    ]
    private static let hostile = [
        "'; DROP TABLE t; --", "\" OR 1=1 --", "?", "$1", "@p1", "{p1:String}", "\\", "\\' OR TRUE --", "/* ", "`",
        "''",
        "%", "\u{2019}", "); SELECT 1", "v.v1", "\n--", "'\u{301}",
    ]

    private func rendered(_ place: String, _ text: String, _ dialect: Dialect) throws -> (String, [SQLValue]) {
        let quoted = "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
        let written = place.replacing("@", with: quoted)
        return SQLRenderer.render(try ExpressionRows.odd.statement([written], dialect), dialect: dialect)
    }

    @Test func `the SQL does not depend on what a text says`() throws {
        for dialect in [Dialect.duckDB, .postgreSQL, .bigQuery, .clickHouse] {
            for place in Self.places {
                let plain = try rendered(place, "plain", dialect)
                #expect(plain.1.contains(.text("plain")), "\(place)")
                for text in Self.hostile {
                    let found = try rendered(place, text, dialect)
                    #expect(found.0 == plain.0, "\(place), \(text)")
                    #expect(found.1 == plain.1.map { $0 == .text("plain") ? .text(text) : $0 }, "\(place), \(text)")
                }
            }
        }
    }

    @Test func `DuckDB compares with what was written`() async throws {
        try await ExpressionBench.with { bench in
            for text in Self.hostile where text != "plain" {
                let quoted = "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
                for place in ["replace(concat(${t.s}, @), @, \"\") = ${t.s}", "concat(if(${t.b}, @, \"x\"), ${t.n})"] {
                    let written = place.replacing("@", with: quoted)
                    let answers = try await bench.answers(written)
                    #expect(try bench.rows.evaluated(written) == answers, "\(written)")
                }
            }
        }
    }

    @Test func `matches_filter takes a field, in_query asks for one`() throws {
        let rows = ExpressionRows.odd
        let always = try rows.sql("matches_filter(${t.s}, \"\") OR ${t.b}", .duckDB)
        #expect(always == "TRUE OR t.b")
        #expect(try rows.sql("if(in_query(${t.n}), ${t.s}, ${t.w})", .duckDB) == "t.s")
        #expect(try rows.sql("if(in_query(${t.m}), ${t.s}, ${t.w})", .duckDB) == "t.w")
        let error = #expect(throws: QueryError.self) { try rows.sql("matches_filter(lower(${t.s}), \"a\")", .duckDB) }
        #expect(error?.code == .unsupported)
        #expect(error?.message.contains("a field") == true)
    }

    @Test func `what no database computes for a row is refused`() throws {
        let expression = try #require(ExpressionParser.parse("running_total(${t.n})").expression)
        let translation = ExpressionSQL(dialect: .duckDB, now: 0, fields: ExpressionRows.odd.fields)
        let error = #expect(throws: QueryError.self) { try translation.sql(expression) }
        #expect(error?.message.contains("`running_total`") == true)
    }
}

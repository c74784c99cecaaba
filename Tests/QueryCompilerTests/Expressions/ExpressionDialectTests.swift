import LookerExpressions
import SQL
import Testing

@testable import QueryCompiler

/// The text that each dialect makes of the same expression.
@Suite struct ExpressionDialectTests {
    private static let dialects: [Dialect] = [.duckDB, .postgreSQL, .bigQuery, .clickHouse]

    func expect(
        _ text: String, _ expected: [String], at place: Testing.SourceLocation = #_sourceLocation
    ) throws {
        let found = try Self.dialects.map { dialect in
            let sql = try ExpressionRows.odd.sql(text, dialect)
            let select = SelectStatement(columns: [.init(sql, as: "c")], from: nil)
            let statement = SQLRenderer.render(QueryStatement(commonTables: [], select: select), dialect: dialect)
            return String(statement.sql.dropFirst("SELECT\n  ".count).prefix { $0 != "\n" }.dropLast(" AS 'c'".count))
        }
        #expect(found == expected, "\(text)", sourceLocation: place)
    }

    @Test func `arithmetic`() throws {
        try expect(
            "${t.n} + ${t.m}",
            [
                "CAST(t.n AS DOUBLE) + t.m",
                "CAST(t.n AS DOUBLE PRECISION) + t.m",
                "SAFE_ADD(CAST(t.n AS FLOAT64), t.m)",
                "toFloat64(t.n) + toFloat64(t.m)",
            ])
        try expect(
            "${t.n} / ${t.m}",
            [
                "CAST(t.n AS DOUBLE) / NULLIF(t.m, 0)",
                "CAST(t.n AS DOUBLE PRECISION) / NULLIF(t.m, 0)",
                "SAFE_DIVIDE(CAST(t.n AS FLOAT64), NULLIF(t.m, 0))",
                "toFloat64(t.n) / toFloat64(nullIf(t.m, 0))",
            ])
        try expect(
            "${t.x} * 1.5 - 2",
            [
                "(t.x * 1.5::DOUBLE) - 2.0::DOUBLE",
                "(t.x * FLOAT8 '1.5') - FLOAT8 '2.0'",
                "SAFE_SUBTRACT(SAFE_MULTIPLY(t.x, 1.5), 2.0)",
                "(toFloat64(t.x) * 1.5) - 2.0",
            ])
        try expect(
            "${t.n} % 10",
            [
                "t.n % 10",
                "MOD(CAST(t.n AS NUMERIC), CAST(10 AS NUMERIC))",
                "MOD(SAFE_CAST(t.n AS BIGNUMERIC), SAFE_CAST(10 AS BIGNUMERIC))",
                "t.n % 10",
            ])
        try expect(
            "round(${t.x}, 2)",
            [
                "round(t.x * 1.0000000000000002::DOUBLE, 2)",
                "CAST(ROUND(CAST(t.x AS NUMERIC), 2) AS DOUBLE PRECISION)",
                "ROUND(CAST(t.x AS FLOAT64) * 1.0000000000000002, 2)",
                "sign(toFloat64(t.x)) * floor(abs(toFloat64(t.x)) * 1.0000000000000002 * exp10(2) + 0.5) / "
                    + "exp10(2)",
            ])
        try expect(
            "round(${t.x}, 0)",
            [
                "round(t.x)",
                "CAST(ROUND(CAST(t.x AS NUMERIC), 0) AS DOUBLE PRECISION)",
                "ROUND(t.x)",
                "sign(toFloat64(t.x)) * floor(abs(toFloat64(t.x)) + 0.5)",
            ])
        try expect(
            "ln(${t.x})",
            [
                "CASE WHEN t.x > 0 THEN ln(t.x) END",
                "CASE WHEN t.x > 0 THEN LN(CAST(t.x AS DOUBLE PRECISION)) END",
                "SAFE.LN(CAST(t.x AS FLOAT64))",
                "if(t.x > 0, log(t.x), NULL)",
            ])
        try expect(
            "exp(${t.x})",
            [
                "CASE WHEN isfinite(exp(t.x)) THEN exp(t.x) END",
                "CASE WHEN t.x > FLOAT8 '709.782712893384' THEN NULL WHEN t.x < -708 THEN 0 ELSE "
                    + "EXP(CAST(t.x AS DOUBLE PRECISION)) END",
                "SAFE.EXP(CAST(t.x AS FLOAT64))",
                "if(isFinite(exp(t.x)), exp(t.x), NULL)",
            ])
        try expect(
            "power(${t.x}, ${t.n})",
            [
                "CASE WHEN isfinite(POWER(CAST(t.x AS DOUBLE), CAST(t.n AS DOUBLE))) THEN POWER(CAST(t.x AS "
                    + "DOUBLE), CAST(t.n AS DOUBLE)) END",
                "CASE WHEN CAST(t.x AS DOUBLE PRECISION) = 0 THEN CASE WHEN CAST(t.n AS DOUBLE PRECISION) >= "
                    + "0 THEN POWER(CAST(t.x AS DOUBLE PRECISION), CAST(t.n AS DOUBLE PRECISION)) END WHEN "
                    + "CAST(t.x AS DOUBLE PRECISION) < 0 AND CAST(t.n AS DOUBLE PRECISION) <> FLOOR(CAST(t.n AS "
                    + "DOUBLE PRECISION)) OR (CAST(t.n AS DOUBLE PRECISION) * LN(ABS(CAST(t.x AS DOUBLE "
                    + "PRECISION)))) > FLOAT8 '709.782712893384' THEN NULL WHEN (CAST(t.n AS DOUBLE PRECISION) * "
                    + "LN(ABS(CAST(t.x AS DOUBLE PRECISION)))) < -708 THEN 0 ELSE POWER(CAST(t.x AS DOUBLE "
                    + "PRECISION), CAST(t.n AS DOUBLE PRECISION)) END",
                "SAFE.POW(CAST(t.x AS FLOAT64), CAST(t.n AS FLOAT64))",
                "if(isFinite(POWER(toFloat64(t.x), toFloat64(t.n))), POWER(toFloat64(t.x), toFloat64(t.n)), "
                    + "NULL)",
            ])
        try expect(
            "sqrt((${t.x} - ${t.y} * ${t.n} - ${t.p} + ${t.m} + ${t.x} - ${t.y}))",
            [
                "list_extract(list_transform([((((t.x - (CAST(t.y AS DOUBLE) * t.n)) - t.p) + t.m) + t.x) - "
                    + "t.y], lambda v: CASE WHEN v >= 0 THEN sqrt(v) END), 1)",
                "CASE WHEN (((((t.x - (CAST(t.y AS DOUBLE PRECISION) * t.n)) - t.p) + t.m) + t.x) - t.y) >= "
                    + "0 THEN SQRT(CAST(((((t.x - (CAST(t.y AS DOUBLE PRECISION) * t.n)) - t.p) + t.m) + t.x) - "
                    + "t.y AS DOUBLE PRECISION)) END",
                "SAFE.SQRT(CAST(SAFE_SUBTRACT(SAFE_ADD(SAFE_ADD(SAFE_SUBTRACT(SAFE_SUBTRACT(t.x, "
                    + "SAFE_MULTIPLY(CAST(t.y AS FLOAT64), t.n)), t.p), t.m), t.x), t.y) AS FLOAT64))",
                "arrayElement(arrayMap((v1) -> if(v1 >= 0, sqrt(v1), NULL), [((((toFloat64(t.x) - "
                    + "(toFloat64(t.y) * toFloat64(t.n))) - toFloat64(t.p)) + toFloat64(t.m)) + toFloat64(t.x)) - "
                    + "toFloat64(t.y)]), 1)",
            ])
    }

    @Test func `choices`() throws {
        try expect(
            "if(${t.b} OR ${t.n} > 1 OR NOT ${t.c}, ${t.p}, 0.5)",
            [
                "CASE WHEN t.b OR (t.n > 1) OR (NOT t.c) THEN CAST(t.p AS DOUBLE) ELSE 0.5::DOUBLE END",
                "CASE WHEN t.b OR (t.n > 1) OR (NOT t.c) THEN CAST(t.p AS DOUBLE PRECISION) ELSE FLOAT8 "
                    + "'0.5' END",
                "CASE WHEN t.b OR (t.n > 1) OR (NOT t.c) THEN CAST(t.p AS FLOAT64) ELSE 0.5 END",
                "CASE WHEN t.b OR (t.n > 1) OR (NOT t.c) THEN toFloat64(t.p) ELSE 0.5 END",
            ])
        try expect(
            #"coalesce(${t.s}, ${t.w}, "none")"#,
            [
                "COALESCE(t.s, t.w, ?)",
                "COALESCE(t.s, t.w, CAST($1 AS TEXT))",
                "COALESCE(t.s, t.w, @p1)",
                "COALESCE(t.s, t.w, {p1:String})",
            ])
        try expect(
            "is_null(${t.b} = ${t.c})",
            [
                "(t.b = t.c) IS NULL",
                "(t.b = t.c) IS NULL",
                "(t.b = t.c) IS NULL",
                "(t.b = t.c) IS NULL",
            ])
        try expect(
            "rand() < 0.5",
            [
                "random() < 0.5::DOUBLE",
                "RANDOM() < FLOAT8 '0.5'",
                "RAND() < 0.5",
                "randCanonical() < 0.5",
            ])
    }
}

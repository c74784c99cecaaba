import JSON
import LookML
import LookerExpressions
import Presentation
import QueryCompiler
import QueryRunner
import SQL
import SemanticModel
import Testing
import Warehouse
import WarehouseDuckDB

/// Answers to queries whose statements are a test's own, run by DuckDB.
enum AnswerFixture {
    static func field(
        _ name: String, _ category: Field.Category, _ kind: FieldKind, label: String, format: String? = nil
    ) -> Field {
        Field(
            name: name, view: "t", shortName: name, category: category, type: "string", kind: kind, label: label,
            labelShort: label, viewLabel: "T", fieldGroupLabel: nil, fieldGroupVariant: nil, dimensionGroup: nil,
            description: nil, hidden: false, primaryKey: false, valueFormat: format, valueFormatName: nil,
            drillFields: [], tags: [], suggestions: nil, location: location)
    }

    private static let location = SourceLocation(file: "test", line: 1, column: 1)
    private static let nothing = SQLTemplate(parts: [], view: nil, location: location)

    static func dimension(_ name: String, label: String) -> Field {
        field(name, .dimension, .plain(nothing, .string), label: label)
    }

    static func quarter(_ name: String, label: String) -> Field {
        field(
            name, .dimension, .timeframe(.quarter, nothing, TimeColumn(dataType: .date, convertsZone: false)),
            label: label)
    }

    static func measure(_ name: String, label: String, format: String? = nil, type: ValueType = .number) -> Field {
        field(
            name, .measure,
            .measure(Measure(form: .expression(nothing, type), filters: [], distinctKey: nil, percentile: nil)),
            label: label, format: format)
    }

    static func query(
        _ sql: String, _ fields: [Field], pivots: [String] = [], sortColumns: [String: Int] = [:]
    ) -> CompiledQuery {
        CompiledQuery(
            sql: sql, parameters: [], readableSQL: sql, fields: fields, sortColumns: sortColumns,
            pivots: pivots.compactMap { name in fields.first { $0.name == name } }, totals: nil, appliedFilters: [],
            sorts: [], explanation: [], timezone: "UTC", limit: 500)
    }

    static func calculating(_ query: CompiledQuery, _ calculations: [(Field, String)]) -> CompiledQuery {
        var query = query
        var scope: [String: ExpressionScope.Field] = [:]
        for field in query.fields { scope[field.name] = ExpressionScope.Field(field) }
        query.plan.calculations = TableCalculations(
            calculations.map { .init(name: $0.0.name, expression: $0.1) }, fields: scope)
        query.fields += calculations.map(\.0)
        return query
    }

    static func answer(_ query: CompiledQuery) async throws -> QueryAnswer {
        let warehouse = try DuckDBWarehouse.open(DuckDBConfiguration(path: nil, threads: 1))
        do {
            let answer = try await QueryRunner(warehouse: warehouse, concurrency: 1).run(query, label: "test")
            try await warehouse.close()
            return answer
        } catch {
            try? await warehouse.close()
            throw error
        }
    }

    /// Revenue by country, city and status. A NULL city, and a city that a spreadsheet would take for a formula.
    static let rows = """
        SELECT * FROM (VALUES ('IT', 'Rome', 'new', 1000.50::DECIMAL(9, 2)), ('IT', 'Rome', 'paid', 2),
            ('IT', NULL, 'paid', 4), ('NO', '=1+1', 'new', 8)) AS t(country, city, status, revenue)
        """

    static let revenue = measure("t.revenue", label: "T Revenue", format: "#,##0.00")

    /// By country and city, with totals and subtotals by country:
    ///
    ///     IT  Rome    1002.50
    ///     IT            4.00
    ///     IT          1006.50
    ///     NO  =1+1      8.00
    ///     NO            8.00
    ///     all         1014.50
    static func flat(calculations: [(Field, String)] = []) async throws -> QueryAnswer {
        var query = query(
            "SELECT country, city, sum(revenue) FROM (\(rows)) GROUP BY ALL ORDER BY 1, 2 DESC",
            [dimension("t.country", label: "T Country"), dimension("t.city", label: "T City"), revenue])
        query.totals = statement("SELECT sum(revenue) FROM (\(rows))")
        query.subtotals = [
            Subtotal(
                dimensions: [query.fields[0]],
                statement: statement("SELECT country, sum(revenue) FROM (\(rows)) GROUP BY 1 ORDER BY 1"))
        ]
        return try await answer(calculations.isEmpty ? query : calculating(query, calculations))
    }

    /// By country over status, with all kinds of totals:
    ///
    ///             new      paid     total
    ///     IT  1000.50      6.00   1006.50
    ///     NO     8.00                8.00
    ///     all 1008.50      6.00   1014.50
    static func pivoted(columnLimit: Int = 50, calculations: [(Field, String)] = []) async throws -> QueryAnswer {
        var query = query(
            "SELECT country, status, sum(revenue) FROM (\(rows)) GROUP BY ALL ORDER BY ALL",
            [dimension("t.country", label: "T Country"), dimension("t.status", label: "T Status"), revenue],
            pivots: ["t.status"])
        query.totals = statement("SELECT status, sum(revenue) FROM (\(rows)) GROUP BY 1")
        query.rowTotals = statement("SELECT country, sum(revenue) FROM (\(rows)) GROUP BY 1")
        query.grandTotals = statement("SELECT sum(revenue) FROM (\(rows))")
        query.columnLimit = columnLimit
        return try await answer(calculations.isEmpty ? query : calculating(query, calculations))
    }

    private static func statement(_ sql: String) -> CompiledStatement { CompiledStatement(sql: sql, parameters: []) }

    /// The answer as `json_detail`, read again.
    static func detail(_ answer: QueryAnswer, asked: ExploreQuery? = nil) throws -> JSONValue {
        let project = ProjectResolver.resolve(
            name: "test",
            files: [
                SourceFile(
                    path: "m.model.lkml", text: "view: t { sql_table_name: t ;; dimension: x {} } explore: t {}")
            ])
        let explore = try #require(project.model("m")?.explores.first)
        var writer = JSONWriter()
        JSONDetail(
            answer.query,
            in: .init(
                id: "1", explore: explore, showsSQL: true, ranAt: 0,
                asked: asked ?? ExploreQuery(model: "m", explore: "t", fields: []))
        ).write(answer, to: &writer)
        return try JSONValue.parse(writer.bytes)
    }
}

import LookML
import LookerExpressions
import QueryCompiler
import SQL
import SemanticModel
import Testing
import Warehouse
import WarehouseDuckDB

@testable import QueryRunner

/// A field as a test needs it: its name, what it is and how its values are to be taken.
func field(
    _ name: String, _ category: Field.Category = .measure, _ kind: FieldKind? = nil, type: ValueType = .number,
    format: String? = nil
) -> Field {
    let sql = SQLTemplate(parts: [], view: nil, location: SourceLocation(file: "test", line: 1, column: 1))
    let standard: FieldKind =
        category == .measure
        ? .measure(Measure(form: .expression(sql, type), filters: [], distinctKey: nil, percentile: nil))
        : .plain(sql, type)
    return Field(
        name: name, view: "t", shortName: name, category: category, type: "\(type)", kind: kind ?? standard,
        label: name.uppercased(), labelShort: name, viewLabel: "T", fieldGroupLabel: nil, fieldGroupVariant: nil,
        dimensionGroup: nil, description: nil, hidden: false, primaryKey: false, valueFormat: format,
        valueFormatName: nil, drillFields: [], tags: [], suggestions: nil, location: sql.location)
}

func dimension(_ name: String, _ type: ValueType = .string) -> Field { field(name, .dimension, type: type) }

func timeframe(_ name: String, _ timeframe: Timeframe) -> Field {
    let sql = SQLTemplate(parts: [], view: nil, location: SourceLocation(file: "test", line: 1, column: 1))
    return field(
        name, .dimension, .timeframe(timeframe, sql, TimeColumn(dataType: .timestamp, convertsZone: true)))
}

/// A compiled query whose statement is a test's own.
func query(
    _ sql: String, _ fields: [Field], pivots: [String] = [], sorts: [AppliedSort] = [], limit: Int? = nil,
    sortColumns: [String: Int] = [:], totals: String? = nil
) -> CompiledQuery {
    CompiledQuery(
        sql: sql, parameters: [], readableSQL: sql, fields: fields, sortColumns: sortColumns,
        pivots: pivots.compactMap { name in fields.first { $0.name == name } },
        totals: totals.map { CompiledStatement(sql: $0, parameters: []) }, appliedFilters: [], sorts: sorts,
        explanation: [], timezone: "UTC", limit: limit)
}

extension CompiledQuery {
    /// The query with table calculations behind its fields.
    func calculating(_ calculations: (name: String, expression: String)...) -> CompiledQuery {
        var query = self
        var scope: [String: ExpressionScope.Field] = [:]
        for field in fields { scope[field.name] = ExpressionScope.Field(field) }
        let read = TableCalculations(
            calculations.map { .init(name: $0.name, expression: $0.expression) }, fields: scope)
        query.fields += calculations.map { field($0.name) }
        query.plan.calculations = read
        // 2026-03-04 05:06:07
        query.plan.now = 1_772_600_767_000_000
        return query
    }

    func filling(_ field: String, _ values: DimensionFill.Values) -> CompiledQuery {
        var query = self
        if let column = fields.firstIndex(where: { $0.name == field }) {
            query.plan.fills.append(DimensionFill(column: column, values: values))
        }
        return query
    }

    func measuring(_ field: String, _ calculation: ResultCalculation) -> CompiledQuery {
        var query = self
        if let column = fields.firstIndex(where: { $0.name == field }) {
            query.plan.measures.append((column, calculation))
        }
        return query
    }
}

/// The answer that DuckDB and the runner give.
func answer(_ query: CompiledQuery) async throws -> QueryAnswer {
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

extension QueryAnswer {
    /// The values of every row as text, helper columns included; `nil` is NULL.
    var table: [[String?]] {
        rows.batches.flatMap { batch in
            (0..<batch.rowCount).map { row in batch.columns.map { $0.scalarText(row: row) } }
        }
    }

    /// One column of `table`.
    func column(_ name: String) -> [String?] {
        guard let place = query.fields.firstIndex(where: { $0.name == name }) else { return [] }
        return table.map { $0[place] }
    }

    /// A column of a pivoted result as its table shows it, row after row.
    func cells(_ name: String) -> [[String?]] {
        guard let pivot, let column = query.fields.firstIndex(where: { $0.name == name }) else { return [] }
        return pivot.rows.map { row in
            pivot.keys.indices.map { key in
                row.cells[key].flatMap { rows.batches[$0.batch].columns[column].scalarText(row: $0.row) }
            }
        }
    }
}

/// What is filled: days and longer, weeks from Monday, years from January unless said.
func periods(
    _ timeframe: Timeframe, from: Int64? = nil, until: Int64? = nil, weekStart: Int = 1, offset: Int = 0
) -> DimensionFill.Values {
    .periods(timeframe, from: from, until: until, weekStart: weekStart, fiscalMonthOffset: offset)
}

/// Microseconds of `2024-02-28 13:00`.
func moment(_ text: String) throws -> Int64 { try #require(LookerExpressions.CivilTime.parse(text)) }

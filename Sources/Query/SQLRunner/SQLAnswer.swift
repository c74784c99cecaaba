internal import LookML
import QueryCompiler
package import QueryRunner
import SemanticModel
package import Warehouse

/// The rows of a statement.
package struct SQLAnswer: Sendable {
    package var rows: ResultSet
    /// Whether there were more rows than are given.
    package var isCut: Bool
    package var limit: Int
    package var runtime: Duration

    package init(rows: ResultSet, isCut: Bool, limit: Int, runtime: Duration) {
        self.rows = rows
        self.isCut = isCut
        self.limit = limit
        self.runtime = runtime
    }

    /// As if an explore had dimensions of these names, so that it can be written in every format.
    /// - Parameter sql: As it was sent.
    package func answer(sql: String) -> QueryAnswer {
        var query = CompiledQuery(
            sql: sql, parameters: [], readableSQL: sql, fields: Self.fields(rows.columns), sortColumns: [:], pivots: [],
            totals: nil, appliedFilters: [], sorts: [], explanation: [], timezone: "UTC", limit: limit)
        if isCut { query.warnings.append("There are more rows; the first \(limit) are shown.") }
        return QueryAnswer(query: query, rows: rows, runtime: runtime)
    }

    /// Columns of one name get numbers, as members of an object have to be told apart.
    private static func fields(_ columns: [ColumnDescription]) -> [Field] {
        var used: Set<String> = []
        return columns.map { column in
            var name = column.name
            var number = 2
            while !used.insert(name).inserted {
                name = "\(column.name)_\(number)"
                number += 1
            }
            return field(name, type: type(of: column.type))
        }
    }

    private static func type(of spelled: String) -> ValueType {
        let name = spelled.uppercased().prefix { $0 != "(" }
        let numbers = [
            "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT",
            "UHUGEINT", "FLOAT", "DOUBLE", "DECIMAL",
        ]
        return numbers.contains(String(name)) ? .number : .string
    }

    private static func field(_ name: String, type: ValueType) -> Field {
        let location = SourceLocation(file: "SQL Runner", line: 1, column: 1)
        return Field(
            name: name, view: "", shortName: name, category: .dimension, type: type.rawValue,
            kind: .plain(SQLTemplate(parts: [], view: nil, location: location), type), label: name, labelShort: name,
            viewLabel: "", fieldGroupLabel: nil, fieldGroupVariant: nil, dimensionGroup: nil, description: nil,
            hidden: false, primaryKey: false, valueFormat: nil, valueFormatName: nil, drillFields: [], tags: [],
            suggestions: nil, location: location)
    }
}

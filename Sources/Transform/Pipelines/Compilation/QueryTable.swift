import Jinja
import SQL
import Warehouse

/// The result of a query as templates see it: `results.columns[0].values()`, `{% for row in results %}`, `row['n']`.
struct QueryTable: JinjaObject {
    let names: [String]
    let rows: [[JinjaValue]]

    let jinjaTypeName = "table"
    var jinjaText: String { "<table of \(rows.count) rows>" }
    var jinjaIsTrue: Bool { true }
    var jinjaElements: [JinjaValue]? { rowValues }

    init(names: [String], rows: [[JinjaValue]]) {
        self.names = names
        self.rows = rows
    }

    init(_ result: ResultSet) {
        names = result.columns.map(\.name)
        var rows: [[JinjaValue]] = []
        for batch in result.batches {
            for row in 0..<batch.rowCount { rows.append(batch.columns.map { CellValue.jinja($0, row: row) }) }
        }
        self.rows = rows
    }

    private var rowValues: [JinjaValue] { rows.map { .object(QueryRow(names: names, values: $0)) } }

    private var columnValues: [JinjaValue] {
        names.indices.map { place in
            .object(QueryColumn(name: names[place], values: rows.map { $0[place] }))
        }
    }

    func jinjaAttribute(_ name: String) -> JinjaValue? {
        switch name {
        case "rows": return .list(rowValues)
        case "columns": return .object(QueryColumns(names: names, columns: columnValues))
        case "column_names": return .tuple(names.map { .string($0) })
        case "print_table": return .function(name) { _ in .string("") }
        default: return nil
        }
    }

    func jinjaItem(_ key: JinjaValue) -> JinjaValue? {
        guard let place = key.intValue.map(Int.init) else { return nil }
        let index = place < 0 ? rows.count + place : place
        return rows.indices.contains(index) ? .object(QueryRow(names: names, values: rows[index])) : nil
    }
}

struct QueryRow: JinjaObject {
    let names: [String]
    let values: [JinjaValue]

    let jinjaTypeName = "row"
    var jinjaText: String { "<row>" }
    var jinjaElements: [JinjaValue]? { values }

    func jinjaAttribute(_ name: String) -> JinjaValue? {
        switch name {
        case "values": return .function(name) { [values] _ in .tuple(values) }
        case "keys": return .function(name) { [names] _ in .tuple(names.map { .string($0) }) }
        case "items":
            return .function(name) { [names, values] _ in
                .list(zip(names, values).map { .tuple([.string($0), $1]) })
            }
        case "get":
            return .function(name) { [self] call in
                value(try call.requiredText(0, "key")) ?? call.argument(1, "default") ?? .none
            }
        default: return value(name)
        }
    }

    private func value(_ name: String) -> JinjaValue? {
        (names.firstIndex(of: name) ?? names.firstIndex { $0.lowercased() == name.lowercased() }).map { values[$0] }
    }

    func jinjaItem(_ key: JinjaValue) -> JinjaValue? {
        if let name = key.stringValue { return value(name) }
        guard let place = key.intValue.map(Int.init) else { return nil }
        let index = place < 0 ? values.count + place : place
        return values.indices.contains(index) ? values[index] : nil
    }
}

struct QueryColumns: JinjaObject {
    let names: [String]
    let columns: [JinjaValue]

    let jinjaTypeName = "columns"
    var jinjaText: String { "<columns>" }
    var jinjaElements: [JinjaValue]? { columns }

    func jinjaAttribute(_ name: String) -> JinjaValue? {
        switch name {
        case "keys": .function(name) { [names] _ in .tuple(names.map { .string($0) }) }
        case "values": .function(name) { [columns] _ in .tuple(columns) }
        default: nil
        }
    }

    func jinjaItem(_ key: JinjaValue) -> JinjaValue? {
        if let name = key.stringValue {
            return names.firstIndex { $0.lowercased() == name.lowercased() }.map { columns[$0] }
        }
        guard let place = key.intValue.map(Int.init) else { return nil }
        let index = place < 0 ? columns.count + place : place
        return columns.indices.contains(index) ? columns[index] : nil
    }
}

struct QueryColumn: JinjaObject {
    let name: String
    let values: [JinjaValue]

    let jinjaTypeName = "column"
    var jinjaText: String { "<column \(name)>" }
    var jinjaElements: [JinjaValue]? { values }

    func jinjaAttribute(_ attribute: String) -> JinjaValue? {
        switch attribute {
        case "name": .string(name)
        case "values": .function(attribute) { [values] _ in .tuple(values) }
        default: nil
        }
    }

    func jinjaItem(_ key: JinjaValue) -> JinjaValue? {
        guard let place = key.intValue.map(Int.init) else { return nil }
        let index = place < 0 ? values.count + place : place
        return values.indices.contains(index) ? values[index] : nil
    }
}

/// One value of a result in a template.
enum CellValue {
    static func jinja(_ column: Column, row: Int) -> JinjaValue {
        guard !column.isNull(row) else { return .none }
        switch column.values {
        case .bool(let values): return .bool(values[row])
        case .int(let values): return .int(values[row])
        case .uint(let values): return Int64(exactly: values[row]).map(JinjaValue.int) ?? .string("\(values[row])")
        case .hugeInt(let values): return Int64(exactly: values[row]).map(JinjaValue.int) ?? .string("\(values[row])")
        case .uhugeInt(let values):
            return Int64(exactly: values[row]).map(JinjaValue.int) ?? .string("\(values[row])")
        case .double(let values): return .double(values[row])
        case .decimal(let unscaled, let scale):
            return scale == 0
                ? Int64(exactly: unscaled[row]).map(JinjaValue.int) ?? .string("\(unscaled[row])")
                : .string(decimal(unscaled[row], scale: scale))
        case .text(let values): return .string(values[row])
        case .date(let values): return .string(CivilText.date(days: Int64(values[row])))
        case .timestamp(let values), .timestampTZ(let values):
            return .string(CivilText.timestamp(microseconds: values[row]))
        default: return .none
        }
    }

    private static func decimal(_ unscaled: Int128, scale: Int) -> String {
        let digits = String(unscaled.magnitude)
        let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
        return (unscaled < 0 ? "-" : "") + padded.dropLast(scale) + "." + padded.suffix(scale)
    }
}

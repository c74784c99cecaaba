import SQLLineage
import Warehouse

/// The tables that are known, each under one spelling: names in SQL differ neither by case nor by leaving out `main`.
struct TableRegister: Sendable {
    private var spellings: [TableName: TableName] = [:]
    private var columns: [TableName: (names: [String], isComplete: Bool)] = [:]

    static func key(_ table: TableName) -> TableName {
        TableName(schema: (table.schema ?? "main").lowercased(), table.name.lowercased())
    }

    /// The spelling of a table that is known, else the name as it is, known from now on.
    mutating func enter(_ table: TableName) -> TableName {
        let key = Self.key(table)
        if let known = spellings[key] { return known }
        spellings[key] = table
        return table
    }

    func known(_ table: TableName) -> TableName? { spellings[Self.key(table)] }

    /// - Parameter isComplete: Whether the table has no other columns.
    mutating func setColumns(_ names: [String], isComplete: Bool, of table: TableName) {
        columns[Self.key(table)] = (names, isComplete)
    }

    func columns(of table: TableName) -> [String]? { columns[Self.key(table)]?.names }

    var tables: [TableName] { spellings.values.sorted { $0.description < $1.description } }

    /// What the reader of SQL may know.
    var resolver: TableResolver {
        { [spellings, columns] written in
            let key = Self.key(written)
            guard let columns = columns[key], let name = spellings[key] else { return nil }
            return KnownTable(name: name, columns: columns.names, isComplete: columns.isComplete)
        }
    }
}

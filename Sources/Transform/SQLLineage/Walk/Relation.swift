import JSON
import Warehouse

/// What an expression is made from.
struct Value {
    var inputs = InputSet()
    /// The same for expressions that give the same values over the same rows, however their names are written.
    var digest: TreeDigest
    /// Whether it makes one value of several rows, outside of a window.
    var isAggregate = false
    /// Whether it makes several rows of one (`unnest`).
    var multipliesRows = false
}

/// Columns of which only it is known where they would come from.
indirect enum OpenColumns {
    /// A table whose columns are not known has every column that is asked for.
    case table(TableName)
    /// A table function: whatever is asked for is made from its arguments.
    case made(InputSet)
    /// Of several relations side by side it is not known which one has a column.
    case oneOf([OpenColumns])
    /// The branches of a UNION, each of which has it.
    case all([OpenColumns])
}

/// What a query returns, seen from outside.
struct QueryShape {
    struct Column {
        var name: String
        var value: Value
    }

    var columns: [Column] = []
    /// Where further columns come from, if the list above isn't all.
    var open: OpenColumns?
    var conditions = InputSet()
    /// The tables whose rows it returns or counts.
    var rowSources = InputSet()
    /// The same for queries that have the same rows, apart from what their columns say.
    var rows: TreeDigest

    /// Names each column once, as the engine does: the second `id` is `id_1`.
    mutating func nameApart() {
        var taken: Set<String> = []
        for place in columns.indices {
            let name = columns[place].name
            var candidate = name
            var number = 0
            while !taken.insert(candidate.lowercased()).inserted {
                number += 1
                candidate = "\(name)_\(number)"
            }
            columns[place].name = candidate
        }
    }

    mutating func rename(_ names: [String]) {
        for (place, name) in names.enumerated() where place < columns.count { columns[place].name = name }
    }
}

/// Something in FROM that has a name and columns.
struct Relation {
    /// In lower case, as it can be written before a point.
    var name: String?
    var schema: String?
    var columns: [QueryShape.Column]
    var open: OpenColumns?
    /// Names, in lower case, that `*` leaves out since USING has merged them into a column further left.
    var merged: Set<String> = []

    func column(_ name: String) -> QueryShape.Column? { columns.first { $0.name.lowercased() == name } }

    func isNamed(_ wanted: String, schema wantedSchema: String? = nil) -> Bool {
        name == wanted && (wantedSchema == nil || schema == wantedSchema)
    }
}

/// A FROM clause, or a part of one.
struct FromItem {
    var relations: [Relation] = []
    /// Columns that USING has made one of two, by their name in lower case.
    var merged: [String: Value] = [:]
    var conditions = InputSet()
    var rowSources = InputSet()
    var rows: TreeDigest
}

/// The names that an expression can see.
final class Scope {
    let item: FromItem
    let parent: Scope?
    let commonTables: [String: CommonTable]
    /// What SELECT has named so far, by name in lower case.
    var aliases: [String: Value] = [:]
    /// Names of lambda parameters around the expression, in lower case.
    var parameters: [String] = []
    /// The column that a star stands for at the moment, while the expression around it is read for each.
    var starred: Value?
    /// What conditions inside of expressions (subqueries, mostly) stand on.
    var conditions = InputSet()

    init(_ item: FromItem, parent: Scope?, commonTables: [String: CommonTable]) {
        self.item = item
        self.parent = parent
        self.commonTables = commonTables
    }
}

/// A query under WITH, walked when it is first read.
final class CommonTable {
    let query: JSONView?
    let aliases: [String]
    let parent: Scope?
    let commonTables: [String: CommonTable]
    var shape: QueryShape?

    init(query: JSONView?, aliases: [String], parent: Scope?, commonTables: [String: CommonTable]) {
        self.query = query
        self.aliases = aliases
        self.parent = parent
        self.commonTables = commonTables
    }
}

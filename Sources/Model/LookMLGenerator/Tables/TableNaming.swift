internal import SQL
internal import Warehouse

/// Gives tables and columns names that LookML can have, each once.
enum TableNaming {
    /// - Returns: The tables with their names, and remarks about those that LookML can't name at all.
    static func tables(
        _ descriptions: [TableDescription], dialect: Dialect
    ) -> (tables: [SourceTable], remarks: [String]) {
        var tables: [SourceTable] = []
        var remarks: [String] = []
        for description in descriptions {
            let title = LookMLText.oneLine(description.name.description)
            let parts = [description.name.schema, description.name.name].compactMap(\.self)
            if let marker = parts.lazy.compactMap(LookMLText.marker).first {
                remarks.append("\(title) is left out: \(Self.reason(marker)).")
                continue
            }
            let words = NameWords(description.name.name)
            var table = SourceTable(
                title: title, sqlName: parts.map(dialect.identifier).joined(separator: "."), words: words,
                schema: description.name.schema, viewName: "",
                label: words.isLossy ? description.name.name : nil, columns: [], leftOut: [])
            addColumns(of: description, to: &table, dialect)
            tables.append(table)
        }
        nameViews(&tables, dialect)
        return (tables, remarks)
    }

    /// What a table is about: its name, and its name without what warehouses put around it, as in `dim_users`.
    static func nouns(_ name: NameWords) -> [NameWords] {
        var nouns = [name]
        if name.words.count > 1, let first = name.words.first, prefixes.contains(first) {
            nouns.append(NameWords(words: Array(name.words.dropFirst())))
        }
        if name.words.count > 1, let last = name.words.last, suffixes.contains(last) {
            nouns.append(NameWords(words: name.words.dropLast()))
        }
        return nouns
    }

    private static let prefixes: Set<String> = ["dim", "fact", "fct", "stg", "tbl", "src", "vw", "v", "t"]
    private static let suffixes: Set<String> = ["dim", "fact", "table", "tbl", "view"]

    private static func reason(_ marker: String) -> String {
        switch marker {
        case "\r", "\0": "its name has a character that LookML files can't keep"
        default: "its name contains `\(marker)`, which means something else in LookML"
        }
    }

    private static func nameViews(_ tables: inout [SourceTable], _ dialect: Dialect) {
        func plain(_ table: SourceTable) -> String {
            let name = table.words.identifier(orPrefix: "table")
            // The view's name is the table's alias in every query.
            return dialect.reservedWords.contains(name) ? name + "_table" : name
        }
        let counts = Dictionary(grouping: tables, by: plain).mapValues(\.count)
        var names = NameSet()
        // Those that keep their plain names come first, so that no other one can take them.
        let order = tables.indices.sorted { counts[plain(tables[$0])] == 1 && counts[plain(tables[$1])] != 1 }
        for index in order {
            let name = plain(tables[index])
            let inSchema = tables[index].schema.map { NameWords($0).identifier(orPrefix: "schema") + "_" + name }
            let isAlone = counts[name] == 1
            tables[index].viewName = names.take(isAlone ? name : inSchema ?? name)
        }
    }

    private static func addColumns(of description: TableDescription, to table: inout SourceTable, _ dialect: Dialect) {
        for column in description.columns {
            let title = LookMLText.oneLine(column.name, limit: 60)
            if let marker = LookMLText.marker(in: column.name) {
                table.leftOut.append("\(title) is left out: \(reason(marker)).")
            } else if ColumnKind(type: column.type) == .binary {
                table.leftOut.append("\(title) is left out: bytes (\(column.type)) have no text to show.")
            } else {
                table.columns.append(SourceColumn(column, dialect))
            }
        }
        // The measure that every view has keeps its name, and then columns that stand for one field only.
        var names = NameSet(taken: ["count"])
        for index in table.columns.indices where !table.columns[index].isTime {
            let name = table.columns[index].words.identifier(orPrefix: "column")
            table.columns[index].fieldName = names.take(name == "count" ? "count_value" : name)
        }
        for index in table.columns.indices where table.columns[index].isTime {
            let column = table.columns[index]
            table.columns[index].fieldName = names.take(groupNames(column.words)) { name in
                [name] + column.timeframes.map { "\(name)_\($0)" }
            }
        }
    }

    /// `created_at` is `created`, of which `created_date` is a field.
    private static func groupNames(_ words: NameWords) -> [String] {
        let full = words.identifier(orPrefix: "column")
        guard let last = words.words.last, words.words.count > 1,
            ["at", "on", "date", "time", "ts", "timestamp", "datetime", "day", "utc"].contains(last)
        else { return [full] }
        return [NameWords(words: words.words.dropLast()).identifier(orPrefix: "column"), full]
    }
}

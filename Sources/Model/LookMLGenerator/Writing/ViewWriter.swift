internal import SQL

/// Writes the view of a table, not yet laid out.
struct ViewWriter {
    let table: SourceTable
    let dialect: Dialect
    /// The columns that joins go by.
    let joinColumns: Set<Int>
    private var lines: [String] = []

    init(table: SourceTable, joinColumns: Set<Int>, dialect: Dialect) {
        self.table = table
        self.joinColumns = joinColumns
        self.dialect = dialect
    }

    static func text(_ table: SourceTable, joinColumns: Set<Int>, dialect: Dialect) -> String {
        var writer = ViewWriter(table: table, joinColumns: joinColumns, dialect: dialect)
        writer.writeView()
        return writer.lines.joined(separator: "\n") + "\n"
    }

    private mutating func writeView() {
        lines.append("view: \(table.viewName) {")
        if let label = table.label { lines.append("label: \(LookMLText.string(label))") }
        lines.append("sql_table_name: \(table.sqlName) ;;")
        if let remark = table.keyRemark {
            lines.append("")
            lines.append(LookMLText.comment(table.primaryKey == nil ? "No primary key: \(remark)." : "\(remark)."))
            lines.append("")
        }
        // The key first, then the columns in their order.
        if let key = table.primaryKey { writeDimension(key) }
        for index in table.columns.indices where index != table.primaryKey {
            if table.columns[index].isTime { writeGroup(table.columns[index]) } else { writeDimension(index) }
        }
        for remark in table.leftOut { lines += ["", LookMLText.comment(remark), ""] }
        writeMeasures()
        lines.append("}")
    }

    private mutating func writeDimension(_ index: Int) {
        let column = table.columns[index]
        var sql = LookMLText.column(column.sqlName)
        var type = "string"
        switch column.kind {
        case .number: type = "number"
        case .yesno: type = "yesno"
        case .nested:
            lines.append(LookMLText.comment("\(column.type) has parts of its own; this is all of it, as text."))
            sql = LookMLText.sql(dialect.text.cast(SQLExpression(raw: sql)))
        case .other: sql = LookMLText.sql(dialect.text.cast(SQLExpression(raw: sql)))
        case .text, .uuid, .date, .timestamp, .binary: break
        }
        lines.append("dimension: \(column.fieldName) {")
        if index == table.primaryKey { lines.append("primary_key: yes") }
        if column.isKeyLike || index == table.primaryKey || joinColumns.contains(index) { lines.append("hidden: yes") }
        lines.append("type: \(type)")
        writeLabel(column)
        lines += ["sql: \(sql) ;;", "}"]
    }

    private mutating func writeGroup(_ column: SourceColumn) {
        lines += [
            "dimension_group: \(column.fieldName) {", "type: time",
            "timeframes: [\(column.timeframes.joined(separator: ", "))]",
        ]
        switch column.kind {
        // A day is the same day everywhere.
        case .date: lines += ["datatype: date", "convert_tz: no"]
        case .timestamp(let hasZone): lines += ["datatype: \(hasZone ? "timestamp" : "datetime")", "convert_tz: yes"]
        default: break
        }
        writeLabel(column)
        lines += ["sql: \(LookMLText.column(column.sqlName)) ;;", "}"]
    }

    private mutating func writeLabel(_ column: SourceColumn) {
        if let label = column.label { lines.append("label: \(LookMLText.string(label))") }
    }

    private mutating func writeMeasures() {
        lines += ["measure: count {", "type: count"]
        let detail = detailFields
        if !detail.isEmpty { lines.append("drill_fields: [\(detail.joined(separator: ", "))]") }
        lines.append("}")
        var names = NameSet(taken: Set(["count"] + table.columns.flatMap(\.fieldNames)))
        for (index, column) in table.columns.enumerated()
        where column.kind == .number && AdditiveNames.isAdditive(column.words) && !joinColumns.contains(index)
            && index != table.primaryKey
        {
            let words = column.words.words.first == "total" ? Array(column.words.words.dropFirst()) : column.words.words
            let base = words.isEmpty ? column.fieldName : words.joined(separator: "_")
            let name = names.take("total_\(base)", "sum_\(base)")
            lines += ["measure: \(name) {", "type: sum", "sql: ${\(column.fieldName)} ;;", "}"]
        }
    }

    /// What tells a row to people: its key, up to three texts, those that name it first, and its first date.
    private var detailFields: [String] {
        let names: Set<String> = ["name", "title", "subject", "email", "label", "username", "status", "type"]
        let texts = table.columns.indices.filter { index in
            table.columns[index].kind == .text && index != table.primaryKey && !table.columns[index].isKeyLike
        }
        let named = texts.filter { table.columns[$0].words.words.last.map(names.contains) ?? false }
        let others = texts.filter { !named.contains($0) }
        let time = table.columns.first(where: \.isTime).map { ["\($0.fieldName)_date"] } ?? []
        return ([table.primaryKey].compactMap(\.self) + (named + others).prefix(3)).map { table.columns[$0].fieldName }
            + time
    }
}

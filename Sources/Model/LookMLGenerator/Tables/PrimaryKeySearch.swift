/// Finds the column that tells the rows of a table apart.
enum PrimaryKeySearch {
    /// Sets the table's primary key, or the remark that says why it has none.
    static func run(on table: inout SourceTable, _ probe: DataProbe) async throws(GeneratorError) {
        let byPlace = KeyNames.keyByPlace(table.columns, of: table.words)
        let candidates = KeyNames.primaryKeys(table.columns, of: table.words) + [byPlace].compactMap(\.self)
        guard !candidates.isEmpty else {
            table.keyRemark = "no column of \(table.title) is named like its key"
            return
        }
        var remarks: [String] = []
        for candidate in candidates {
            switch try await probe.values(of: table.columns[candidate], in: table) {
            case .known(let values) where values.isKey:
                table.primaryKey = candidate
                let doubt = doubt(values, table.columns[candidate], table.title(of: candidate))
                table.keyRemark = values.rows == 0 || candidate == byPlace ? doubt : nil
                return
            case let answer:
                remarks.append(remark(answer, table.title(of: candidate)))
            }
        }
        table.keyRemark = remarks.joined(separator: ", and ")
    }

    /// Why a key is not quite sure.
    private static func doubt(_ values: DataProbe.Values, _ column: SourceColumn, _ title: String) -> String {
        if values.rows == 0 { return "\(title) is the key by its name alone, since there are no rows" }
        let name = column.isKeyLike ? "is named for another table; it" : "does not look like a key; it"
        return "\(title) \(name) is the key since it is unique in \(LookMLText.count(values.rows, "row")) so far"
    }

    /// Why a column is no key.
    static func remark(_ answer: DataProbe.Answer<DataProbe.Values>, _ title: String) -> String {
        switch answer {
        case .known(let values) where values.present < values.rows:
            "\(title) is NULL in \(values.rows - values.present) of \(LookMLText.count(values.rows, "row"))"
        case .known(let values):
            "\(title) is not unique: \(values.rows) rows have \(LookMLText.count(values.distinct, "different value"))"
        case .tooSlow: "whether \(title) is unique could not be found out in time"
        case .refused(let reason): "whether \(title) is unique could not be found out: \(reason)"
        }
    }
}

package import JSON

extension AlertTable {
    /// A row that an alert can be about, by the values of its dimensions.
    package struct RowName: Sendable, Equatable {
        /// "Germany, Enterprise"
        package var label: String
        /// As ``AlertCondition/rows`` take them.
        package var filters: [AlertCondition.RowFilter]
    }

    /// The rows that alerts can tell from each other, in the order of the tile. Dimensions of time don't count: of each of
    /// these rows an alert looks at the newest period.
    ///
    /// - Returns: No more than `most`, and nothing where the tile has no such dimensions.
    package func rowNames(most: Int) -> [RowName] {
        let dimensions = columns.indices.filter { columns[$0].isDimension && columns[$0].grain == nil }
        guard !dimensions.isEmpty else { return [] }
        var seen: Set<[String?]> = []
        var names: [RowName] = []
        for row in rows {
            guard names.count < most else { break }
            guard seen.insert(dimensions.map { row[$0].text }).inserted else { continue }
            names.append(
                RowName(
                    label: dimensions.map { row[$0].shown ?? row[$0].text ?? "∅" }.joined(separator: ", "),
                    filters: dimensions.map { column in
                        AlertCondition.RowFilter(
                            field: columns[column].name,
                            value: row[column].text.map(JSONValue.string) ?? .null)
                    }))
        }
        return names
    }
}

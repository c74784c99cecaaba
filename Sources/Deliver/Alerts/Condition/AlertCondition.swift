package import JSON

/// What an alert waits for: a number of its tile that compares in some way with a threshold.
package struct AlertCondition: Sendable, Equatable {
    /// A column and the value that it has in the rows that count.
    package struct RowFilter: Sendable, Equatable {
        package var field: String
        package var value: JSONValue
    }

    package var comparison: AlertComparison
    package var threshold: Double
    /// The column: `orders.count`.
    package var field: String
    /// What people call it.
    package var title: String
    package var rows: [RowFilter]

    /// - Parameter alert: As the Looker API has it (`Alert`).
    /// - Returns: `nil` where the comparison, the threshold or the field is missing.
    package init?(_ alert: JSONObject) {
        guard let comparison = alert["comparison_type"]?.stringValue.flatMap(AlertComparison.init),
            let threshold = alert["threshold"]?.doubleValue, let field = alert["field"]?["name"]?.stringValue
        else { return nil }
        self.comparison = comparison
        self.threshold = threshold
        self.field = field
        title = alert["field"]?["title"]?.stringValue ?? field
        rows = (alert["field"]?["filter"]?.arrayValue ?? []).compactMap { filter in
            filter["field_name"]?.stringValue.map { RowFilter(field: $0, value: filter["field_value"] ?? .null) }
        }
    }

    /// "Events Count is above 100"
    package var sentence: String { "\(title) \(comparison.words) \(Self.text(threshold))" }

    /// Looks at a result.
    ///
    /// Of a time series, the newest period that is over counts, and a change is one against the period before it. Otherwise
    /// the first row that the filters let through counts, and a change is one against `known`.
    ///
    /// - Parameter known: The number that the look before has found.
    /// - Throws: ``AlertTrouble/failed(_:)`` for a column that the result has not.
    package func reading(of table: AlertTable, known: Double?) throws(AlertTrouble) -> AlertReading {
        guard let column = table.columns.firstIndex(where: { $0.name == field }) else {
            throw .failed("The tile has no column \(title) (\(field)). Choose another column for this alert.")
        }
        let rows = try matching(in: table)
        guard !rows.isEmpty else { return AlertReading(.noRow) }
        guard let time = timeColumn(of: table) else { return reading(rows[0][column], earlier: known, period: nil) }
        guard let (newest, before) = Self.newest(rows, time, of: table) else { return AlertReading(.noPeriod) }
        return reading(newest[column], earlier: before?[column].number, period: newest[time].text)
    }

    private func reading(_ cell: AlertTable.Cell, earlier: Double?, period: String?) -> AlertReading {
        guard let value = cell.number, value.isFinite else { return AlertReading(.noValue, period: period) }
        var reading = AlertReading(nil, period: period)
        reading.value = value
        reading.shown = cell.shown ?? cell.text
        if comparison.isChange { reading.earlier = earlier }
        switch comparison.holds(value, earlier: earlier, threshold: threshold) {
        case let holds?: reading.isMet = holds
        case nil: reading.gap = .nothingBefore
        }
        return reading
    }

    private func matching(in table: AlertTable) throws(AlertTrouble) -> [[AlertTable.Cell]] {
        var tests: [(column: Int, value: JSONValue)] = []
        for filter in rows {
            guard let column = table.columns.firstIndex(where: { $0.name == filter.field }) else {
                throw .failed("The tile has no column \(filter.field), by which this alert chooses its row.")
            }
            tests.append((column, filter.value))
        }
        return table.rows.filter { row in tests.allSatisfy { Self.equals(row[$0.column], $0.value) } }
    }

    /// The first dimension of time, unless the alert is about the row of one time.
    private func timeColumn(of table: AlertTable) -> Int? {
        let named = Set(rows.map(\.field))
        return table.columns.firstIndex { $0.grain != nil && !named.contains($0.name) }
    }

    /// The row of the newest period that is over, and that of the one before; of several rows of a period, the first.
    private static func newest(
        _ rows: [[AlertTable.Cell]], _ time: Int, of table: AlertTable
    ) -> (newest: [AlertTable.Cell], before: [AlertTable.Cell]?)? {
        let end = table.columns[time].grain?.firstOpen(at: table.clock) ?? ""
        var newest: (period: String, row: [AlertTable.Cell])?
        var before: (period: String, row: [AlertTable.Cell])?
        for row in rows {
            guard let period = row[time].text, period < end else { continue }
            if let found = newest, period <= found.period {
                if period < found.period, before.map({ period > $0.period }) ?? true { before = (period, row) }
            } else {
                before = newest
                newest = (period, row)
            }
        }
        return newest.map { ($0.row, before?.row) }
    }

    private static func equals(_ cell: AlertTable.Cell, _ value: JSONValue) -> Bool {
        if value.isNull { return cell.text == nil }
        if let text = value.stringValue { return cell.text == text }
        if let number = value.doubleValue { return cell.number == number || cell.text == value.text }
        if let flag = value.boolValue { return cell.text == (flag ? "Yes" : "No") || cell.text == value.text }
        return false
    }

    /// Without a fraction where there is none.
    private static func text(_ number: Double) -> String {
        Int64(exactly: number).map { String($0) } ?? String(number)
    }
}

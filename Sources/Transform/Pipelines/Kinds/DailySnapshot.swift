internal import Warehouse

/// The rows of a history that held at one time of each day.
struct DailySnapshot: Sendable {
    /// The relation with the versions, as SQL names it.
    let history: String
    let columns: SnapshotDefinition.ColumnNames
    /// Seconds after midnight.
    let time: Int
    /// The name of the column with the day.
    let dayColumn: String
    /// Days of the time zone.
    let steps: TimeSteps

    /// What the day's column is called if nobody says.
    static let usualDayColumn = "snapshot_date"

    /// Reads `23:59:59`, `18:00`.
    static func seconds(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        guard (2...3).contains(parts.count), let hour = parts[0], let minute = parts[1],
            let second = parts.count == 3 ? parts[2] : 0, (0...23).contains(hour), (0...59).contains(minute),
            (0...59).contains(second)
        else { return nil }
        return hour * 3_600 + minute * 60 + second
    }

    /// The instant of a day at which its rows are taken.
    func instant(of range: TimeRange) -> Int64 { steps.instant(of: range.from, secondsAfterMidnight: time) }

    /// One row for each day and each key that was there.
    /// - Parameter present: The columns of the history.
    func sql(for ranges: [TimeRange], present: [String]) -> String {
        """
        SELECT day.day AS \(SQLName.quoted(dayColumn)), \(SQLName.list(kept(present), prefix: "version."))
        FROM \(days(ranges)) AS day(number, day, instant)
        JOIN \(history) AS version ON \(condition(present))
        """
    }

    /// A query for what tells the rows of each day from what they were before: the day's place, and a text.
    func signatures(of ranges: [TimeRange], present: [String]) -> String {
        let columns = SQLName.list(kept(present) + [columns.validFrom], prefix: "version.")
        return """
            SELECT day.number, count(version.\(SQLName.quoted(self.columns.validFrom))) || '/'
                || coalesce(bit_xor(hash(\(columns))), 0)
            FROM \(days(ranges)) AS day(number, day, instant)
            LEFT JOIN \(history) AS version ON \(condition(present))
            GROUP BY ALL
            """
    }

    private func kept(_ present: [String]) -> [String] {
        let technical = [
            columns.validFrom, columns.validTo, columns.isCurrent, columns.id, columns.updatedAt, columns.isDeleted,
        ]
        let hidden = Set(technical.compactMap { $0?.lowercased() })
        return present.filter { !hidden.contains($0.lowercased()) }
    }

    private func condition(_ present: [String]) -> String {
        let from = "version.\(SQLName.quoted(columns.validFrom))"
        let to = "version.\(SQLName.quoted(columns.validTo))"
        let isOpen = "\(from) <= day.instant AND (\(to) IS NULL OR \(to) > day.instant)"
        guard present.contains(where: { $0.lowercased() == columns.isDeleted.lowercased() }) else { return isOpen }
        return isOpen + " AND version.\(SQLName.quoted(columns.isDeleted)) IS DISTINCT FROM 'True'"
    }

    private func days(_ ranges: [TimeRange]) -> String {
        let values = ranges.enumerated().map { index, range in
            let day = UTCTime.text(steps.localDay(range.from) * UTCTime.day).prefix(10)
            return "(\(index), DATE '\(day)', \(SQLName.timestamp(instant(of: range))))"
        }
        return "(VALUES \(values.joined(separator: ", ")))"
    }
}

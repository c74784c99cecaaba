internal import SQL
package import Warehouse

/// Finds the people that ids stand for.
package struct PersonIDs: Sendable {
    let source: CanonicalEvents
    let warehouse: any Warehouse
    let label: String

    package init(source: CanonicalEvents, warehouse: any Warehouse, label: String) {
        self.source = source
        self.warehouse = warehouse
        self.label = label
    }

    /// The person behind each number after all merges; numbers of nobody are left out.
    package func people(numbers: [Int64]) async throws(ChartError) -> [Int64: Int64] {
        var found: [Int64: Int64] = [:]
        for part in Self.parts(Array(Set(numbers)).sorted()) {
            // Whole numbers are safe in SQL as they are.
            let list = part.map(String.init).joined(separator: ", ")
            let rows = try await rows(
                """
                SELECT u.uid, coalesce(m.canonical, u.uid) FROM main.usr AS u LEFT JOIN main.merges AS m ON m.old = u.uid
                WHERE u.project_id = \(source.project) AND u.uid IN (\(list))
                UNION SELECT m.old, m.canonical FROM main.merges AS m JOIN main.usr AS u ON u.uid = m.canonical
                WHERE u.project_id = \(source.project) AND m.old IN (\(list))
                """)
            for (number, person) in zip(rows.integers(0), rows.integers(1)) { found[number] = person }
        }
        return found
    }

    /// The person behind each user id after all merges; ids of nobody are left out.
    package func people(userIDs: [String]) async throws(ChartError) -> [String: Int64] {
        var found: [String: Int64] = [:]
        for part in Self.parts(Array(Set(userIDs)).sorted()) {
            let places = (1...part.count).map { warehouse.dialect.placeholder($0) }.joined(separator: ", ")
            let rows = try await rows(
                """
                SELECT u.user_id, coalesce(m.canonical, u.uid) FROM main.usr AS u
                LEFT JOIN main.merges AS m ON m.old = u.uid
                WHERE u.project_id = \(source.project) AND u.user_id IN (\(places)) ORDER BY u.uid
                """, part.map { .text($0) })
            for (id, person) in zip(rows.texts(0), rows.integers(1)) { if let id { found[id] = person } }
        }
        return found
    }

    /// The user ids of each person that has some: their own first, then those of users who were mapped to them.
    package func userIDs(of people: [Int64]) async throws(ChartError) -> [Int64: [String]] {
        var found: [Int64: [String]] = [:]
        for part in Self.parts(people) {
            let list = part.map(String.init).joined(separator: ", ")
            let rows = try await rows(
                """
                SELECT u.uid AS person, u.user_id, 0 AS mapped, u.uid AS number FROM main.usr AS u
                WHERE u.user_id IS NOT NULL AND u.uid IN (\(list))
                UNION ALL SELECT m.canonical, u.user_id, 1, u.uid FROM main.merges AS m
                JOIN main.usr AS u ON u.uid = m.old WHERE u.user_id IS NOT NULL AND m.canonical IN (\(list))
                ORDER BY 1, 3, 4
                """)
            for (person, id) in zip(rows.integers(0), rows.texts(1)) {
                if let id { found[person, default: []].append(id) }
            }
        }
        return found
    }

    func rows(_ sql: String, _ parameters: [SQLValue] = []) async throws(ChartError) -> ResultSet {
        do {
            return try await warehouse.rows(Statement(sql, parameters: parameters, label: label))
        } catch {
            throw ChartError(error)
        }
    }

    /// Lists that one statement can take.
    private static func parts<Element>(_ list: [Element]) -> [[Element]] {
        stride(from: 0, to: list.count, by: 1_000).map { Array(list[$0..<min(list.count, $0 + 1_000)]) }
    }
}

extension ResultSet {
    /// The texts of a column, in order; `nil` where it is NULL.
    func texts(_ column: Int) -> [String?] {
        batches.flatMap { batch -> [String?] in
            guard case .text(let values) = batch.columns[column].values else {
                return Array(repeating: nil, count: batch.rowCount)
            }
            return values.indices.map { batch.columns[column].isNull($0) ? nil : values[$0] }
        }
    }

    /// The whole numbers of a column, in order; `nil` where it is NULL.
    func optionalIntegers(_ column: Int) -> [Int64?] {
        batches.flatMap { batch -> [Int64?] in
            let values = batch.columns[column].integers
            return values.indices.map { batch.columns[column].isNull($0) ? nil : values[$0] }
        }
    }
}

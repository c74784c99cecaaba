internal import JSON
internal import ProductAnalytics
internal import Warehouse

/// Says who units are: people by the ids that were sent for them, groups by their names.
struct ChartUnitNames: Sendable {
    let warehouse: any Warehouse
    /// Units that are named at most.
    let limit: Int
    let label: String

    /// - Throws: ``ChartError``
    func describe(_ found: ChartUnits) async throws(ChartError) -> [JSONValue] {
        let shown = Array(found.units.prefix(limit))
        let parts = found.parts.map { Array($0.prefix(limit)) }
        let people = found.names == nil ? try await people(shown) : [:]
        return shown.indices.map { place in
            var members = JSONObject()
            if let names = found.names {
                members["name"] = JSONValue(names.name(of: shown[place]))
            } else {
                let person = people[shown[place]]
                members["uid"] = .int(shown[place])
                members["user_id"] = JSONValue(person?.user)
                members["device_id"] = JSONValue(person?.device)
            }
            if let parts { members["part"] = .string(parts[place]) }
            return .object(members)
        }
    }

    private func people(_ numbers: [Int64]) async throws(ChartError) -> [Int64: (user: String?, device: String?)] {
        guard !numbers.isEmpty else { return [:] }
        let list = Set(numbers).sorted().map(String.init).joined(separator: ", ")
        let statement = Statement(
            """
            SELECT u.uid, u.user_id, coalesce(u.device_id, d.device_id)
            FROM main.usr AS u LEFT JOIN (
              SELECT uid, min(device_id) AS device_id FROM main.devices WHERE uid IN (\(list)) GROUP BY uid
            ) AS d ON d.uid = u.uid
            WHERE u.uid IN (\(list))
            """, label: label + ": people", timeLimit: .seconds(60))
        var people: [Int64: (user: String?, device: String?)] = [:]
        do {
            for batch in try await warehouse.rows(statement).batches {
                for row in 0..<batch.rowCount {
                    guard let number = batch.columns[0].integer(row) else { continue }
                    people[number] = (batch.columns[1].text(row), batch.columns[2].text(row))
                }
            }
        } catch {
            throw if case .cancelled = error { .cancelled } else { .failed(error) }
        }
        return people
    }
}

extension Column {
    func integer(_ row: Int) -> Int64? {
        guard case .int(let values) = self.values, !isNull(row) else { return nil }
        return values[row]
    }

    func text(_ row: Int) -> String? {
        guard case .text(let values) = self.values, !isNull(row) else { return nil }
        return values[row]
    }
}

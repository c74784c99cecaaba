internal import JSON
internal import ProductAnalytics
internal import SQL
internal import Warehouse

/// `/api/2/usersearch`: people by their user id, device id, number or the beginning of their user id.
struct UserSearch: Sendable {
    let warehouse: any Warehouse
    let project: Int

    private static let most = 100

    func answer(_ text: String) async throws -> [UInt8] {
        let source = try await CanonicalEvents.read(project: project, from: warehouse)
        let search = PersonSearch(source: source, warehouse: warehouse, label: "amplitude: user search")
        let found = try await search.find(text)
        var people = found.map(\.person)
        var type = "nomatch"
        if let first = found.first {
            type = first.key == .person ? "match_amplitude_id" : "match_user_or_device_id"
        } else {
            people = try await beginning(with: text)
            if !people.isEmpty { type = "match_user_id_prefix" }
        }
        let matches = try await describe(people)
        var writer = JSONWriter()
        writer.value(["type": .string(type), "matches": .array(matches)])
        return writer.bytes
    }

    private func beginning(with text: String) async throws -> [Int64] {
        let mark = warehouse.dialect.placeholder(1)
        let rows = try await warehouse.rows(
            Statement(
                """
                SELECT DISTINCT coalesce(m.canonical, u.uid) FROM main.usr AS u LEFT JOIN main.merges AS m ON m.old = u.uid
                WHERE u.project_id = \(project) AND starts_with(u.user_id, \(mark)) ORDER BY 1 LIMIT \(Self.most)
                """, parameters: [.text(text)], label: "amplitude: user search"))
        return rows.rows.compactMap { $0.integer(0) }
    }

    private func describe(_ people: [Int64]) async throws -> [JSONValue] {
        guard !people.isEmpty else { return [] }
        let list = people.map(String.init).joined(separator: ", ")
        let rows = try await warehouse.rows(
            Statement(
                """
                SELECT u.uid, u.user_id, coalesce(d.device_id, u.device_id), u.platform, u.country,
                  strftime(u.last_seen, '%Y-%m-%d')
                FROM main.usr AS u LEFT JOIN (
                  SELECT coalesce(last_uid, uid) AS uid, arg_max(device_id, first_seen) AS device_id FROM main.devices
                  WHERE project_id = \(project) GROUP BY 1
                ) AS d ON d.uid = u.uid
                WHERE u.uid IN (\(list))
                """, label: "amplitude: user search"))
        var known: [Int64: JSONValue] = [:]
        for row in rows.rows {
            guard let number = row.integer(0) else { continue }
            known[number] = [
                "user_id": JSONValue(row.text(1)), "amplitude_id": .int(number),
                "last_device_id": JSONValue(row.text(2)),
                "platform": JSONValue(row.text(3)), "country": JSONValue(row.text(4)),
                "last_seen": JSONValue(row.text(5)),
            ]
        }
        return people.compactMap { known[$0] }
    }
}

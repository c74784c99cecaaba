internal import JSON
internal import Warehouse

/// What a download of a cohort asks for. The id of a request says it all, so that nothing needs to be kept.
struct CohortDownload: Sendable, Equatable {
    var cohort: String
    /// Whether user properties are wanted.
    var hasProperties: Bool
    /// Which ones; empty is all of them.
    var keys: [String]

    init(cohort: String, hasProperties: Bool, keys: [String]) {
        self.cohort = cohort
        self.hasProperties = hasProperties
        self.keys = keys
    }

    /// - Parameter requestID: As ``requestID`` made it; `nil` for anything else.
    init?(requestID: String) {
        guard let value = OpaqueID.decoded(requestID),
            let cohort = value["cohort"]?.stringValue
        else { return nil }
        self.init(
            cohort: cohort, hasProperties: value["props"]?.boolValue ?? false,
            keys: (value["keys"]?.arrayValue ?? []).compactMap(\.stringValue))
    }

    var requestID: String {
        OpaqueID.encoded(["cohort": .string(cohort), "props": .bool(hasProperties), "keys": .texts(keys)])
    }
}

/// The people of a cohort as CSV (RFC 4180): their ids, and their newest user properties if wanted.
struct CohortFile: Sendable {
    let warehouse: any Warehouse
    let project: Int

    /// People of one statement.
    private static let part = 2_000

    func csv(_ people: [Int64], _ download: CohortDownload) async throws -> [UInt8] {
        let parts = stride(from: 0, to: people.count, by: Self.part).map {
            people[$0..<min(people.count, $0 + Self.part)].map(String.init).joined(separator: ", ")
        }
        var keys = download.keys
        if download.hasProperties, keys.isEmpty {
            var found: Set<String> = []
            for list in parts {
                let rows = try await self.rows(
                    "SELECT DISTINCT unnest(json_keys(properties)) FROM main.usr WHERE uid IN (\(list))")
                found.formUnion(rows.compactMap { $0.text(0) })
            }
            keys = found.sorted()
        }
        // What isn't asked for by name was found among the properties.
        let asked = download.keys.isEmpty ? [] : keys
        let columns = Set(asked.compactMap(Self.column(of:))).sorted()
        let cells: [(place: Int?, name: String)] = keys.map { key in
            (
                place: Self.column(of: key).flatMap { columns.firstIndex(of: $0) }.map { $0 + 3 },
                name: key.hasPrefix("gp:") && !asked.isEmpty ? String(key.dropFirst(3)) : key
            )
        }
        let selected = ["uid", "user_id", "CAST(properties AS VARCHAR)"] + columns.map { "\"\($0)\"" }
        var bytes = Self.line(["user_id", "amplitude_id"] + keys)
        for list in parts {
            let rows = try await self.rows(
                "SELECT \(selected.joined(separator: ", ")) FROM main.usr WHERE uid IN (\(list)) ORDER BY uid")
            for row in rows {
                let properties = row.text(2).flatMap { try? JSONValue.parse($0) }
                var line = [row.text(1) ?? "", String(row.integer(0) ?? 0)]
                for cell in cells {
                    line.append(cell.place.flatMap { row.text($0) } ?? Self.text(properties?[cell.name]))
                }
                bytes += Self.line(line)
            }
        }
        return bytes
    }

    /// The column of what is known of people without anybody making it up; `nil` for other properties.
    private static func column(of key: String) -> String? {
        guard !key.hasPrefix("gp:"), let column = try? PropertyNames.user(key), known.contains(column) else {
            return nil
        }
        return column
    }

    private static let known: Set<String> = [
        "app_version", "carrier", "city", "country", "device_brand", "device_manufacturer", "device_model", "dma",
        "language", "os_name", "os_version", "platform", "region", "start_version", "user_id",
    ]

    private func rows(_ sql: String) async throws -> [ResultRow] {
        try await warehouse.rows(Statement(sql, label: "amplitude: cohort", timeLimit: .seconds(120))).rows
    }

    private static func text(_ value: JSONValue?) -> String {
        guard let value, !value.isNull else { return "" }
        return value.stringValue ?? value.text
    }

    private static func line(_ cells: [String]) -> [UInt8] {
        let written = cells.map { cell in
            cell.contains { $0 == "," || $0 == "\"" || $0.isNewline }
                ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
        }
        return Array((written.joined(separator: ",") + "\r\n").utf8)
    }
}

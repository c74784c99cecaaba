import GRDB
import JSON

extension ContentStore {
    /// What Looks and tiles of dashboards ask of one explore, as far as a reader sees them.
    /// - Parameter fields: Only questions whose text has all of these names in it.
    package func shownQuestions(
        naming fields: [String] = [], ofModel model: String, explore: String, to reader: ContentReader
    ) async throws(ContentError) -> [ShownQuestion] {
        // Other names may be written with escapes in JSON, so that nothing is said of them here.
        let names = Set(fields.filter { $0.utf8.allSatisfy(Self.isPlain) }).sorted().prefix(20)
        let places = names.indices.map { " AND instr(q.definition, ?\($0 + 3)) > 0" }.joined()
        let asked = "q.model = ?1 AND q.explore = ?2\(places)"
        let arguments = StatementArguments([model, explore] + Array(names))
        return try await database.read { db in
            let access = try FolderAccess(read: db, for: reader)
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT q.definition, l.folder_id, l.folder_id AS look_folder_id, NULL AS dashboard_id
                    FROM looks l JOIN queries q ON q.id = l.query_id WHERE l.deleted_at IS NULL AND \(asked)
                    UNION
                    SELECT q.definition, d.folder_id, l.folder_id, d.id
                    FROM dashboard_elements e JOIN dashboards d ON d.id = e.dashboard_id AND d.deleted_at IS NULL
                    LEFT JOIN looks l ON l.id = e.look_id AND l.deleted_at IS NULL
                    JOIN queries q ON q.id = coalesce(e.query_id, l.query_id) WHERE \(asked)
                    """, arguments: arguments)
            return try rows.compactMap { row -> ShownQuestion? in
                let lookFolder = row["look_folder_id"] as String?
                guard access.maySee(row["folder_id"]), lookFolder.map(access.maySee) ?? true else { return nil }
                return ShownQuestion(
                    query: try QueryDefinition(json: row.object("definition")), dashboardID: row["dashboard_id"])
            }
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    /// The dashboards with a filter that offers the values of a field, whoever sees them.
    package func dashboards(
        offering field: String, ofModel model: String, explore: String
    ) async throws(ContentError) -> [String] {
        try await database.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT DISTINCT d.id FROM dashboard_filters f
                    JOIN dashboards d ON d.id = f.dashboard_id AND d.deleted_at IS NULL
                    WHERE json_extract(f.definition, '$.field') = ?1 AND json_extract(f.definition, '$.explore') = ?3
                        AND coalesce(json_extract(f.definition, '$.model'), d.model) = ?2
                    """, arguments: [field, model, explore])
        }
    }

    /// All fields that a reader comes upon on a dashboard: those that its filters offer or reach, and those that its tiles
    /// show or filter by. Empty for a dashboard that they don't see.
    package func fields(
        onDashboard id: String, for reader: ContentReader
    ) async throws(ContentError) -> Set<String> {
        try await database.read { db in
            let access = try FolderAccess(read: db, for: reader)
            guard let dashboard = try Dashboard.fetch(db, id, orDeleted: false), access.maySee(dashboard.folderID)
            else { return [] }
            var fields = Set(dashboard.filters.compactMap { $0.definition.field })
            for element in dashboard.elements {
                if let look = element.look, !access.maySee(look.folderID) { continue }
                fields.formUnion(element.definition.listeners.map(\.field))
                if let query = element.query ?? element.look?.query { fields.formUnion(query.definition.namedFields) }
            }
            return fields
        }
    }

    /// What a reader may filter a saved chart by without exploring: what its tiles on dashboards that they see listen by.
    package func filteredFields(
        ofChart id: String, for reader: ContentReader
    ) async throws(ContentError) -> Set<String> {
        try await database.read { db in
            let access = try FolderAccess(read: db, for: reader)
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT e.definition, e.dashboard_id, d.folder_id FROM dashboard_elements e
                    JOIN dashboards d ON d.id = e.dashboard_id AND d.deleted_at IS NULL
                    WHERE instr(e.definition, ?1) > 0
                    """, arguments: [TileDefinition.chartExtension])
            var fields: Set<String> = []
            for row in rows where access.maySee(row["folder_id"]) {
                let node = ContentNode(.object(try row.object("definition")), file: row["dashboard_id"])
                let tile = TileReader(defaultModel: nil, problems: Problems()).read(node, number: 0)?.tile
                if let tile, tile.chartID == id { fields.formUnion(tile.listeners.map(\.field)) }
            }
            return fields
        }
    }
}

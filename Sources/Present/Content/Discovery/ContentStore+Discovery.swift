import Foundation
import GRDB
import JSON

extension ContentStore {
    /// Changes whenever a Look, a dashboard, a saved statement or a folder is made, changed, moved or removed; views don't count. A look at
    /// the tables' own columns, so that it can be asked before each search.
    package func discoveryRevision() async throws(ContentError) -> String {
        try await database.read { db in
            let parts = try ["looks", "dashboards", "statements", "folders", "boards"].map { table in
                let versions = table == "boards" ? "0.0" : "total(version)"
                let row = try Row.fetchOne(
                    db,
                    sql:
                        "SELECT count(*) AS n, \(versions) AS v, coalesce(max(updated_at), 0) AS t FROM \(table) WHERE deleted_at IS NULL"
                )
                return row.map { "\($0["n"] as Int64).\($0["v"] as Double).\($0["t"] as Int64)" } ?? ""
            }
            return parts.joined(separator: "/")
        }
    }

    /// All Looks and dashboards that are not in the trash, without what is in them.
    package func contentStamps() async throws(ContentError) -> [ContentStamp] {
        try await database.read { db in
            var stamps: [ContentStamp] = []
            for kind in DiscoverableContent.Kind.allCases {
                let rows = try Row.fetchCursor(
                    db,
                    sql: """
                        SELECT CAST(c.id AS TEXT) AS id, c.title, c.folder_id, c.user_id, c.source, c.version,
                            c.view_count, c.last_viewed_at, c.created_at, c.updated_at, f.name AS folder_name
                        FROM \(kind.rawValue)s c JOIN folders f ON f.id = c.folder_id
                        WHERE c.deleted_at IS NULL AND f.deleted_at IS NULL
                        """)
                while let row = try rows.next() {
                    let (version, updated): (Int64, Int64) = (row["version"], row["updated_at"])
                    stamps.append(
                        ContentStamp(
                            kind: kind, id: row["id"],
                            text: "\(version).\(updated).\(row["folder_id"] as String).\(row["folder_name"] as String)",
                            title: row["title"], folderID: row["folder_id"],
                            ownerID: (row["user_id"] as Int64?).map(String.init), isFromFile: row["source"] != nil,
                            version: Int(version), viewCount: row["view_count"],
                            lastViewedAt: row.date("last_viewed_at"),
                            createdAt: Date(milliseconds: row["created_at"]), updatedAt: Date(milliseconds: updated)))
                }
            }
            return stamps
        }
    }

    /// These Looks and dashboards with what they are found by; what is gone is left out.
    ///
    /// - Parameter ids: A few hundred at a time: they are bound one by one.
    package func discoverable(
        _ kind: DiscoverableContent.Kind, _ ids: [String]
    ) async throws(ContentError) -> [DiscoverableContent] {
        guard !ids.isEmpty else { return [] }
        return try await database.read { db in
            switch kind {
            case .look: try DiscoverableContent.looks(db, ids)
            case .dashboard: try DiscoverableContent.dashboards(db, ids)
            }
        }
    }
}

extension DiscoverableContent {
    fileprivate static func looks(_ db: Database, _ ids: [String]) throws -> [DiscoverableContent] {
        let numbers = ids.compactMap { Int64($0) }
        let marks = databaseQuestionMarks(count: numbers.count)
        return try Look.fetchAll(db, where: "l.id IN (\(marks))", StatementArguments(numbers)).map { look in
            DiscoverableContent(
                kind: .look, id: look.id, title: look.title, description: look.description, folderID: look.folderID,
                folderName: look.folderName, ownerName: look.ownerName, model: nil, parts: [],
                queries: [look.query.definition],
                tags: look.marks.tags, certification: look.marks.verification?.status,
                isDeprecated: look.marks.deprecation != nil, filters: [])
        }
    }

    fileprivate static func dashboards(_ db: Database, _ ids: [String]) throws -> [DiscoverableContent] {
        let marks = databaseQuestionMarks(count: ids.count)
        let bound = StatementArguments(ids)
        var parts: [String: [String]] = [:]
        var queries: [String: [QueryDefinition]] = [:]
        var filters: [String: [FilterUse]] = [:]
        let elements = try Row.fetchAll(
            db,
            sql: """
                SELECT e.dashboard_id, e.name, e.definition, coalesce(q.definition, lq.definition) AS query,
                    l.title AS look_title
                FROM dashboard_elements e LEFT JOIN queries q ON q.id = e.query_id
                LEFT JOIN looks l ON l.id = e.look_id LEFT JOIN queries lq ON lq.id = l.query_id
                WHERE e.dashboard_id IN (\(marks))
                """, arguments: bound)
        for row in elements {
            let dashboard: String = row["dashboard_id"]
            let definition = try row.object("definition")
            let title = definition["title"]?.stringValue ?? definition["title_text"]?.stringValue
            parts[dashboard, default: []] += [title ?? row["look_title"] ?? row["name"]]
            if row["query"] != nil {
                queries[dashboard, default: []].append(try QueryDefinition(json: row.object("query")))
            }
        }
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT dashboard_id, definition FROM dashboard_filters WHERE dashboard_id IN (\(marks))
                ORDER BY position
                """, arguments: bound)
        for row in rows {
            let dashboard: String = row["dashboard_id"]
            let node = ContentNode(.object(try row.object("definition")), file: dashboard)
            guard let (filter, _) = FilterReader(defaultModel: nil, problems: Problems()).read(node) else { continue }
            parts[dashboard, default: []].append(filter.title)
            guard let model = filter.model, let explore = filter.explore, let field = filter.field else { continue }
            filters[dashboard, default: []].append(
                FilterUse(
                    name: filter.name, title: filter.title, model: model, explore: explore, field: field,
                    hasDefault: !(filter.defaultValue ?? "").isEmpty))
        }
        return try DashboardSummary.fetchAll(db, where: "d.id IN (\(marks))", bound).map { summary in
            DiscoverableContent(
                kind: .dashboard, id: summary.id, title: summary.title, description: summary.description,
                folderID: summary.folderID, folderName: summary.folderName, ownerName: summary.ownerName,
                model: summary.model, parts: parts[summary.id] ?? [], queries: queries[summary.id] ?? [],
                tags: summary.marks.tags, certification: summary.marks.verification?.status,
                isDeprecated: summary.marks.deprecation != nil,
                filters: filters[summary.id] ?? [])
        }
    }
}

extension ContentStore {
    /// The dashboard of an element, and the element's title; `nil` where there is none or it lies in the trash.
    package func placeOfElement(
        _ id: String
    ) async throws(ContentError) -> (dashboard: DashboardSummary, title: String)? {
        guard let number = Int64(id) else { return nil }
        return try await database.read { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT e.dashboard_id, e.name, e.definition, l.title AS look_title FROM dashboard_elements e
                    LEFT JOIN looks l ON l.id = e.look_id WHERE e.id = ?
                    """, arguments: [number])
            guard let row,
                let dashboard = try DashboardSummary.fetchAll(
                    db, where: "d.id = ?", [row["dashboard_id"] as String]
                ).first
            else { return nil }
            let title = try row.object("definition")["title"]?.stringValue ?? row["look_title"] ?? row["name"]
            return (dashboard, title)
        }
    }
}

import Foundation
import GRDB
import JSON

extension ContentStore {
    /// Everything that was made here and is not in the trash. What comes from the project's files is in those already.
    package func archive() async throws(ContentError) -> ContentArchive {
        try await database.read { try ContentArchive(reading: $0) }
    }
}

extension ContentArchive {
    init(reading db: Database) throws {
        files = [:]
        for look in try Look.fetchAll(db, where: "l.source IS NULL") {
            files[Self.path(.look(look.id))] = ContentText.yaml(look.definition)
        }
        let summaries = try DashboardSummary.fetchAll(db, where: "d.source IS NULL")
        for dashboard in try Dashboard.fetch(db, summaries) {
            files[Self.path(.dashboard(dashboard.id))] = ContentText.yaml(dashboard.definition)
        }
        for board in try Board.fetchAll(db, where: "b.deleted_at IS NULL") {
            files[Self.path(.board(board.id))] = try BoardText.yaml(db, board)
        }
        let folders = try FolderText.forms(db)
        if !folders.isEmpty {
            files[Self.path(.folder(""))] = YAMLText.document(
                .array(folders.map { .object(JSONObject([("folder", .object($0))])) }))
        }
    }
}

/// Folders with who may see them, as text.
enum FolderText {
    /// Parents before what lies in them.
    static func forms(_ db: Database) throws -> [JSONObject] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                WITH RECURSIVE tree (id, depth) AS (
                    SELECT id, 0 FROM folders WHERE parent_id IS NULL
                    UNION ALL SELECT f.id, depth + 1 FROM folders f JOIN tree t ON f.parent_id = t.id WHERE depth < 64
                )
                SELECT f.*, u.email AS owner, m.id AS metadata_id, m.inherits FROM tree t JOIN folders f ON f.id = t.id
                LEFT JOIN users u ON u.id = f.creator_id
                LEFT JOIN content_metadata m ON m.content_type = 'folder' AND m.content_id = f.id
                WHERE f.source IS NULL AND f.deleted_at IS NULL ORDER BY t.depth, CAST(f.id AS INTEGER), f.id
                """)
        return try rows.map { row in
            var form = JSONObject([("id", number(row["id"])), ("name", .string(row["name"]))])
            if let parent = row["parent_id"] as String? { form["parent"] = number(parent) }
            if let text = row["description"] as String?, !text.isEmpty { form["description"] = .string(text) }
            if let owner = row["owner"] as String? { form["owner"] = .string(owner) }
            let isRoot = (row["parent_id"] as String?) == nil
            if let inherits = row["inherits"] as Bool?, inherits == isRoot { form["inherits"] = .bool(inherits) }
            let access = try grants(db, metadataID: row["metadata_id"])
            if !access.isEmpty { form["access"] = .array(access.map(JSONValue.object)) }
            return form
        }
    }

    static func number(_ id: String) -> JSONValue { Int64(id).map(JSONValue.int) ?? .string(id) }

    static func grants(_ db: Database, metadataID: Int64?) throws -> [JSONObject] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT g.name AS group_name, u.email, a.permission_type FROM content_metadata_access a
                LEFT JOIN user_groups g ON g.id = a.group_id LEFT JOIN users u ON u.id = a.user_id
                WHERE a.content_metadata_id = ? AND (g.name IS NOT NULL OR u.email IS NOT NULL)
                ORDER BY g.name IS NULL, g.name, u.email
                """, arguments: [metadataID]
        ).map { row in
            let who: (String, JSONValue) =
                (row["group_name"] as String?).map { ("group", .string($0)) } ?? ("user", .string(row["email"]))
            return JSONObject([who, ("level", .string(row["permission_type"]))])
        }
    }
}

/// Boards as text: items in their order, without numbers of their own.
enum BoardText {
    static func yaml(_ db: Database, _ board: Board) throws -> String {
        var form = JSONObject([("id", FolderText.number(board.id)), ("title", .string(board.title))])
        if !board.description.isEmpty { form["description"] = .string(board.description) }
        let owner = try String.fetchOne(
            db, sql: "SELECT email FROM users WHERE id = ?", arguments: [board.ownerID.flatMap { Int64($0) }])
        if let owner { form["owner"] = .string(owner) }
        form["sections"] = .array(
            board.sections.filter { $0.deletedAt == nil }.map { section in
                var part = JSONObject()
                if let title = section.title { part["title"] = .string(title) }
                if let text = section.description { part["description"] = .string(text) }
                part["items"] = .array(section.items.map { .object(Self.form(of: $0)) })
                return .object(part)
            })
        return YAMLText.document(.object(JSONObject([("board", .object(form))])))
    }

    private static func form(of item: BoardItem) -> JSONObject {
        var form = JSONObject()
        if let look = item.lookID { form["look"] = FolderText.number(look) }
        if let dashboard = item.dashboardID { form["dashboard"] = FolderText.number(dashboard) }
        for (key, value) in item.settings.members.sorted(by: { $0.key < $1.key }) { form[key] = value }
        return form
    }
}

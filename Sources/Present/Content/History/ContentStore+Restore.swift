import GRDB
import JSON

extension ContentStore {
    /// Makes a Look or dashboard what it was in an earlier version. That is a change like any other: the history goes on.
    ///
    /// Its folder, owner and address stay as they are now. Tiles that are brought back have the ids that they had.
    ///
    /// - Throws: ``ContentError`` as a change does; `not_found` for a version that there is not.
    package func restore(
        _ content: ContentReference, toVersion number: Int, by editor: ContentEditor
    ) async throws(ContentError) {
        let now = now().milliseconds
        try await database.write { db in
            guard let version = try ContentVersion.fetchAll(db, content, number: number).first else {
                throw ContentError(.notFound, "There is no version \(number).")
            }
            let summary = "Restored version \(number)"
            let problems = Problems()
            switch content.kind {
            case .look:
                guard let old = ContentFilesReader.look(version.body, problems: problems) else {
                    throw ContentError(.damagedDatabase, "Version \(number) can't be read.")
                }
                _ = try LookRows(db: db, now: now).change(content.id, by: editor, summary: summary) { draft in
                    draft.title = old.title
                    draft.description = old.description
                    draft.query = old.query
                    draft.marks = old.marks
                    draft.settings = old.settings
                }
            case .dashboard:
                guard var old = DashboardReader.read(version.body, id: content.id, problems: problems) else {
                    throw ContentError(.damagedDatabase, "Version \(number) can't be read.")
                }
                let ids = version.body["element_ids"]?.objectValue ?? JSONObject()
                let taken = try Self.takenIDs(db, ids, except: content.id)
                _ = try DashboardEditing(db: db, now: now).change(content.id, by: editor, summary: summary) { draft in
                    let new = draft.definition
                    (old.slug, old.folder, old.owner, old.id) = (new.slug, new.folder, new.owner, new.id)
                    draft.definition = old
                    for (name, id) in ids.members {
                        if let id = id.intValue, !taken.contains(id) { draft.keepID(id, ofTile: name) }
                    }
                }
            case .board, .folder, .statement:
                throw ContentError(.invalid, "Looks and dashboards have versions.")
            }
        }
    }

    /// Those of the ids that are tiles of other dashboards now.
    private static func takenIDs(_ db: Database, _ ids: JSONObject, except dashboard: String) throws -> Set<Int64> {
        let numbers = ids.members.compactMap(\.value.intValue)
        let list = numbers.map(String.init).joined(separator: ",")
        return try Int64.fetchSet(
            db, sql: "SELECT id FROM dashboard_elements WHERE id IN (\(list)) AND dashboard_id <> ?",
            arguments: [dashboard])
    }
}

extension DashboardReader {
    /// Reads a dashboard that is kept in the shape of content files.
    static func read(_ body: JSONObject, id: String, problems: Problems) -> DashboardDefinition? {
        var body = body
        for key in ["dashboard", "element_ids", "folder"] { body[key] = nil }
        let node = ContentNode(.object(body), file: id)
        return DashboardReader(model: nil, problems: problems).read(
            id: id, node.members ?? [], at: node.location)?.dashboard
    }
}

extension ContentFilesReader {
    /// Reads a Look that is kept in the shape of content files.
    static func look(_ body: JSONObject, problems: Problems) -> LookDefinition? {
        var body = body
        let id = body["id"]?.intValue ?? 0
        for key in ["id", "folder"] { body[key] = nil }
        let node = ContentNode(.object(body), file: "")
        return look(id, node.members ?? [], at: node.location, problems: problems)?.look
    }
}

import Foundation
import GRDB
import JSON

extension ContentStore {
    /// Makes what was made here say what the files say, all of it or nothing: each change is a version like any other.
    ///
    /// What somebody has changed since the last pull is a conflict, unless the files say the same.
    ///
    /// - Parameters:
    ///   - base: The digests of the last pull by path; empty where there was none.
    ///   - summary: What the versions say.
    /// - Throws: ``ContentError`` when the database can't be written; nothing has changed then.
    package func push(
        _ archive: ContentArchive, base: [String: String], options: ContentPush.Options, by editor: ContentEditor,
        summary: String = "Pushed from files"
    ) async throws(ContentError) -> ContentPush {
        let now = now().milliseconds
        let result = Outcome()
        do {
            return try await database.write { db in
                var push = ContentPushing(db: db, now: now, editor: editor, options: options, summary: summary)
                try push.run(archive, base: base)
                result.push = push.result
                guard push.result.isDone else { throw ContentError(.invalid, Outcome.undone) }
                return push.result
            }
        } catch {
            // Rolled back on purpose.
            guard error.message == Outcome.undone else { throw error }
            return result.push
        }
    }

    /// Written by the transaction and read after it has ended.
    private final class Outcome: @unchecked Sendable {
        static let undone = "Nothing was pushed."
        var push = ContentPush()
    }
}

/// One push, inside its transaction.
struct ContentPushing {
    let db: Database
    let now: Int64
    let editor: ContentEditor
    let options: ContentPush.Options
    let summary: String
    var result = ContentPush()

    mutating func run(_ archive: ContentArchive, base: [String: String]) throws {
        let current = try ContentArchive(reading: db)
        let read = ArchiveReader.read(archive)
        result.problems = read.problems
        guard read.problems.isEmpty else { return }
        findConflicts(archive, current, base: base)
        guard result.conflicts.isEmpty || options.force else { return }
        try pushFolders(read.folders, current)
        for look in read.looks { try push(look) }
        for dashboard in read.dashboards { try push(dashboard) }
        for board in read.boards { try push(board, archive, current) }
        if options.delete { try trash(read) }
        result.isDone = !options.dryRun
    }

    /// Changed here since the last pull, and not to what the file says.
    private mutating func findConflicts(_ archive: ContentArchive, _ current: ContentArchive, base: [String: String]) {
        for (path, text) in archive.files {
            guard let now = current.files[path], now != text else { continue }
            if base[path] != ContentArchive.digest(now) { result.conflicts.append(path) }
        }
        if options.delete {
            for (path, now) in current.files where archive.files[path] == nil {
                if base[path] != ContentArchive.digest(now) { result.conflicts.append(path) }
            }
        }
        result.conflicts.sort()
    }

    /// What stands in the way of one object stops all of them, and says which one it is.
    private func named(_ what: String, _ body: () throws -> Void) throws {
        do {
            try body()
        } catch let error as ContentError {
            throw ContentError(error.code, "\(what): \(error.message)", field: error.field)
        }
    }

    private mutating func note(_ path: String, existed: Bool, changed: Bool) {
        if !existed {
            result.created.append(path)
        } else if changed {
            result.changed.append(path)
        } else {
            result.unchanged += 1
        }
    }

    func user(_ email: String?, _ path: String, _ problems: inout [String]) throws -> String? {
        guard let email else { return nil }
        let id = try Int64.fetchOne(
            db, sql: "SELECT id FROM users WHERE email_key = ?", arguments: [People.emailKey(email)])
        if id == nil { problems.append("\(path): there is no account \(email), so nobody owns it.") }
        return id.map(String.init)
    }

    private mutating func push(_ look: LookDefinition) throws {
        let id = String(look.id)
        let path = ContentArchive.path(.look(id))
        let old = try Look.fetch(db, id, orDeleted: true)
        let owner = try user(look.owner, path, &result.problems)
        guard case .id(let folder) = look.folder else { return }
        let rows = LookRows(db: db, now: now)
        func apply(to draft: inout LookDraft) {
            (draft.title, draft.description, draft.folderID) = (look.title, look.description, folder)
            (draft.query, draft.slug, draft.marks) = (look.query, look.slug, look.marks)
            (draft.settings, draft.deleted) = (look.settings, false)
            if let owner { draft.ownerID = owner }
        }
        var version = old?.version
        try named(path) {
            if old == nil {
                var draft = LookDraft(title: look.title, folderID: folder, query: look.query)
                apply(to: &draft)
                version = try rows.create(draft, id: look.id, by: editor).version
            } else {
                version = try rows.change(id, by: editor, summary: summary) { apply(to: &$0) }.version
            }
        }
        note(path, existed: old != nil, changed: version != old?.version)
    }

    private mutating func push(_ dashboard: DashboardDefinition) throws {
        let path = ContentArchive.path(.dashboard(dashboard.id))
        let old = try Dashboard.fetch(db, dashboard.id, orDeleted: true)
        let owner = try user(dashboard.owner, path, &result.problems)
        guard case .id(let folder) = dashboard.folder, let number = Int64(dashboard.id) else { return }
        let editing = DashboardEditing(db: db, now: now)
        var version = old?.summary.version
        try named(path) {
            if old == nil {
                var draft = DashboardDraft(dashboard, folderID: folder)
                draft.ownerID = owner
                version = try editing.create(draft, id: number, by: editor, summary: summary).summary.version
            } else {
                version = try editing.change(dashboard.id, by: editor, summary: summary) { draft in
                    var new = dashboard
                    (new.folder, new.owner) = (draft.definition.folder, draft.definition.owner)
                    draft.definition = new
                    draft.folderID = folder
                    draft.deleted = false
                    if let owner { draft.ownerID = owner }
                }.summary.version
            }
        }
        note(path, existed: old != nil, changed: version != old?.summary.version)
    }

    /// Boards are small: one that is different is made anew, with its number.
    private mutating func push(_ board: ArchivedBoard, _ archive: ContentArchive, _ current: ContentArchive) throws {
        let path = ContentArchive.path(.board(String(board.id)))
        let existed = current.files[path] != nil
        guard current.files[path] != archive.files[path] else { return note(path, existed: true, changed: false) }
        let owner = try user(board.owner, path, &result.problems).flatMap { Int64($0) }
        try db.execute(
            sql: """
                INSERT INTO boards (id, title, description, user_id, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET title = excluded.title, description = excluded.description,
                    user_id = excluded.user_id, updated_at = excluded.updated_at, deleted_at = NULL, section_order = '[]'
                """, arguments: [board.id, board.title, board.description, owner, now, now])
        try db.execute(sql: "DELETE FROM board_sections WHERE board_id = ?", arguments: [board.id])
        for section in board.sections {
            try db.execute(
                sql: """
                    INSERT INTO board_sections (board_id, title, description, created_at, updated_at)
                    VALUES (?, ?, ?, ?, ?)
                    """, arguments: [board.id, section.title, section.description, now, now])
            let sectionID = db.lastInsertedRowID
            for item in section.items {
                try db.execute(
                    sql: """
                        INSERT INTO board_items (section_id, look_id, dashboard_id, settings, created_at, updated_at)
                        VALUES (?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        sectionID, item.lookID, item.dashboardID, JSONValue.object(item.settings).text, now, now,
                    ])
            }
        }
        note(path, existed: existed, changed: true)
    }

    private mutating func trash(_ read: ArchiveReader.Read) throws {
        let looks = Set(read.looks.map { String($0.id) })
        for look in try Look.fetchAll(db, where: "l.source IS NULL") where !looks.contains(look.id) {
            _ = try LookRows(db: db, now: now).change(look.id, by: editor) { $0.deleted = true }
            result.trashed.append(ContentArchive.path(.look(look.id)))
        }
        let dashboards = Set(read.dashboards.map(\.id))
        for one in try DashboardSummary.fetchAll(db, where: "d.source IS NULL") where !dashboards.contains(one.id) {
            _ = try DashboardEditing(db: db, now: now).change(one.id, by: editor) { $0.deleted = true }
            result.trashed.append(ContentArchive.path(.dashboard(one.id)))
        }
        let boards = Set(read.boards.map { String($0.id) })
        for board in try Board.fetchAll(db, where: "b.deleted_at IS NULL") where !boards.contains(board.id) {
            try db.execute(
                sql: "UPDATE boards SET deleted_at = ? WHERE id = ?", arguments: [now, Int64(board.id)])
            result.trashed.append(ContentArchive.path(.board(board.id)))
        }
    }
}

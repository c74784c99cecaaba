import Foundation
import GRDB
import JSON

extension ContentStore {
    /// All boards, by title.
    package func boards(deleted: Bool = false) async throws(ContentError) -> [Board] {
        try await database.read { try Board.fetchAll($0, where: "b.deleted_at IS \(deleted ? "NOT " : "")NULL") }
    }

    /// A board, also one in the trash.
    package func board(_ id: String) async throws(ContentError) -> Board? {
        try await database.read { try Board.fetchAll($0, where: "b.id = ?", [Int64(id)]).first }
    }

    /// The board on which a section stands.
    package func boardID(ofSection id: String) async throws(ContentError) -> String? {
        try await database.read { db in
            try String.fetchOne(
                db, sql: "SELECT CAST(board_id AS TEXT) FROM board_sections WHERE id = ?", arguments: [Int64(id)])
        }
    }

    /// The board on which an item stands.
    package func boardID(ofItem id: String) async throws(ContentError) -> String? {
        try await database.read { db in
            try String.fetchOne(
                db,
                sql: """
                    SELECT CAST(s.board_id AS TEXT) FROM board_items i JOIN board_sections s ON s.id = i.section_id
                    WHERE i.id = ?
                    """, arguments: [Int64(id)])
        }
    }

    /// - Parameter id: A number that it brings from elsewhere.
    package func createBoard(
        _ draft: BoardDraft, id: Int64? = nil, by userID: String?
    ) async throws(ContentError) -> Board {
        let now = now().milliseconds
        return try await database.write { db in
            try ContentRules.checkTitle(draft.title)
            let number = try ContentRules.number(db, of: .board, wanted: id)
            try db.execute(
                sql: """
                    INSERT INTO boards (id, title, description, user_id, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    number, draft.title, draft.description, (draft.ownerID ?? userID).flatMap { Int64($0) }, now, now,
                ])
            return try Board.existing(db, String(number))
        }
    }

    package func changeBoard(
        _ id: String, _ change: @escaping @Sendable (inout BoardDraft) throws -> Void
    ) async throws(ContentError) -> Board {
        let now = now().milliseconds
        return try await database.write { db in
            let old = try Board.existing(db, id)
            var draft = BoardDraft(title: old.title)
            draft.description = old.description
            draft.ownerID = old.ownerID
            draft.deleted = old.deletedAt != nil
            try change(&draft)
            try ContentRules.checkTitle(draft.title)
            if let order = draft.sectionOrder { try BoardOrder.check(order, old.sections.map(\.id), "section_order") }
            let order = draft.sectionOrder ?? old.sections.map(\.id)
            try db.execute(
                sql: """
                    UPDATE boards SET title = ?, description = ?, user_id = ?, section_order = ?, updated_at = ?,
                        deleted_at = ? WHERE id = ?
                    """,
                arguments: [
                    draft.title, draft.description, draft.ownerID.flatMap { Int64($0) }, BoardOrder.text(order), now,
                    draft.deleted ? old.deletedAt?.milliseconds ?? now : nil, Int64(id),
                ])
            return try Board.existing(db, id)
        }
    }

    /// Removes a board for good.
    package func deleteBoard(_ id: String) async throws(ContentError) {
        try await database.write { db in
            _ = try Board.existing(db, id)
            try db.execute(sql: "DELETE FROM boards WHERE id = ?", arguments: [Int64(id)])
            try Usage.forget(db, .board(id))
        }
    }
}

extension Board {
    static func existing(_ db: Database, _ id: String) throws -> Board {
        guard let board = try fetchAll(db, where: "b.id = ?", [Int64(id)]).first else {
            throw ContentError(.notFound, "There is no board \(id.prefix(40)).")
        }
        return board
    }

    static func fetchAll(
        _ db: Database, where condition: String, _ arguments: StatementArguments = []
    ) throws -> [Board] {
        let boards = try Row.fetchAll(
            db,
            sql: """
                SELECT b.*, m.id AS metadata_id FROM boards b
                LEFT JOIN content_metadata m ON m.content_type = 'board' AND m.content_id = CAST(b.id AS TEXT)
                WHERE \(condition) ORDER BY b.title COLLATE NOCASE, b.id
                """,
            arguments: arguments)
        let sections = try Row.fetchAll(
            db,
            sql: """
                SELECT s.* FROM board_sections s JOIN boards b ON b.id = s.board_id WHERE \(condition) ORDER BY s.id
                """, arguments: arguments)
        let items = try Row.fetchAll(
            db,
            sql: """
                SELECT i.* FROM board_items i JOIN board_sections s ON s.id = i.section_id
                JOIN boards b ON b.id = s.board_id WHERE \(condition) ORDER BY i.id
                """, arguments: arguments)
        let itemsBySection = Dictionary(
            grouping: try items.map(BoardItem.init(row:)), by: \.sectionID)
        let all = sections.map { BoardSection(row: $0, items: itemsBySection) }
        let sectionsByBoard = Dictionary(grouping: all, by: \.boardID)
        return boards.map { row in
            let id = String(row["id"] as Int64)
            return Board(
                id: id, title: row["title"], description: row["description"],
                ownerID: (row["user_id"] as Int64?).map(String.init), createdAt: Date(milliseconds: row["created_at"]),
                updatedAt: Date(milliseconds: row["updated_at"]), deletedAt: row.date("deleted_at"),
                metadataID: (row["metadata_id"] as Int64?).map(String.init),
                sections: BoardOrder.sorted(sectionsByBoard[id] ?? [], by: row["section_order"], id: \.id))
        }
    }
}

extension BoardSection {
    fileprivate init(row: Row, items: [String: [BoardItem]]) {
        let id = String(row["id"] as Int64)
        self.init(
            id: id, boardID: String(row["board_id"] as Int64), title: row["title"], description: row["description"],
            createdAt: Date(milliseconds: row["created_at"]), updatedAt: Date(milliseconds: row["updated_at"]),
            deletedAt: row.date("deleted_at"),
            items: BoardOrder.sorted(items[id] ?? [], by: row["item_order"], id: \.id))
    }
}

extension BoardItem {
    fileprivate init(row: Row) throws {
        self.init(
            id: String(row["id"] as Int64), sectionID: String(row["section_id"] as Int64), lookID: row["look_id"],
            dashboardID: row["dashboard_id"], settings: try row.object("settings"),
            createdAt: Date(milliseconds: row["created_at"]), updatedAt: Date(milliseconds: row["updated_at"]))
    }
}

/// The order of a board's parts: the ids as a JSON list. What is not in it comes at the end.
enum BoardOrder {
    static func text(_ ids: [String]) -> String { JSONValue.array(ids.map(JSONValue.string)).text }

    static func sorted<Part>(_ parts: [Part], by order: String, id: (Part) -> String) -> [Part] {
        let ids = (try? JSONValue.parse(order).arrayValue)?.compactMap(\.stringValue) ?? []
        let places = Dictionary(ids.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        return parts.enumerated().sorted {
            (places[id($0.element)] ?? .max, $0.offset) < (places[id($1.element)] ?? .max, $1.offset)
        }.map(\.element)
    }

    static func check(_ order: [String], _ known: [String], _ field: String) throws(ContentError) {
        if let stranger = order.first(where: { !known.contains($0) }) {
            throw ContentError(.invalid, "\(field) names \(stranger.prefix(40)), which is not there.", field: field)
        }
    }
}

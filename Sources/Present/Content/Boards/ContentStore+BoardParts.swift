import Foundation
import GRDB
import JSON

extension ContentStore {
    /// Adds a section at the end of a board.
    /// - Returns: The board and the section's id.
    package func createBoardSection(
        _ draft: BoardSectionDraft
    ) async throws(ContentError) -> (board: Board, id: String) {
        let now = now().milliseconds
        return try await database.write { db in
            let board = try Board.existing(db, draft.boardID)
            try db.execute(
                sql: """
                    INSERT INTO board_sections (board_id, title, description, created_at, updated_at)
                    VALUES (?, ?, ?, ?, ?)
                    """, arguments: [Int64(board.id), draft.title, draft.description, now, now])
            let id = String(db.lastInsertedRowID)
            try Self.order(db, board: board.id, sections: board.sections.map(\.id) + [id], now: now)
            return (try Board.existing(db, board.id), id)
        }
    }

    package func changeBoardSection(
        _ id: String, _ change: @escaping @Sendable (inout BoardSectionDraft) throws -> Void
    ) async throws(ContentError) -> Board {
        let now = now().milliseconds
        return try await database.write { db in
            let (board, section) = try Self.section(db, id)
            var draft = BoardSectionDraft(boardID: board.id)
            draft.title = section.title
            draft.description = section.description
            draft.deleted = section.deletedAt != nil
            try change(&draft)
            _ = try Board.existing(db, draft.boardID)
            if let order = draft.itemOrder { try BoardOrder.check(order, section.items.map(\.id), "item_order") }
            try db.execute(
                sql: """
                    UPDATE board_sections SET board_id = ?, title = ?, description = ?, item_order = ?, updated_at = ?,
                        deleted_at = ? WHERE id = ?
                    """,
                arguments: [
                    Int64(draft.boardID), draft.title, draft.description,
                    BoardOrder.text(draft.itemOrder ?? section.items.map(\.id)), now,
                    draft.deleted ? section.deletedAt?.milliseconds ?? now : nil, Int64(id),
                ])
            return try Board.existing(db, draft.boardID)
        }
    }

    package func deleteBoardSection(_ id: String) async throws(ContentError) {
        try await database.write { db in
            _ = try Self.section(db, id)
            try db.execute(sql: "DELETE FROM board_sections WHERE id = ?", arguments: [Int64(id)])
        }
    }

    /// Puts an item on a board.
    /// - Returns: The board and the item's id.
    package func createBoardItem(_ draft: BoardItemDraft) async throws(ContentError) -> (board: Board, id: String) {
        let now = now().milliseconds
        return try await database.write { db in
            let (board, section) = try Self.section(db, draft.sectionID)
            try Self.check(db, draft)
            try db.execute(
                sql: """
                    INSERT INTO board_items (section_id, look_id, dashboard_id, settings, created_at, updated_at)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    Int64(section.id), draft.lookID, draft.dashboardID, JSONValue.object(draft.settings).text, now, now,
                ])
            let id = String(db.lastInsertedRowID)
            try Self.order(db, section, with: id, at: draft.order, now: now)
            return (try Board.existing(db, board.id), id)
        }
    }

    package func changeBoardItem(
        _ id: String, _ change: @escaping @Sendable (inout BoardItemDraft) throws -> Void
    ) async throws(ContentError) -> Board {
        let now = now().milliseconds
        return try await database.write { db in
            let item = try Self.item(db, id)
            var draft = BoardItemDraft(sectionID: item.sectionID)
            (draft.lookID, draft.dashboardID, draft.settings) = (item.lookID, item.dashboardID, item.settings)
            try change(&draft)
            try Self.check(db, draft)
            let (board, section) = try Self.section(db, draft.sectionID)
            try db.execute(
                sql: """
                    UPDATE board_items SET section_id = ?, look_id = ?, dashboard_id = ?, settings = ?, updated_at = ?
                    WHERE id = ?
                    """,
                arguments: [
                    Int64(draft.sectionID), draft.lookID, draft.dashboardID, JSONValue.object(draft.settings).text, now,
                    Int64(id),
                ])
            if draft.order != nil || draft.sectionID != item.sectionID {
                try Self.order(db, section, with: id, at: draft.order, now: now)
            }
            return try Board.existing(db, board.id)
        }
    }

    package func deleteBoardItem(_ id: String) async throws(ContentError) {
        try await database.write { db in
            _ = try Self.item(db, id)
            try db.execute(sql: "DELETE FROM board_items WHERE id = ?", arguments: [Int64(id)])
        }
    }

    private static func order(_ db: Database, board: String, sections: [String], now: Int64) throws {
        try db.execute(
            sql: "UPDATE boards SET section_order = ?, updated_at = ? WHERE id = ?",
            arguments: [BoardOrder.text(sections), now, Int64(board)])
    }

    private static func order(
        _ db: Database, _ section: BoardSection, with id: String, at place: Int?, now: Int64
    ) throws {
        var ids = section.items.map(\.id).filter { $0 != id }
        ids.insert(id, at: min(max(place ?? ids.count, 0), ids.count))
        try db.execute(
            sql: "UPDATE board_sections SET item_order = ?, updated_at = ? WHERE id = ?",
            arguments: [BoardOrder.text(ids), now, Int64(section.id)])
    }

    private static func section(_ db: Database, _ id: String) throws -> (Board, BoardSection) {
        let board = try Int64.fetchOne(
            db, sql: "SELECT board_id FROM board_sections WHERE id = ?", arguments: [Int64(id)])
        guard let board = try board.map({ try Board.existing(db, String($0)) }),
            let section = board.sections.first(where: { $0.id == id })
        else { throw ContentError(.notFound, "There is no section \(id.prefix(40)).") }
        return (board, section)
    }

    private static func item(_ db: Database, _ id: String) throws -> BoardItem {
        let section = try Int64.fetchOne(
            db, sql: "SELECT section_id FROM board_items WHERE id = ?", arguments: [Int64(id)])
        guard let section, let item = try Self.section(db, String(section)).1.items.first(where: { $0.id == id }) else {
            throw ContentError(.notFound, "There is no item \(id.prefix(40)).")
        }
        return item
    }

    private static func check(_ db: Database, _ draft: BoardItemDraft) throws {
        if let look = draft.lookID {
            let found = try Bool.fetchOne(db, sql: "SELECT 1 FROM looks WHERE id = ?", arguments: [Int64(look)])
            guard found != nil else {
                throw ContentError(.invalid, "There is no Look \(look.prefix(40)).", field: "look_id")
            }
        } else if let dashboard = draft.dashboardID {
            let found = try Bool.fetchOne(db, sql: "SELECT 1 FROM dashboards WHERE id = ?", arguments: [dashboard])
            guard found != nil else {
                throw ContentError(.invalid, "There is no dashboard \(dashboard.prefix(80)).", field: "dashboard_id")
            }
        } else {
            guard let url = draft.settings["custom_url"]?.stringValue, !url.isEmpty else {
                throw ContentError(
                    .missingField, "An item needs a look_id, a dashboard_id or a custom_url.", field: "dashboard_id")
            }
            let lower = url.lowercased()
            guard
                lower.hasPrefix("https://") || lower.hasPrefix("http://")
                    || (url.hasPrefix("/") && !url.hasPrefix("//"))
            else {
                throw ContentError(
                    .invalid, "A link begins with https://, http:// or /.", field: "custom_url")
            }
        }
    }
}

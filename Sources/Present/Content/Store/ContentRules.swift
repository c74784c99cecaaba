import GRDB

/// What holds for everything that is saved.
enum ContentRules {
    static let longestTitle = 255
    static let longestDescription = 10_000
    /// Numbers that are given here begin above those that people like to write in files.
    private static let firstNumbers = ["look": 10_001, "dashboard": 10_001, "folder": 1_001]

    /// - Throws: `missing_field`, `invalid`
    static func checkTitle(_ title: String, field: String = "title") throws(ContentError) {
        guard title.contains(where: { !$0.isWhitespace }) else {
            throw ContentError(.missingField, "It needs a \(field).", field: field)
        }
        guard title.count <= longestTitle else {
            throw ContentError(.invalid, "A \(field) has at most \(longestTitle) characters.", field: field)
        }
        guard !title.utf8.contains(where: { $0 < 0x20 }) else {
            throw ContentError(.invalid, "A \(field) stands on one line.", field: field)
        }
    }

    static func checkSlug(_ slug: String?) throws(ContentError) {
        guard let slug else { return }
        let isRight =
            slug.utf8.allSatisfy(SlugReader.isSlugByte) && (1...255).contains(slug.utf8.count) && Int64(slug) == nil
        guard isRight else {
            throw ContentError(.invalid, "A slug is letters, digits, - and _, and no number.", field: "slug")
        }
    }

    /// A folder into which content can be put.
    static func checkFolder(_ db: Database, _ id: String, by editor: ContentEditor) throws {
        guard id != Folder.usersID, id != Folder.lookMLID else {
            throw ContentError(.invalid, "Nothing can be saved directly in this folder.", field: "folder_id")
        }
        let found = try Bool.fetchOne(
            db, sql: "SELECT 1 FROM folders WHERE id = ? AND deleted_at IS NULL", arguments: [id])
        guard found != nil, editor.sees(id) else {
            throw ContentError(.invalid, "There is no folder \(id.prefix(40)).", field: "folder_id")
        }
        try editor.requireEdit(id, of: "folder")
    }

    /// - Throws: `already_exists` when something else in the folder has the title.
    static func checkUnique(
        _ db: Database, _ table: String, title: String, in folder: String, except id: String?
    ) throws {
        let other = try String.fetchOne(
            db,
            sql: """
                SELECT CAST(id AS TEXT) FROM \(table) WHERE folder_id = ? AND title_key = ? AND deleted_at IS NULL
                AND CAST(id AS TEXT) IS NOT ?
                """, arguments: [folder, titleKey(title), id])
        if let other {
            throw ContentError(
                .alreadyExists,
                "There is already \"\(title.prefix(80))\" in this folder: \(other). Choose another title.",
                field: "title")
        }
    }

    static func checkSlugIsFree(_ db: Database, _ table: String, _ slug: String?, except id: String?) throws {
        guard let slug else { return }
        let other = try String.fetchOne(
            db, sql: "SELECT CAST(id AS TEXT) FROM \(table) WHERE slug = ? AND CAST(id AS TEXT) IS NOT ?",
            arguments: [slug, id])
        if let other {
            throw ContentError(.alreadyExists, "The slug `\(slug)` leads to \(other) already.", field: "slug")
        }
    }

    /// The next number of a kind; one that was given once never comes again.
    static func nextNumber(_ db: Database, of kind: ContentReference.Kind) throws -> Int64 {
        let table = kind == .board ? "boards" : kind.rawValue + "s"
        let largest = try Int64.fetchOne(db, sql: "SELECT max(CAST(id AS INTEGER)) FROM \(table)") ?? 0
        let last = try Int64.fetchOne(
            db, sql: "SELECT last FROM content_sequences WHERE kind = ?", arguments: [kind.rawValue])
        let first = Int64(firstNumbers[kind.rawValue] ?? 1)
        let next = max(max(largest, last ?? 0) &+ 1, first)
        try db.execute(
            sql: """
                INSERT INTO content_sequences (kind, last) VALUES (?, ?) ON CONFLICT (kind) DO UPDATE SET last = excluded.last
                """, arguments: [kind.rawValue, next])
        return next
    }

    /// `wanted` if nothing has that number.
    static func number(_ db: Database, of kind: ContentReference.Kind, wanted: Int64?) throws -> Int64 {
        guard let wanted else { return try nextNumber(db, of: kind) }
        let table = kind == .board ? "boards" : kind.rawValue + "s"
        let taken = try Bool.fetchOne(
            db, sql: "SELECT 1 FROM \(table) WHERE CAST(id AS TEXT) = ?", arguments: [String(wanted)])
        guard taken == nil, wanted > 0 else {
            throw ContentError(.alreadyExists, "There is already a \(kind.rawValue) \(wanted).", field: "id")
        }
        return wanted
    }

    static func checkUser(_ db: Database, _ id: String) throws {
        let found = try Bool.fetchOne(db, sql: "SELECT 1 FROM users WHERE id = ?", arguments: [Int64(id)])
        guard found != nil else {
            throw ContentError(.invalid, "There is no user \(id.prefix(40)).", field: "user_id")
        }
    }
}

package import Content
package import Foundation
import GRDB
import JSON

/// A Look or dashboard in a list of things that somebody might tidy up.
package struct ListedContent: Sendable {
    package var kind: DiscoverableContent.Kind
    package var id: String
    package var title: String
    package var description: String
    package var folderID: String
    package var folderName: String
    package var ownerName: String?
    package var viewCount: Int
    package var lastViewedAt: Date?
    package var createdAt: Date
    package var updatedAt: Date
    /// Whether it is changed in a file of the project.
    package var isFromFile: Bool
    package var version: Int
    package var path: String
}

extension Discovery {
    /// What nobody has looked at for so many days, and is older than that; the longest forgotten first.
    package nonisolated func unused(days: Int, as reader: SearchReader) async throws -> [ListedContent] {
        let edge = now().addingTimeInterval(-Double(days) * 86_400)
        return try await listed(for: reader)
            .filter { max($0.lastViewedAt ?? .distantPast, $0.createdAt) < edge }
            .sorted {
                ($0.lastViewedAt ?? .distantPast, $0.createdAt, $0.id) < (
                    $1.lastViewedAt ?? .distantPast, $1.createdAt, $1.id
                )
            }
    }

    /// Groups of things that ask the same: Looks of one query, dashboards whose tiles ask the same queries. In a group the
    /// most used first: that one is to stay.
    package nonisolated func duplicates(as reader: SearchReader) async throws -> [[ListedContent]] {
        let all = Dictionary(
            try await listed(for: reader).map { (DocumentName(kind: $0.kind.rawValue, key: $0.id), $0) },
            uniquingKeysWith: { first, _ in first })
        let signatures = try await database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT kind, key, signature FROM documents WHERE signature <> '' AND signature IN
                        (SELECT signature FROM documents WHERE signature <> '' GROUP BY signature HAVING count(*) > 1)
                    """
            ).map { (name: DocumentName(kind: $0["kind"], key: $0["key"]), signature: $0["signature"] as String) }
        }
        var groups: [String: [ListedContent]] = [:]
        for (name, signature) in signatures {
            if let thing = all[name] { groups[signature, default: []].append(thing) }
        }
        return groups.values.filter { $0.count > 1 }
            .map { $0.sorted { ($1.viewCount, $0.createdAt, $0.id) < ($0.viewCount, $1.createdAt, $1.id) } }
            .sorted { ($1.count, $0[0].title, $0[0].id) < ($0.count, $1[0].title, $1[0].id) }
    }

    /// What shows much the same as one thing: by the fields that both use and the words of their titles. The most alike
    /// first, with how alike they are from 0 to 1.
    ///
    /// - Returns: `nil` where the reader sees no such thing.
    package nonisolated func similar(
        to id: String, kind: DiscoverableContent.Kind, as reader: SearchReader, limit: Int = 10
    ) async throws -> [(content: ListedContent, likeness: Double)]? {
        let all = Dictionary(
            try await listed(for: reader).map { (DocumentName(kind: $0.kind.rawValue, key: $0.id), $0) },
            uniquingKeysWith: { first, _ in first })
        let own = DocumentName(kind: kind.rawValue, key: id)
        guard all[own] != nil else { return nil }
        let traits = try await database.read { try Traits.candidates($0, like: own) }
        guard let mine = traits[own] else { return [] }
        let found = traits.compactMap { name, other -> (content: ListedContent, likeness: Double)? in
            guard name != own, let thing = all[name] else { return nil }
            let likeness = mine.likeness(to: other)
            return likeness >= 0.25 ? (thing, likeness) : nil
        }
        return Array(
            found.sorted {
                ($1.likeness, $0.content.title, $0.content.id) < ($0.likeness, $1.content.title, $1.content.id)
            }
            .prefix(limit))
    }

    /// What the naming rules say of all that the reader may see.
    package nonisolated func namingFindings(
        as reader: SearchReader, rules: Set<NamingRule>
    ) async throws -> [(finding: NamingFinding, content: ListedContent)] {
        let all = try await listed(for: reader)
        let things = all.map {
            NamedThing(
                kind: $0.kind.rawValue, id: $0.id, title: $0.title, description: $0.description, folder: $0.folderID)
        }
        let byName = Dictionary(
            all.map { (DocumentName(kind: $0.kind.rawValue, key: $0.id), $0) }, uniquingKeysWith: { first, _ in first })
        return NamingCheck.findings(things, rules: rules).compactMap { finding in
            byName[DocumentName(kind: finding.kind, key: finding.id)].map { (finding, $0) }
        }
    }

    /// Everything that the reader may see, by title.
    private nonisolated func listed(for reader: SearchReader) async throws -> [ListedContent] {
        await freshen()
        let details = try await database.read { db in
            let rows = try Row.fetchCursor(
                db, sql: "SELECT kind, key, detail FROM documents WHERE kind IN ('look', 'dashboard')")
            var details: [DocumentName: JSONObject] = [:]
            while let row = try rows.next() {
                details[DocumentName(kind: row["kind"], key: row["key"])] =
                    try JSONValue.parse(row["detail"] as String).objectValue
            }
            return details
        }
        let kinds = Set(reader.kinds.map(\.rawValue))
        return try await content.contentStamps().compactMap { stamp in
            let detail = details[DocumentName(kind: stamp.kind.rawValue, key: stamp.id)]
            guard kinds.contains(stamp.kind.rawValue), reader.sees(folder: stamp.folderID) else { return nil }
            let model = detail?["model"]?.stringValue
            if stamp.kind == .look || detail?["lookml"]?.boolValue == true, let model,
                reader.project.model(model) == nil
            {
                return nil
            }
            return ListedContent(
                kind: stamp.kind, id: stamp.id, title: stamp.title,
                description: detail?["description"]?.stringValue ?? "", folderID: stamp.folderID,
                folderName: detail?["folder_name"]?.stringValue ?? "", ownerName: detail?["owner"]?.stringValue,
                viewCount: stamp.viewCount, lastViewedAt: stamp.lastViewedAt, createdAt: stamp.createdAt,
                updatedAt: stamp.updatedAt, isFromFile: stamp.isFromFile, version: stamp.version,
                path: stamp.kind == .look ? PageAddress.look(stamp.id) : PageAddress.dashboard(stamp.id))
        }.sorted { ($0.title.lowercased(), $0.id) < ($1.title.lowercased(), $1.id) }
    }
}

/// By what things are compared.
private struct Traits {
    var fields: Set<String>
    var words: Set<String>

    /// Shared fields count three times as much as shared words of the title.
    func likeness(to other: Traits) -> Double {
        0.75 * Self.share(fields, other.fields) + 0.25 * Self.share(words, other.words)
    }

    private static func share(_ left: Set<String>, _ right: Set<String>) -> Double {
        let together = left.union(right).count
        return together == 0 ? 0 : Double(left.intersection(right).count) / Double(together)
    }

    /// Those that share fields or words with one thing, and that thing.
    static func candidates(_ db: Database, like own: DocumentName) throws -> [DocumentName: Traits] {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT d.id, w.title, w.fields FROM documents d JOIN document_words w ON w.rowid = d.id
                WHERE d.kind = ? AND d.key = ?
                """, arguments: [own.kind, own.key])
        guard let row else { return [:] }
        var found = [own: Traits(row)]
        let mine = Traits(row)
        let names = mine.fields.sorted().prefix(40).map { name in
            "fields : \"\(name.map { $0.isLetter || $0.isNumber ? String($0) : " " }.joined())\""
        }
        let words = mine.words.sorted().prefix(10).map { "title : \"\($0)\"" }
        let match = (names + words).joined(separator: " OR ")
        guard !match.isEmpty else { return found }
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT d.kind, d.key, w.title, w.fields FROM document_words w JOIN documents d ON d.id = w.rowid
                WHERE document_words MATCH ? AND w.rowid BETWEEN ? AND ? AND d.kind IN ('look', 'dashboard')
                ORDER BY bm25(document_words, 2.0, 0.0, 0.0, 4.0, 0.0) LIMIT 200
                """,
            arguments: [match, DocumentShelf.content.ids.lowerBound, DocumentShelf.content.ids.upperBound])
        while let row = try rows.next() { found[DocumentName(kind: row["kind"], key: row["key"])] = Traits(row) }
        return found
    }

    private init(_ row: Row) {
        fields = Set((row["fields"] as String).components(separatedBy: " · ").filter { !$0.isEmpty })
        words = Set(SearchWords(row["title"]).words.map { $0.lowercased() })
    }
}

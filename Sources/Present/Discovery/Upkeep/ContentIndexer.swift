import Content
import Foundation
import GRDB
import JSON

/// Makes the index know the Looks, dashboards, charts and saved statements that there are.
struct ContentIndexer: Sendable {
    let database: SearchDatabase
    let content: ContentStore
    let now: Date

    /// Things of which the details are read at once.
    private static let chunk = 300

    /// Reads what has changed since the index saw it last, drops what is gone, and weighs all by their use.
    ///
    /// - Returns: Whether anything was read or dropped.
    func bringUpToDate(charts: [ChartFile]) async throws -> Bool {
        let boards = try await content.boards().map(Self.document)
        let statements = try await content.statements().map(Self.document)
        let allFolders = try await content.folders()
        let (folders, names) = (allFolders.map(Self.document), FolderNames(allFolders))
        let stamps = try await content.contentStamps()
        let known = try await database.read { try SearchDocument.stamps($0, on: .content) }
        var gone = Set(known.keys)
        var changed: [DiscoverableContent.Kind: [String]] = [:]
        var weights: [Weighed] = []
        var weightOf: [DocumentName: Weighed] = [:]
        var stampOf: [DocumentName: String] = [:]
        for stamp in stamps {
            let name = DocumentName(kind: stamp.kind.rawValue, key: stamp.id)
            gone.remove(name)
            let weight = Usage.weight(
                views: stamp.viewCount, touched: max(stamp.updatedAt, stamp.lastViewedAt ?? .distantPast), now: now)
            let weighed = Weighed(name: name, weight: weight, views: stamp.viewCount)
            weightOf[name] = weighed
            stampOf[name] = stamp.text
            guard let old = known[name], old.stamp == stamp.text else {
                changed[stamp.kind, default: []].append(stamp.id)
                continue
            }
            if abs(old.weight - weight) > 0.02 * weight { weights.append(weighed) }
        }
        let others = charts.map { Self.document($0, in: names.id(of: $0.folder)) } + boards + folders + statements
        for document in others { gone.remove(DocumentName(kind: document.kind, key: document.key)) }
        let changedOthers = others.filter { other in
            known[DocumentName(kind: other.kind, key: other.key)]?.stamp != other.stamp
        }
        try await store(changedOthers, gone: gone, weights: weights)
        for (kind, ids) in changed {
            for start in stride(from: 0, to: ids.count, by: Self.chunk) {
                let part = Array(ids[start..<min(ids.count, start + Self.chunk)])
                let things = try await content.discoverable(kind, part)
                let documents = things.map { thing -> SearchDocument in
                    let name = DocumentName(kind: kind.rawValue, key: thing.id)
                    return Self.document(thing, stamp: stampOf[name] ?? "", weightOf[name])
                }
                try await database.write { db in
                    for document in documents { try document.save(db, on: .content) }
                    for thing in things where thing.kind == .dashboard { try Self.saveFilters(db, of: thing) }
                }
            }
        }
        return !gone.isEmpty || !changed.isEmpty || !changedOthers.isEmpty
    }

    /// How much something is used.
    private struct Weighed: Sendable {
        var name: DocumentName
        var weight: Double
        var views: Int
    }

    private func store(
        _ documents: [SearchDocument], gone: Set<DocumentName>, weights: [Weighed]
    ) async throws {
        guard !documents.isEmpty || !gone.isEmpty || !weights.isEmpty else { return }
        try await database.write { db in
            for document in documents { try document.save(db, on: .content) }
            for name in gone {
                try SearchDocument.remove(db, kind: name.kind, key: name.key)
                if name.kind == DiscoverableContent.Kind.dashboard.rawValue {
                    try db.execute(sql: "DELETE FROM filters WHERE dashboard = ?", arguments: [name.key])
                }
            }
            let update = try db.makeStatement(
                sql: "UPDATE documents SET weight = ?, views = ? WHERE kind = ? AND key = ?")
            for weighed in weights {
                try update.execute(arguments: [weighed.weight, weighed.views, weighed.name.kind, weighed.name.key])
            }
        }
    }

    /// A filter comes first that is the dashboard's own subject: it has a value from the start, and stands in front.
    /// Of equal ones, the dashboard that shows more.
    private static func saveFilters(_ db: Database, of dashboard: DiscoverableContent) throws {
        try db.execute(sql: "DELETE FROM filters WHERE dashboard = ?", arguments: [dashboard.id])
        for (place, filter) in dashboard.filters.enumerated() {
            let rank = (filter.hasDefault ? 0 : 100_000) + min(place, 9) * 10_000 - min(dashboard.queries.count, 999)
            try db.execute(
                sql: """
                    INSERT INTO filters (dashboard, name, title, model, explore, field, rank)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    dashboard.id, filter.name, filter.title, filter.model, filter.explore, filter.field, rank,
                ])
        }
    }

    private static func document(_ thing: DiscoverableContent, stamp: String, _ weighed: Weighed?) -> SearchDocument {
        var document = SearchDocument(
            kind: thing.kind.rawValue, key: thing.id, stamp: stamp, folder: thing.folderID, title: thing.title)
        document.synonyms = thing.tags + thing.parts
        document.quality = thing.isDeprecated ? 0.2 : thing.certification == Verification.certified ? 1.5 : 1
        document.description = thing.description
        var fields: Set<String> = []
        for query in thing.queries { fields.formUnion(query.fields + query.pivots + query.filters.keys) }
        document.fields = fields.sorted()
        document.owner = thing.ownerName ?? ""
        document.weight = weighed?.weight ?? 1
        document.views = weighed?.views ?? 0
        document.signature = signature(of: thing)
        let model = thing.model ?? thing.queries.first?.model
        document.detail = JSONObject([
            ("description", .string(thing.description)), ("folder_name", .string(thing.folderName)),
            ("owner", JSONValue(thing.ownerName)), ("model", JSONValue(model)),
            ("models", .array(Set(thing.queries.map(\.model)).sorted().map(JSONValue.string))),
            ("lookml", .bool(thing.model != nil)), ("certification", JSONValue(thing.certification)),
            ("deprecated", .bool(thing.isDeprecated)),
        ])
        return document
    }

    /// What a thing asks, whatever it is called and however it is drawn.
    private static func signature(of thing: DiscoverableContent) -> String {
        let queries = thing.queries.map { query in
            Fingerprint.of(
                query.model, query.explore, query.fields.sorted().joined(separator: ","),
                query.pivots.sorted().joined(separator: ","),
                query.filterTexts.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "&"),
                query.filterExpression ?? "", query.dynamicFields ?? "", query.limit ?? "")
        }
        return queries.isEmpty
            ? "" : Fingerprint.of(thing.kind.rawValue, queries.sorted().joined(separator: ","))
    }

    private static func document(_ board: Board) -> SearchDocument {
        let sections = board.sections.compactMap(\.title)
        var document = SearchDocument(
            kind: FoundContent.Kind.board.rawValue, key: board.id,
            stamp: Fingerprint.of(board.title, board.description, sections.joined(separator: "\n")), folder: nil,
            title: board.title)
        document.description = board.description
        document.synonyms = sections
        document.detail = JSONObject([("description", .string(board.description))])
        return document
    }

    /// Found by its text too, and so by the tables that it reads.
    private static func document(_ statement: SavedStatement) -> SearchDocument {
        var document = SearchDocument(
            kind: FoundContent.Kind.statement.rawValue, key: statement.id,
            stamp: Fingerprint.of(
                String(statement.version), statement.folderID, statement.folderName, statement.ownerName ?? ""),
            folder: statement.folderID, title: statement.title)
        document.description = statement.description
        document.fields = [statement.sql]
        document.owner = statement.ownerName ?? ""
        document.detail = JSONObject([
            ("description", .string(statement.description)), ("folder_name", .string(statement.folderName)),
            ("owner", JSONValue(statement.ownerName)),
        ])
        return document
    }

    /// Seen by who may look into the folder itself.
    private static func document(_ folder: Folder) -> SearchDocument {
        var document = SearchDocument(
            kind: FoundContent.Kind.folder.rawValue, key: folder.id,
            stamp: Fingerprint.of(folder.name, folder.description), folder: folder.id, title: folder.name)
        document.description = folder.description
        document.detail = JSONObject([("description", .string(folder.description))])
        return document
    }

    private static func document(_ chart: ChartFile, in folder: String) -> SearchDocument {
        let events = chart.definition.text
        var document = SearchDocument(
            kind: FoundContent.Kind.chart.rawValue, key: chart.id,
            stamp: Fingerprint.of(chart.title, chart.description, events, folder),
            folder: folder, title: chart.title)
        document.description = chart.description
        document.fields = [events]
        document.detail = JSONObject([("description", .string(chart.description))])
        return document
    }
}

/// A short digest that is the same on every run: FNV-1a, 64 bits. Only for finding out whether something has changed.
enum Fingerprint {
    static func of(_ texts: String...) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for text in texts {
            for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            hash = (hash ^ 0xFF) &* 0x100_0000_01B3
        }
        return String(hash, radix: 36)
    }
}

import Content
import Foundation
import GRDB
import JSON
import SemanticModel

/// Makes the index know the explores, fields and metrics that there are: all of them, whoever may know them; who asks
/// is shown what their own project has.
struct ModelIndexer: Sendable {
    let database: SearchDatabase

    /// Documents that are written at once: so many that the file is not synchronised for each, and few enough that
    /// others get to write.
    private static let chunk = 2_000

    func bringUpToDate(_ project: Project, metrics: [MetricDefinition]) async throws {
        let uses = try await fieldUses()
        let documents = Self.documents(of: project.openedWhole(), uses: uses) + metrics.map(Self.document)
        let known = try await database.read { try SearchDocument.stamps($0, on: .model) }
        var gone = Set(known.keys)
        for document in documents { gone.remove(DocumentName(kind: document.kind, key: document.key)) }
        let changed = documents.filter { known[DocumentName(kind: $0.kind, key: $0.key)]?.stamp != $0.stamp }
        let dropped = gone
        try await database.write { db in
            for name in dropped { try SearchDocument.remove(db, kind: name.kind, key: name.key) }
        }
        for start in stride(from: 0, to: changed.count, by: Self.chunk) {
            let part = Array(changed[start..<min(changed.count, start + Self.chunk)])
            try await database.write { db in
                for document in part { try document.save(db, on: .model) }
            }
        }
    }

    /// How many Looks and dashboards use a field, by its full name.
    private func fieldUses() async throws -> [String: Int] {
        try await database.read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT w.fields FROM document_words w
                    WHERE w.rowid BETWEEN ? AND ?
                    """, arguments: [DocumentShelf.content.ids.lowerBound, DocumentShelf.content.ids.upperBound])
            var uses: [String: Int] = [:]
            while let row = try rows.next() {
                for name in (row["fields"] as String).components(separatedBy: " · ") { uses[name, default: 0] += 1 }
            }
            return uses
        }
    }

    private static func documents(of project: Project, uses: [String: Int]) -> [SearchDocument] {
        var documents: [SearchDocument] = []
        for model in project.models {
            /// A field is one document for all explores of the model that have it under this name.
            var fields: [String: (field: Field, explores: [String])] = [:]
            var order: [String] = []
            for explore in model.explores where !explore.hidden {
                documents.append(document(explore, of: model))
                for field in explore.fields where !field.hidden {
                    if fields[field.name] == nil {
                        order.append(field.name)
                        fields[field.name] = (field, [])
                    }
                    fields[field.name]?.explores.append(explore.name)
                }
            }
            for name in order {
                guard let (field, explores) = fields[name] else { continue }
                documents.append(document(field, of: model, explores: explores, uses: uses[name] ?? 0))
            }
        }
        return documents
    }

    private static func document(_ explore: Explore, of model: Model) -> SearchDocument {
        let description = explore.description ?? ""
        var document = SearchDocument(
            kind: "explore", key: "\(model.name)/\(explore.name)", stamp: "", folder: nil, title: explore.label)
        document.synonyms = explore.tags
        document.description = description
        document.fields = [explore.name, model.label]
        document.weight = 2
        document.detail = JSONObject([
            ("model", .string(model.name)), ("explore", .string(explore.name)), ("description", .string(description)),
        ])
        document.seal()
        return document
    }

    private static func document(
        _ field: Field, of model: Model, explores: [String], uses: Int
    ) -> SearchDocument {
        let description = field.description ?? ""
        var document = SearchDocument(
            kind: "field", key: "\(model.name)/\(field.name)", stamp: "", folder: nil, title: field.label)
        document.synonyms = field.details.synonyms + field.tags
        document.description = description
        document.fields = [field.name]
        document.weight = Usage.popularity(uses)
        document.detail = JSONObject([
            ("model", .string(model.name)), ("field", .string(field.name)), ("description", .string(description)),
            ("category", .string(field.category.rawValue)), ("type", .string(field.type)),
            ("explores", .array(explores.prefix(40).map(JSONValue.string))),
        ])
        document.seal()
        return document
    }

    private static func document(_ metric: MetricDefinition) -> SearchDocument {
        var document = SearchDocument(kind: "metric", key: metric.name, stamp: "", folder: nil, title: metric.label)
        document.synonyms = metric.synonyms
        document.description = [metric.definition, metric.formula ?? "", metric.group].joined(separator: " ")
        document.fields = metric.fields
        document.owner = metric.owner ?? ""
        document.weight = 3
        document.detail = JSONObject([
            ("group", .string(metric.group)), ("definition", .string(metric.definition)),
        ])
        document.seal()
        return document
    }
}

extension SearchDocument {
    /// Sets the stamp from everything else.
    mutating func seal() {
        stamp = Fingerprint.of(
            title, synonyms.joined(separator: " · "), description, fields.joined(separator: " · "), owner,
            String(weight), JSONValue.object(detail).text)
    }
}

import Foundation
import GRDB
import JSON
import SemanticModel

extension Discovery {
    /// What each kind gives at most.
    package struct Limits: Sendable {
        package var content = 20
        package var metrics = 5
        package var fields = 15
        package var values = 10

        package init() {}
    }

    /// Everything that `text` names and the reader may see. Words may be the beginnings of words; all of them have to be
    /// there.
    ///
    /// - Throws: ``DiscoveryError`` when the index can't be read.
    package nonisolated func search(
        _ text: String, as reader: SearchReader, limits: Limits = Limits()
    ) async throws(DiscoveryError) -> SearchAnswer {
        let words = SearchWords(text)
        guard !words.isEmpty else { return SearchAnswer() }
        await freshen()
        var answer = try await database.read { db in
            try Search(db: db, reader: reader, limits: limits).answer(words)
        }
        answer.isPartial = await !isComplete
        return answer
    }

    /// The content alone, a page of it; for Looker's `content/{terms}`.
    package nonisolated func content(
        _ text: String, as reader: SearchReader, offset: Int, limit: Int
    ) async throws(DiscoveryError) -> [FoundContent] {
        let words = SearchWords(text)
        guard !words.isEmpty, limit > 0 else { return [] }
        await freshen()
        let (from, most) = (max(0, offset), min(limit, 5_000))
        return try await database.read { db in
            var limits = Limits()
            limits.content = from + most
            let found = try Search(db: db, reader: reader, limits: limits).content(words)
            return Array(found.dropFirst(from))
        }
    }
}

/// One search in one state of the index.
private struct Search {
    let db: Database
    let reader: SearchReader
    let limits: Discovery.Limits

    func answer(_ words: SearchWords) throws -> SearchAnswer {
        var answer = SearchAnswer()
        answer.content = try content(words)
        (answer.metrics, answer.fields) = try model(words)
        answer.values = try values(words)
        if answer.values.isEmpty, answer.content.count < limits.content {
            answer.content += try dashboardsForValue(words, besides: Set(answer.content.map(\.path)))
        }
        return answer
    }

    // MARK: Content

    func content(_ words: SearchWords) throws -> [FoundContent] {
        let found = try FoundDocument.search(
            db, words, on: .content, kinds: reader.kinds.map(\.rawValue).sorted(),
            folders: reader.folders.map { $0.sorted() }, limit: limits.content * 2)
        return Array(found.compactMap(content).prefix(limits.content))
    }

    /// As the reader may see it; `nil` for a Look or LookML dashboard of a model that they don't know.
    private func content(_ document: FoundDocument) -> FoundContent? {
        guard let kind = FoundContent.Kind(rawValue: document.kind) else { return nil }
        let detail = document.detail
        let model = detail["model"]?.stringValue
        if kind == .look || detail["lookml"]?.boolValue == true, let model, reader.project.model(model) == nil {
            return nil
        }
        let path =
            switch kind {
            case .look: PageAddress.look(document.key)
            case .dashboard: PageAddress.dashboard(document.key)
            case .chart: "/product/charts/" + PageAddress.encoded(document.key)
            case .folder: "/folders/" + PageAddress.encoded(document.key)
            case .board: "/boards/" + PageAddress.encoded(document.key)
            case .statement: "/sql/" + PageAddress.encoded(document.key)
            }
        return FoundContent(
            kind: kind, id: document.key, title: document.title,
            description: detail["description"]?.stringValue ?? "", folderID: document.folder,
            folderName: detail["folder_name"]?.stringValue, ownerName: detail["owner"]?.stringValue, model: model,
            certification: detail["certification"]?.stringValue,
            isDeprecated: detail["deprecated"]?.boolValue ?? false, viewCount: document.views, path: path, filter: nil)
    }

    // MARK: The model

    private func model(_ words: SearchWords) throws -> ([FoundMetric], [FoundField]) {
        guard reader.seesData else { return ([], []) }
        var metrics: [FoundMetric] = []
        var fields: [FoundField] = []
        // Enough for readers who know only a part of it.
        let found = try FoundDocument.search(
            db, words, on: .model, kinds: ["metric", "explore", "field"], folders: nil, limit: 400)
        for document in found {
            switch document.kind {
            case "metric" where metrics.count < limits.metrics:
                metrics.append(
                    FoundMetric(
                        name: document.key, label: document.title,
                        group: document.detail["group"]?.stringValue ?? "",
                        definition: document.detail["definition"]?.stringValue ?? ""))
            case "explore" where fields.count < limits.fields, "field" where fields.count < limits.fields:
                if let field = field(document) { fields.append(field) }
            default: break
            }
        }
        return (metrics, fields)
    }

    private func field(_ document: FoundDocument) -> FoundField? {
        let detail = document.detail
        guard let name = detail["model"]?.stringValue, let model = reader.project.model(name) else { return nil }
        let description = detail["description"]?.stringValue ?? ""
        guard let fieldName = detail["field"]?.stringValue else {
            guard let explore = detail["explore"]?.stringValue, model.explore(explore) != nil else { return nil }
            return FoundField(
                model: name, explore: explore, field: nil, label: document.title, description: description,
                category: "explore", type: nil, path: PageAddress.explore(name, explore, fields: []))
        }
        let explores = detail["explores"]?.arrayValue?.compactMap(\.stringValue) ?? []
        guard let explore = explores.first(where: { model.explore($0)?.field(fieldName) != nil }) else { return nil }
        return FoundField(
            model: name, explore: explore, field: fieldName, label: document.title, description: description,
            category: detail["category"]?.stringValue ?? "dimension", type: detail["type"]?.stringValue,
            path: PageAddress.explore(name, explore, fields: [fieldName]))
    }

    // MARK: Values

    private func values(_ words: SearchWords) throws -> [FoundValue] {
        guard reader.seesData else { return [] }
        var grouped: [GroupKey: FoundValue] = [:]
        var order: [GroupKey] = []
        for (source, field, value) in try rawValues(words) {
            // One value of one field of several explores is one answer.
            let key = GroupKey(model: source.model, field: source.field, value: value)
            guard grouped[key] == nil else { continue }
            order.append(key)
            grouped[key] = FoundValue(
                value: value, model: source.model, explore: source.explore, field: source.field,
                fieldLabel: field.label, dashboards: [],
                explorePath: PageAddress.explore(
                    source.model, source.explore, fields: [source.field],
                    filters: [(source.field, FilterWriter.exact(value))]))
        }
        let ranked = order.sorted { rank($0.value, words) < rank($1.value, words) }
        // Values of one field have the same dashboards: a field that thousands filter by is looked at once.
        var takers: [FieldKey: [Taker]] = [:]
        return try ranked.prefix(limits.values).compactMap { key in
            guard var found = grouped[key] else { return nil }
            let field = FieldKey(model: key.model, field: key.field)
            let known = try takers[field] ?? self.takers(of: field)
            takers[field] = known
            found.dashboards = known.map { taker in
                FoundValue.Place(
                    dashboardID: taker.dashboard, title: taker.title, filter: taker.label,
                    path: PageAddress.dashboard(
                        taker.dashboard, filters: [(taker.filter, FilterWriter.exact(key.value))]))
            }
            return found
        }
    }

    private struct GroupKey: Hashable {
        var model: String
        var field: String
        var value: String
    }

    private func rawValues(_ words: SearchWords) throws -> [(source: ValueField, field: Field, value: String)] {
        var visible: [Int64: (ValueField, Field)] = [:]
        for (id, source) in try ValueShelf.fields(db) {
            guard let explore = reader.project.model(source.model)?.explore(source.explore),
                let field = explore.field(source.field)
            else { continue }
            visible[id] = (source, field)
        }
        return try ValueShelf.search(db, words, in: Set(visible.keys), limit: limits.values * 2).compactMap { hit in
            visible[hit.field].map { ($0.0, $0.1, hit.value) }
        }
    }

    /// The whole value first, then those that begin with what was typed, then the short before the long.
    private func rank(_ value: String, _ words: SearchWords) -> ValueRank {
        let key = SearchWords(value).key
        return ValueRank(
            form: key == words.key ? 0 : key.hasPrefix(words.key) ? 1 : 2, length: value.count, value: value)
    }

    private struct ValueRank: Comparable {
        var form: Int
        var length: Int
        var value: String

        static func < (left: Self, right: Self) -> Bool {
            (left.form, left.length, left.value) < (right.form, right.length, right.value)
        }
    }

    private struct FieldKey: Hashable {
        var model: String
        var field: String
    }

    /// A dashboard that has a filter on a field.
    private struct Taker {
        var dashboard: String
        var title: String
        /// The name and the label of the filter.
        var filter: String
        var label: String
    }

    /// Dashboards that take values of a field as a filter, each once.
    private func takers(of key: FieldKey, limit: Int = 5) throws -> [Taker] {
        guard reader.kinds.contains(.dashboard) else { return [] }
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT f.dashboard, f.name, f.title AS label, d.title, d.folder FROM filters f
                JOIN documents d ON d.kind = 'dashboard' AND d.key = f.dashboard
                WHERE f.model = ? AND f.field = ?
                ORDER BY (f.rank + 1000) / d.weight, d.title_key, d.key LIMIT 500
                """, arguments: [key.model, key.field])
        var takers: [Taker] = []
        while takers.count < limit, let row = try rows.next() {
            let id: String = row["dashboard"]
            guard reader.sees(folder: row["folder"]), !takers.contains(where: { $0.dashboard == id }) else { continue }
            takers.append(Taker(dashboard: id, title: row["title"], filter: row["name"], label: row["label"]))
        }
        return takers
    }

    /// "databricks search": dashboards whose words are one half and that take the other as a filter.
    private func dashboardsForValue(_ words: SearchWords, besides known: Set<String>) throws -> [FoundContent] {
        guard reader.seesData, reader.kinds.contains(.dashboard) else { return [] }
        var found: [FoundContent] = []
        for (value, rest) in words.halves {
            let hits = try rawValues(value).filter { SearchWords($0.value).key.hasPrefix(value.key) }.prefix(3)
            guard !hits.isEmpty else { continue }
            let dashboards = try FoundDocument.search(
                db, rest, on: .content, kinds: [FoundContent.Kind.dashboard.rawValue],
                folders: reader.folders.map { $0.sorted() }, limit: 50)
            for document in dashboards {
                for hit in hits {
                    let filter = try Row.fetchOne(
                        db,
                        sql: """
                            SELECT name, title FROM filters WHERE dashboard = ? AND model = ? AND field = ?
                            ORDER BY rank LIMIT 1
                            """, arguments: [document.key, hit.source.model, hit.source.field])
                    guard let filter, var content = content(document) else { continue }
                    content.path = PageAddress.dashboard(
                        document.key, filters: [(filter["name"], FilterWriter.exact(hit.value))])
                    content.filter = (filter["title"], hit.value)
                    guard !known.contains(content.path), !found.contains(where: { $0.path == content.path }) else {
                        continue
                    }
                    found.append(content)
                    break
                }
            }
        }
        return Array(found.prefix(10))
    }
}

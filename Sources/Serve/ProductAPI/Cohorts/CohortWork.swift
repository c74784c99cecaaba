package import Content
package import JSON
package import ProductAnalytics

/// What people do with saved cohorts, through the API and on the command line.
package struct CohortWork: Sendable {
    package let keeper: CohortKeeper
    /// Where cohorts are saved; `nil` where only files are there.
    package let store: ContentStore?

    package init(keeper: CohortKeeper, store: ContentStore?) {
        self.keeper = keeper
        self.store = store
    }

    private var desk: CohortDesk { keeper.desk }
    private var json: CohortJSON { CohortJSON(calendar: desk.charts.calendar) }

    /// Unknown ids that are named.
    private static let namedIDs = 100

    package func list(for reader: ChartReader) async throws -> [JSONValue] {
        let kept = try await keeper.all()
        return try await desk.shelf.all().filter { may(reader, see: $0) }
            .map { json.describe($0, kept: kept[$0.name], whole: false) }
    }

    /// - Throws: ``ContentError`` `not_found` also for one of events that the reader must not see.
    package func find(_ nameOrID: String, version: Int? = nil, for reader: ChartReader) async throws -> SavedCohort {
        var reference = CohortReference(nameOrID)
        if let version { reference.version = version }
        guard let saved = try await desk.shelf.cohort(reference), may(reader, see: saved) else {
            throw ContentError(.notFound, "There is no cohort \"\(reference)\".")
        }
        return saved
    }

    package func show(_ nameOrID: String, version: Int? = nil, for reader: ChartReader) async throws -> JSONValue {
        let saved = try await find(nameOrID, version: version, for: reader)
        let answer = json.describe(saved, kept: try await keeper.all()[saved.name], whole: true)
        guard var members = answer.objectValue else { return answer }
        members["explores"] = .array(explores(of: saved, for: reader))
        return .object(members)
    }

    /// Explores, filtered to the members. One of an explore's people has none: only of collected events they are joined.
    private func explores(of saved: SavedCohort, for reader: ChartReader) -> [JSONValue] {
        guard let cohort = try? saved.cohort() else { return [] }
        if case .explore = desk.charts.sources.whole(cohort.source) { return [] }
        return desk.charts.links(for: reader)?.links(toCohort: saved.name) ?? []
    }

    /// Every version, the newest first.
    package func versions(of nameOrID: String, for reader: ChartReader) async throws -> [JSONValue] {
        let saved = try await find(nameOrID, for: reader)
        return (try await store?.versions(ofCohort: saved.name) ?? []).map {
            json.describe($0, kept: nil, whole: true)
        }
    }

    /// A definition that is not saved: how many are in, and some of them.
    package func preview(
        _ definition: JSONObject, asOf: Int64?, limit: Int, names: Bool, for reader: ChartReader
    ) async throws -> JSONValue {
        let cohort = try Cohort(named: "preview", definition)
        let members = try await desk.members(of: cohort, asOf: asOf, for: reader)
        var answer = found(members)
        answer["words"] = .string(cohort.words)
        answer["count_by"] = .string(cohort.unit.word)
        if names {
            let described: [JSONValue]
            if let names = members.names {
                described = names.prefix(limit).map { ["name": .string($0)] }
            } else {
                described = try await ChartUnitNames(
                    warehouse: desk.charts.warehouse, limit: limit, label: reader.label
                ).describe(ChartUnits(units: members.units, names: nil))
            }
            answer["members"] = .array(described)
        }
        return .object(answer)
    }

    /// Saves a new cohort, once it is known that it can be worked out.
    package func save(
        named name: String, description: String, definition: JSONObject, note: String, by editor: CohortEditor,
        for reader: ChartReader
    ) async throws -> JSONValue {
        let store = try writable()
        let members = try await check(named: name, definition, reader)
        let saved = try await store.saveCohort(
            named: name, description: description, definition: definition, note: note, by: editor)
        return try await kept(saved, members)
    }

    /// Makes the next version of a cohort.
    package func change(
        _ nameOrID: String, description: String?, definition: JSONObject?, note: String, by editor: CohortEditor,
        for reader: ChartReader
    ) async throws -> JSONValue {
        let store = try writable()
        let old = try await find(nameOrID, for: reader)
        var members: CohortDesk.Members?
        if let definition { members = try await check(named: old.name, definition, reader) }
        let saved = try await store.changeCohort(
            old.name, description: description, definition: definition, note: note, by: editor)
        return try await kept(saved, members)
    }

    /// Saves a list of ids, as a new cohort or as the next version of one that is there.
    package func bringIn(
        _ list: ImportedIDs, named name: String, description: String?, countBy: String?,
        source: ChartDefinition.SourceName?, note: String, by editor: CohortEditor, for reader: ChartReader
    ) async throws -> JSONValue {
        var definition = JSONObject([(list.kind.rawValue, .array(list.ids.map(JSONValue.string)))])
        if let countBy, countBy != "person" { definition["count_by"] = .string(countBy) }
        if let source { definition["source"] = source.json }
        var answer: JSONValue
        if let old = try await desk.shelf.cohort(CohortReference(name: name)) {
            guard case .list = try old.cohort().content else {
                throw ContentError(
                    .invalid, "The cohort \"\(name)\" is worked out from events and is no list. Take another name.",
                    field: "name")
            }
            answer = try await change(
                name, description: description, definition: definition, note: note, by: editor, for: reader)
        } else {
            answer = try await save(
                named: name, description: description ?? "", definition: definition, note: note, by: editor,
                for: reader)
        }
        guard var members = answer.objectValue else { return answer }
        members["ids"] = JSONValue(list.ids.count)
        answer = .object(members)
        return answer
    }

    package func delete(_ nameOrID: String, by editor: CohortEditor, for reader: ChartReader) async throws {
        let saved = try await find(nameOrID, for: reader)
        try await writable().deleteCohort(saved.name, by: editor)
    }

    /// Takes a cohort out of the trash, or makes an old version the newest one again.
    package func restore(
        _ nameOrID: String, version: Int?, by editor: CohortEditor, for reader: ChartReader
    ) async throws -> JSONValue {
        let store = try writable()
        if let version {
            let old = try await find(nameOrID, version: version, for: reader)
            return try await change(
                old.name, description: old.description, definition: old.definition, note: "as version \(version)",
                by: editor, for: reader)
        }
        let trash = try await store.cohorts(deleted: true)
        guard trash.contains(where: { ($0.id == nameOrID || $0.name == nameOrID) && may(reader, see: $0) }) else {
            throw ContentError(.notFound, "No cohort \"\(nameOrID)\" was deleted.")
        }
        return try await kept(try await store.restoreCohort(nameOrID, by: editor), nil)
    }

    package func trash(for reader: ChartReader) async throws -> [JSONValue] {
        (try await store?.cohorts(deleted: true) ?? []).filter { may(reader, see: $0) }
            .map { json.describe($0, kept: nil, whole: false) }
    }

    /// Works a cohort out now.
    package func compute(_ nameOrID: String, for reader: ChartReader) async throws -> JSONValue {
        let saved = try await find(nameOrID, for: reader)
        let members = try await desk.members(of: try saved.cohort(), for: reader)
        return try await kept(saved, members)
    }

    package func page(
        _ nameOrID: String, version: Int?, after: String?, limit: Int, for reader: ChartReader
    ) async throws -> (name: String, page: CohortPage, json: JSONValue) {
        let saved = try await find(nameOrID, version: version, for: reader)
        let newest = try await desk.shelf.cohort(CohortReference(name: saved.name))
        var kept = try await keeper.all()[saved.name]
        if kept?.version != saved.version, newest?.version == saved.version {
            // Nobody has worked it out yet.
            kept = try await keeper.compute(saved, for: reader)
        }
        let page = try await desk.page(of: saved, kept: kept, after: after, limit: limit, for: reader)
        return (saved.name, page, json.describe(page, of: saved.name))
    }

    private func check(
        named name: String, _ definition: JSONObject, _ reader: ChartReader
    ) async throws -> CohortDesk.Members {
        let cohort = try Cohort(named: name, definition)
        try await desk.checkGroups(of: cohort, for: reader)
        return try await desk.members(of: cohort, for: reader)
    }

    private func kept(_ saved: SavedCohort, _ members: CohortDesk.Members?) async throws -> JSONValue {
        var kept = try await keeper.all()[saved.name]
        if let members { kept = try await keeper.keep(saved, members) ?? kept }
        var answer = json.describe(saved, kept: kept, whole: false).objectValue ?? JSONObject()
        if let members { for (key, value) in found(members).members { answer[key] = value } }
        return .object(answer)
    }

    private func found(_ members: CohortDesk.Members) -> JSONObject {
        JSONObject([
            ("size", JSONValue(members.units.count)),
            ("as_of", .string(ChartTime.iso(members.asOf, in: desk.charts.calendar))),
            ("unknown_ids", JSONValue(members.unknown.count)),
            ("unknown", .array(members.unknown.prefix(Self.namedIDs).map(JSONValue.string))),
        ])
    }

    private func may(_ reader: ChartReader, see saved: SavedCohort) -> Bool {
        if reader.seesAllEvents { return true }
        guard let cohort = try? saved.cohort(), case .explore(let model, _) = desk.charts.sources.whole(cohort.source)
        else { return false }
        return reader.sees(model: model)
    }

    private func writable() throws(ContentError) -> ContentStore {
        guard let store else { throw ContentError(.readOnly, "Nothing can be saved here; only files are there.") }
        return store
    }
}

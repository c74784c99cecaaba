internal import Foundation
internal import JSON

/// `/api/3/annotations` and `/api/3/annotation-categories`: notes on moments that charts show.
struct Annotations: Sendable {
    private static let kind = "annotation"
    private static let categories = "annotation-category"

    let records: any AmplitudeRecords
    let project: Int
    let clock: AnnotationClock

    /// Those of a category or a chart, or that touch a time.
    func list(_ query: FormFields) async throws -> JSONValue {
        let from = try moment(query["start"], "start")
        let until = try moment(query["end"], "end")
        let found = try await records.records(Self.kind, project: project).filter { record in
            let start = record.body["start"]?.stringValue
            let end = record.body["end"]?.stringValue ?? start
            if let category = query["category"], category != record.body["category"]?.stringValue { return false }
            if let chart = query["chart_id"], chart != record.body["chart_id"]?.stringValue { return false }
            if let from, let time = end.flatMap(clock.end(of:)), time < from { return false }
            if let until, let time = start.flatMap(clock.start(of:)), time > until { return false }
            return true
        }
        var described: [JSONValue] = []
        for record in found { described.append(try await describe(record)) }
        return ["data": .array(described)]
    }

    func one(_ id: String) async throws -> JSONValue { ["data": try await describe(try await find(id, Self.kind))] }

    func create(_ body: JSONValue) async throws -> JSONValue {
        let read = try self.body(body, over: JSONObject())
        guard read["label"] != nil else { throw AmplitudeFailure.invalid("label is missing.") }
        guard read["start"] != nil else { throw AmplitudeFailure.invalid("start is missing.") }
        let made = try await records.add(Self.kind, key: UUID().uuidString, read, project: project)
        guard let made else { throw AmplitudeFailure.conflict("Try again.") }
        try await addCategory(of: read)
        return ["data": try await describe(made)]
    }

    func update(_ id: String, _ body: JSONValue) async throws -> JSONValue {
        var record = try await find(id, Self.kind)
        record.body = try self.body(body, over: record.body)
        _ = try await records.change(record, Self.kind, project: project)
        try await addCategory(of: record.body)
        return ["data": try await describe(record)]
    }

    func delete(_ id: String) async throws -> JSONValue {
        let record = try await find(id, Self.kind)
        try await records.remove(id: record.id, project: project)
        return ["success": true, "data": ["id": .int(record.id)]]
    }

    // MARK: Categories

    /// All, or only the one that `category` names.
    func listCategories(_ query: FormFields) async throws -> JSONValue {
        var found = try await records.records(Self.categories, project: project)
        if let name = query["category"] {
            found.removeAll { $0.key != name }
            if found.isEmpty { throw AmplitudeFailure.notFound("There is no category \"\(name.prefix(100))\".") }
        }
        return ["data": .array(found.map(describeCategory))]
    }

    func category(_ id: String) async throws -> JSONValue {
        ["data": describeCategory(try await find(id, Self.categories))]
    }

    func createCategory(_ body: JSONValue) async throws -> JSONValue {
        guard let name = body["category"]?.stringValue, !name.isEmpty else {
            throw AmplitudeFailure.invalid("category is missing.")
        }
        guard let made = try await records.add(Self.categories, key: name, JSONObject(), project: project) else {
            throw AmplitudeFailure.conflict("There is already a category \"\(name)\".")
        }
        return ["data": describeCategory(made)]
    }

    func renameCategory(_ id: String, _ body: JSONValue) async throws -> JSONValue {
        var record = try await find(id, Self.categories)
        guard let name = body["category"]?.stringValue, !name.isEmpty else {
            throw AmplitudeFailure.invalid("category is missing.")
        }
        let old = record.key
        record.key = name
        guard try await records.change(record, Self.categories, project: project) else {
            throw AmplitudeFailure.conflict("There is already a category \"\(name)\".")
        }
        try await move(from: old, to: .string(name))
        return ["data": describeCategory(record)]
    }

    func deleteCategory(_ id: String) async throws -> JSONValue {
        let record = try await find(id, Self.categories)
        try await records.remove(id: record.id, project: project)
        try await move(from: record.key, to: nil)
        return ["success": true, "data": ["id": .int(record.id)]]
    }

    /// Gives annotations a category, all of them or none.
    /// - Parameter body: `{"annotation_ids": [12345]}`
    func assign(_ id: String, _ body: JSONValue) async throws -> JSONValue {
        let category = try await find(id, Self.categories)
        let ids = (body["annotation_ids"]?.arrayValue ?? []).map { $0.stringValue ?? $0.text }
        guard !ids.isEmpty else { throw AmplitudeFailure.invalid("annotation_ids has to be a list of ids.") }
        let all = try await records.records(Self.kind, project: project)
        if let unknown = ids.first(where: { id in !all.contains { String($0.id) == id } }) {
            throw AmplitudeFailure.invalid("There is no annotation with the id \(unknown.prefix(40)).")
        }
        var described: [JSONValue] = []
        for var annotation in all where ids.contains(String(annotation.id)) {
            annotation.body["category"] = .string(category.key)
            _ = try await records.change(annotation, Self.kind, project: project)
            described.append(try await describe(annotation))
        }
        return ["data": .array(described)]
    }

    private func move(from old: String, to new: JSONValue?) async throws {
        for var annotation in try await records.records(Self.kind, project: project)
        where annotation.body["category"]?.stringValue == old {
            annotation.body["category"] = new
            _ = try await records.change(annotation, Self.kind, project: project)
        }
    }

    private func addCategory(of body: JSONObject) async throws {
        guard let name = body["category"]?.stringValue else { return }
        _ = try await records.add(Self.categories, key: name, JSONObject(), project: project)
    }

    // MARK: Reading and writing

    private func body(_ value: JSONValue, over old: JSONObject) throws(AmplitudeFailure) -> JSONObject {
        var body = old
        for field in ["label", "start", "end", "category", "chart_id", "details"] {
            guard let given = value[field] else { continue }
            if given.isNull {
                body[field] = nil
                continue
            }
            guard let text = given.stringValue, !text.isEmpty || field == "details" else {
                throw .invalid("\(field) has to be a text.")
            }
            let isTime = field == "start" || field == "end"
            if isTime { _ = try moment(text, field) }
            body[field] = .string(isTime ? AnnotationClock.whole(text) : text)
        }
        if body["label"] == nil || body["start"] == nil, !old.isEmpty {
            throw .invalid("An annotation needs its label and its start.")
        }
        if let start = body["start"]?.stringValue.flatMap(clock.start(of:)),
            let end = body["end"]?.stringValue.flatMap(clock.end(of:)), end < start
        {
            throw .invalid("It ends before it begins: end has to be after start.")
        }
        return body
    }

    private func moment(_ text: String?, _ name: String) throws(AmplitudeFailure) -> Int64? {
        guard let text else { return nil }
        guard let time = clock.start(of: text) else {
            throw .invalid("\(name) is \"\(text.prefix(40))\", which is no moment. Write it as 2026-03-01T12:00:00Z.")
        }
        return time
    }

    private func find(_ id: String, _ kind: String) async throws -> AmplitudeRecord {
        let all = try await records.records(kind, project: project)
        guard let record = all.first(where: { String($0.id) == id }) else {
            throw AmplitudeFailure.notFound("There is none with the id \(id.prefix(40)).")
        }
        return record
    }

    private func describe(_ record: AmplitudeRecord) async throws -> JSONValue {
        var members = JSONObject([("id", .int(record.id))])
        for field in ["label", "start", "end", "details", "chart_id"] { members[field] = record.body[field] ?? .null }
        members["category"] = .null
        if let name = record.body["category"]?.stringValue {
            let all = try await records.records(Self.categories, project: project)
            members["category"] = all.first { $0.key == name }.map(describeCategory) ?? .null
        }
        return .object(members)
    }

    /// Its name is called `category` where one is written, and `name` where it is read.
    private func describeCategory(_ record: AmplitudeRecord) -> JSONValue {
        ["id": .int(record.id), "name": .string(record.key), "category": .string(record.key)]
    }
}
